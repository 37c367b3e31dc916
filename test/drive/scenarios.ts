/** What is done to the server from outside, and what must come of it. */
import { isDeepStrictEqual } from 'node:util'
import { forgeries } from './forgeries.ts'
import {
  bearer,
  endless,
  type Headers,
  login,
  me,
  post,
  raw,
  send,
  type Session,
  sessionOf,
  token,
} from './requests.ts'
import { type Target, USER } from './target.ts'

/** A name, what was seen, and what is right. */
export type Check = [what: string, seen: unknown, right: unknown]
export type Scenario = { title: string; run: (target: Target) => Promise<Check[]> }

const begin = async (target: Target): Promise<Session> => sessionOf(await login(target))
const FORM = 'application/x-www-form-urlencoded'

export const scenarios: Scenario[] = [
  {
    title: 'login to log-out',
    async run(target) {
      const first = await begin(target)
      const refreshed = await post(target, '/refresh', { cookie: first.cookie })
      const next = sessionOf(refreshed)
      const seen = (await me(target, next.access)).text
      const out = await post(target, '/logout', { cookie: next.cookie, ...bearer(next.access) })
      return [
        ['the API, after a refresh', seen, '{"sub":"ada"}'],
        ['log-out', [out.status, out.cookie], [204, '__Host-session=']],
        ['a wrong password', (await login(target, { ...USER, password: 'x' })).status, 401],
      ]
    },
  },
  {
    title: 'replay of everything that can be replayed',
    async run(target) {
      const { cookie } = await begin(target)
      const next = await post(target, '/refresh', { cookie })
      const again = await post(target, '/refresh', { cookie })
      const family = await post(target, '/refresh', { cookie: next.cookie ?? '' })
      const session = await begin(target)
      await post(target, '/logout', { cookie: session.cookie, ...bearer(session.access) })
      const all = await begin(target)
      await post(target, '/logout-all', bearer(all.access))
      await target.wait(1)
      const assertion = target.assertion()
      const old = await begin(target)
      const given = (await token(target, assertion)).status
      const replayed = (await token(target, assertion)).status
      await target.wait(900)
      return [
        ['a refresh token, once and once more', [next.status, again.status], [200, 401]],
        ['the newest token of that family', family.status, 401],
        ['an access token after log-out', (await me(target, session.access)).status, 401],
        ['its refresh token', (await post(target, '/refresh', { cookie: session.cookie })).status, 401],
        ['an access token after log-out everywhere', (await me(target, all.access)).status, 401],
        ['its refresh token', (await post(target, '/refresh', { cookie: all.cookie })).status, 401],
        [
          'a log-out, which stays one',
          (await post(target, '/logout', { cookie: session.cookie })).status,
          204,
        ],
        ['an assertion, once and once more', [given, replayed], [200, 401]],
        ['an access token after 900 seconds', (await me(target, old.access)).status, 401],
      ]
    },
  },
  {
    title: 'forged tokens',
    async run(target) {
      const { access } = await begin(target)
      const jwks = (await send(target, 'GET', '/.well-known/jwks.json')).text
      const forged = forgeries(access, jwks)
      const answers = new Set<string>()
      for (const one of forged) {
        const { status, headers, text } = await me(target, one)
        answers.add(JSON.stringify([status, headers.filter(([name]) => name !== 'connection'), text]))
      }
      return [
        ['25 forged tokens or more', forged.length >= 25, true],
        [`different answers to ${forged.length} of them`, answers.size, 1],
        ['which is a 401', [...answers][0]?.startsWith('[401,'), true],
        ['the good one', (await me(target, access)).status, 200],
      ]
    },
  },
  {
    title: 'cross-site login, refresh and log-out',
    async run(target) {
      const { access, cookie } = await begin(target)
      const senders: Headers[] = [
        { 'sec-fetch-site': 'cross-site' },
        { 'sec-fetch-site': 'same-site' },
        { origin: 'https://evil.example' },
        { origin: 'http://127.0.0.1:1' },
        { origin: 'null' },
      ]
      const seen = new Set<string>()
      for (const path of ['/login', '/refresh', '/logout', '/logout-all'])
        for (const sender of senders) {
          const headers = { ...sender, cookie, ...bearer(access), 'content-type': 'application/json' }
          const answer = await send(target, 'POST', path, headers, JSON.stringify(USER))
          seen.add(`${answer.status} ${answer.cookie ?? 'no cookie'}`)
        }
      return [
        ['20 requests', [...seen], ['403 no cookie']],
        ['the access token afterwards', (await me(target, access)).status, 200],
        [
          'the refresh token, of an own page',
          (await post(target, '/refresh', { cookie, origin: target.origin })).status,
          200,
        ],
      ]
    },
  },
  {
    title: 'bodies too long, and without end',
    async run(target) {
      const long = 'x'.repeat(9_000)
      return [
        ['9,000 bytes to /login', (await login(target, { ...USER, long })).status, 413],
        ['9,000 bytes to /token', (await token(target, long)).status, 413],
        ['no end to /login', await endless(target, '/login', 'application/json'), 413],
        ['no end to /token', await endless(target, '/token', FORM), 413],
        ['a login afterwards', (await login(target)).status, 200],
      ]
    },
  },
  {
    title: 'smuggling by header, query and cookie',
    async run(target) {
      const { access, cookie } = await begin(target)
      const refresh = cookie.split('=')[1] as string
      const api = (headers: Headers, query = ''): Promise<number> =>
        send(target, 'GET', `/api/me${query}`, headers).then(({ status }) => status)
      const renew = (headers: Headers, query = ''): Promise<number> =>
        post(target, `/refresh${query}`, headers).then(({ status }) => status)
      const two = `Authorization: Bearer ${access}`
      return [
        ['access token in the query', await api({}, `?access_token=${access}`), 401],
        ['access token in a cookie', await api({ cookie: `access_token=${access}; ${cookie}` }), 401],
        ['access token in X-Access-Token', await api({ 'x-access-token': access }), 401],
        [
          'access token in Proxy-Authorization',
          await api({ 'proxy-authorization': `Bearer ${access}` }),
          401,
        ],
        ['refresh token at the API', await api(bearer(refresh)), 401],
        ['refresh token in the query', await renew({}, `?refresh_token=${refresh}`), 401],
        ['refresh token in the Authorization header', await renew(bearer(refresh)), 401],
        ['a cookie of another name', await renew({ cookie: `x${cookie}; __host-session=${refresh}` }), 401],
        ['two cookies of the name', await renew({ cookie: `${cookie}; __Host-session=other` }), 401],
        ['the access token in the cookie', await renew({ cookie: `__Host-session=${access}` }), 401],
        ['an assertion at the API', await api(bearer(target.assertion())), 401],
        [
          'two Authorization headers',
          /^40[01]$/.test(await raw(target, ['GET /api/me HTTP/1.1', two, two])),
          true,
        ],
        [
          'Content-Length and Transfer-Encoding',
          await raw(
            target,
            ['POST /logout HTTP/1.1', 'Content-Length: 4', 'Transfer-Encoding: chunked'],
            '0\r\n\r\n',
          ),
          '400',
        ],
        [
          'two lengths',
          await raw(target, ['POST /logout HTTP/1.1', 'Content-Length: 1', 'Content-Length: 2'], 'ab'),
          '400',
        ],
        [
          'a header in a header',
          await raw(target, ['GET /api/me HTTP/1.1', `X-A: b\nAuthorization: Bearer ${access}`]),
          '400',
        ],
        ['the refresh token is still good', await renew({ cookie }), 200],
      ]
    },
  },
]

/** The checks that did not come out right, in words. */
export const wrongOnes = (checks: readonly Check[]): string[] =>
  checks
    .filter(([, seen, right]) => !isDeepStrictEqual(seen, right))
    .map(([what, seen, right]) => `${what}: ${JSON.stringify(seen)}, and right is ${JSON.stringify(right)}`)
