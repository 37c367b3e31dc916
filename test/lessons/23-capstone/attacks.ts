/** Everything of chapter 2 over HTTP, and tokens at doors that are not theirs. */
import {
  BodyInPieces,
  type CallResult,
  jose,
  type Learner,
  type Sent,
  type StepApi,
  utf8,
  WebRequest,
} from '../../../src/grader/kit/index.ts'
import { forgedTokens } from './forge.ts'
import {
  assertion,
  bearer,
  cookie,
  expectAlive,
  expectIn,
  expectOut,
  expectStatus,
  form,
  json,
  login,
  me,
  NOW,
  PASSWORDS,
  tokenForm,
  withApp,
} from './world.ts'

/** No answer has the name of an error in it, or where it was thrown. */
function expectNoError(learner: Learner, result: CallResult): void {
  const { text } = learner.responseOf(result)
  if (/\bat .+:\d+:\d+|node:internal|(Syntax|Type|Reference|Range|Jwt)Error/.test(text))
    learner.fail(result, { id: 'error-told', words: { text: text.slice(0, 120) } })
}

export function attackTests({ test }: StepApi): void {
  test('forged tokens all get the same 401', learner =>
    withApp(learner, async world => {
      const { served } = world
      const session = await login(learner, world)
      await expectIn(learner, world, session, 'the token is good')
      const jwks = learner.responseOf(await served.send('GET', '/.well-known/jwks.json')).text
      const header = jose.decodeProtectedHeader(session.access) as Record<string, unknown>
      const claims = jose.decodeJwt(session.access) as Record<string, unknown>
      const forged = forgedTokens(learner, {
        ...world,
        good: { header, claims, token: session.access },
        jwksText: jwks,
        now: NOW,
      })
      const results = await served.sendAll(
        forged.map(([, token]) => ['GET', '/api/me', { headers: [bearer(token)] }]),
      )
      const gone = await login(learner, world)
      await served.send('POST', '/logout', { headers: [bearer(gone.access)] })
      forged.push(['it is a good one, and its user logged out', gone.access])
      results.push(await me(world, gone.access))
      let first: string | undefined
      for (const [index, [because]] of forged.entries()) {
        const result = results[index] as CallResult
        const { headers, text, valuesOf } = expectStatus(learner, result, 401, because, 'let-in')
        const challenge = valuesOf('www-authenticate').join(', ')
        if (!/invalid_token/.test(challenge))
          learner.fail(result, {
            id: 'not-invalid-token',
            words: { because, challenge: challenge || 'none' },
          })
        const seen = JSON.stringify([headers, text])
        first ??= seen
        if (seen !== first)
          learner.fail(result, { id: 'answers-differ', words: { because, first: forged[0]?.[0] as string } })
      }
      const all = await served.sendAll(
        forged.map(([, token]) => ['POST', '/logout-all', { headers: [bearer(token)] }]),
      )
      for (const [index, [because]] of forged.entries())
        expectStatus(learner, all[index] as CallResult, 401, because, 'let-in')
      await expectAlive(learner, world, session, 'logged-out-by-forgery')
    }))
  test('a token is good at its own door only', learner =>
    withApp(learner, async world => {
      const { served } = world
      const session = await login(learner, world)
      await expectOut(learner, world, session.refresh, 'it is a refresh token', 'wrong-door')
      await expectOut(
        learner,
        world,
        assertion(learner, world),
        'it is the assertion of a client',
        'wrong-door',
      )
      const rows: [string, string, Sent][] = [
        ['the cookie has an access token', '/refresh', { headers: [cookie(session.access)] }],
        ['the cookie has an assertion', '/refresh', { headers: [cookie(assertion(learner, world))] }],
        ['the assertion is an access token', '/token', form(tokenForm(session.access))],
        ['the assertion is a refresh token', '/token', form(tokenForm(session.refresh))],
        [
          'the grant is a refresh token',
          '/token',
          form({ grant_type: 'refresh_token', refresh_token: session.refresh }),
        ],
      ]
      const results = await served.sendAll(rows.map(([, path, sent]) => ['POST', path, sent]))
      for (const [index, [because]] of rows.entries())
        expectStatus(learner, results[index] as CallResult, [400, 401], because, 'wrong-door')
      await expectAlive(learner, world, session, 'logged-out-by-forgery')
    }))
  test('and nowhere but in its own header', learner =>
    withApp(learner, async world => {
      const { served } = world
      const { access, refresh } = await login(learner, world)
      const other = await login(learner, world, 'bob')
      const rows: [string, string, string, Sent][] = [
        ['the access token is in the query', 'GET', `/api/me?access_token=${access}`, {}],
        ['the access token is in a cookie', 'GET', '/api/me', { headers: [cookie(access)] }],
        [
          'the access token is in a cookie',
          'GET',
          '/api/me',
          { headers: [['cookie', `access_token=${access}`]] },
        ],
        [
          'the access token is in X-Access-Token',
          'GET',
          '/api/me',
          { headers: [['x-access-token', access]] },
        ],
        [
          'the access token is in Proxy-Authorization',
          'GET',
          '/api/me',
          { headers: [['proxy-authorization', `Bearer ${access}`]] },
        ],
        [
          'the refresh token is in the cookie, and nothing else',
          'GET',
          '/api/me',
          { headers: [cookie(refresh)] },
        ],
        ['the refresh token is in the query', 'POST', `/refresh?refresh_token=${refresh}`, {}],
        ['the refresh token is in the body', 'POST', '/refresh', json({ refresh_token: refresh })],
        [
          'the refresh token is in the Authorization header',
          'POST',
          '/refresh',
          { headers: [bearer(refresh)] },
        ],
        [
          'the refresh token is in a cookie of another name',
          'POST',
          '/refresh',
          { headers: [['cookie', `__host-session=${refresh}; x__Host-session=${refresh}`]] },
        ],
        [
          'there are two cookies of the name',
          'POST',
          '/refresh',
          { headers: [['cookie', `__Host-session=${refresh}; __Host-session=${other.refresh}`]] },
        ],
      ]
      const results = await served.sendAll(rows.map(([, method, path, sent]) => [method, path, sent]))
      for (const [index, [because]] of rows.entries())
        expectStatus(learner, results[index] as CallResult, 401, because, 'other-place')
      const two = await served.send('GET', '/api/me', {
        headers: [['authorization', `Bearer ${access}, Bearer ${other.access}`]],
      })
      expectStatus(
        learner,
        two,
        [400, 401],
        'there are two tokens in the Authorization header',
        'other-place',
      )
    }))
  test('no answer tells a secret', learner =>
    withApp(learner, async world => {
      const { served, secrets } = world
      const session = await login(learner, world)
      const password = 'My#very9secret-password'
      const requests: [string, string, Sent][] = [
        ['POST', '/login', json({ username: 'ada', password })],
        ['POST', '/login', json({ username: password, password })],
        ['POST', '/login', json(`{"username":"ada","password":"${password}"`)],
        ['GET', '/api/me', { headers: [bearer(`${session.access}x`)] }],
        ['GET', `/api/${session.access}`, {}],
        ['POST', '/refresh', { headers: [cookie(`${session.refresh}x`)] }],
        ['POST', '/logout', { headers: [cookie(session.refresh), bearer(`${session.access}x`)] }],
        ['POST', '/token', form(tokenForm(`${assertion(learner, world)}x`))],
        ['POST', '/token', form({ ...tokenForm(assertion(learner, world)), grant_type: password })],
        ['GET', '/.well-known/jwks.json', {}],
      ]
      const told = [...secrets, password, session.access, session.refresh]
      for (const result of await served.sendAll(requests)) {
        const { headers, text } = learner.responseOf(result)
        const all = `${JSON.stringify(headers)}\n${text}`
        if (told.some(secret => all.includes(secret))) learner.fail(result, { id: 'secret-told' })
        expectNoError(learner, result)
      }
      // A client that goes away in the middle is no reason to tell where the server read.
      for (const [path, type] of [
        ['/login', 'application/json'],
        ['/token', 'application/x-www-form-urlencoded'],
      ] as const) {
        const body = new BodyInPieces([utf8('{"username":"ada"')], 'error')
        const request = new WebRequest('POST', `http://127.0.0.1${path}`, [['content-type', type]], body)
        const [result] = (await world.app.apply([[request]], 'one-by-one', { given: { now: NOW } })) as [
          CallResult,
        ]
        expectNoError(learner, result)
      }
      const again = await served.send('POST', '/login', json({ username: 'ada', password: PASSWORDS.ada }))
      expectStatus(learner, again, 200, 'the server is still there')
    }))
  test('what breaks in it is no more than a 500', async learner => {
    let isServed = false
    try {
      await withApp(
        learner,
        async world => {
          isServed = true
          const body = utf8(JSON.stringify({ username: 'damaged', password: 'any' }))
          const headers: [string, string][] = [['content-type', 'application/json']]
          const request = new WebRequest('POST', 'http://127.0.0.1/login', headers, body)
          const [result] = (await world.app.apply([[request]], 'one-by-one', { given: { now: NOW } })) as [
            CallResult,
          ]
          // What gets out of an app is a 500 of the server's own, which says nothing either.
          if (result.outcome.kind === 'thrown') return
          expectNoError(learner, result)
          const { status } = learner.responseOf(result)
          // Whether anybody's password is wrong without a record, or the server is: either is an answer.
          if (![401, 500, 503].includes(status))
            learner.fail(result, {
              id: 'wrong-status',
              words: { status: String(status), wanted: '500', because: "the user's record is damaged" },
              expected: '500',
            })
        },
        { damaged: { salt: '!', hash: '!' } },
      )
    } catch (error) {
      // Who looks at all records at the beginning may refuse to make such an app.
      if (isServed) throw error
    }
  })
}
