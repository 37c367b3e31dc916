/** Many requests at once, of every kind, while time goes on. */
import {
  type CallResult,
  jose,
  type Learner,
  type Sent,
  type StepApi,
  toBase64url,
  utf8,
  WebRequest,
} from '../../../src/grader/kit/index.ts'
import {
  assertion,
  bearer,
  cookie,
  cookieValue,
  expectStatus,
  form,
  json,
  login,
  NOW,
  PASSWORDS,
  sessionIn,
  tokenForm,
  withApp,
  type World,
} from './world.ts'

const AT_ONCE = 50
const ROUNDS = 6

type Planned = { because: string; wanted: number; request: [string, string, Sent] }

export function loadTests({ test }: StepApi): void {
  test('300 requests of all kinds, 50 at once', learner =>
    withApp(learner, async world => {
      const { served } = world
      let [ada, bob] = [await login(learner, world), await login(learner, world, 'bob')]
      for (let round = 0; round < ROUNDS; round++) {
        const now = NOW + round * 400
        served.given.now = now
        const plan = planned(learner, world, now, { ada, bob })
        const results = await served.sendAll(plan.map(({ request }) => request))
        for (const [index, planned] of plan.entries())
          await expectUnderLoad(learner, world, planned, results[index] as CallResult)
        const refreshed = results.slice(0, 2) as [CallResult, CallResult]
        ada = sessionIn(learner, refreshed[0], 'ada')
        bob = sessionIn(learner, refreshed[1], 'bob')
        const subs = results
          .slice(2, 4)
          .map(result => (learner.responseOf(result).json as { sub?: string } | undefined)?.sub)
        if (subs[0] !== 'ada' || subs[1] !== 'bob')
          learner.fail(results[2] as CallResult, { id: 'mixed-up', words: { subs: subs.join(' and ') } })
      }
    }))
  test('of many refreshes with one token one wins, and the family is over', learner =>
    withApp(learner, async world => {
      const { served } = world
      const { refresh } = await login(learner, world)
      const results = await atOnce(world, '/refresh', { headers: [cookie(refresh)] })
      const answers = results.map(result => learner.responseOf(result))
      const good = answers.filter(({ status }) => status === 200)
      if (good.length !== 1)
        learner.fail(results[0] as CallResult, {
          id: 'race',
          words: { count: String(good.length) },
          expected: 'one 200',
        })
      const next = cookieValue(good[0]?.valuesOf('set-cookie') ?? []) ?? ''
      const last = await served.send('POST', '/refresh', { headers: [cookie(next)] })
      expectStatus(learner, last, 401, 'its family is over', 'family-lives')
    }))
  test('logins at once get each their own token', learner =>
    withApp(learner, async world => {
      const names = Array.from({ length: 12 }, (_, index) => (index % 2 === 0 ? 'ada' : 'bob'))
      const requests = names.map(username => {
        const { headers = [], body } = json({ username, password: PASSWORDS[username] })
        return [new WebRequest('POST', 'http://127.0.0.1/login', [...headers], utf8(String(body)))]
      })
      const results = await world.app.apply(requests, 'together', { given: { now: NOW } })
      for (const [index, user] of names.entries()) {
        const result = results[index] as CallResult
        const { sub } = jose.decodeJwt(sessionIn(learner, result, user).access)
        if (sub !== user)
          learner.fail(result, {
            id: 'mixed-up/login',
            words: { user, sub: JSON.stringify(sub) ?? 'missing' },
            expected: `sub: "${user}"`,
          })
      }
    }))
  test('of many uses of one assertion one wins', learner =>
    withApp(learner, async world => {
      const sent = form(tokenForm(assertion(learner, world)))
      const results = await atOnce(world, '/token', sent)
      const good = results.filter(result => learner.responseOf(result).status === 200)
      if (good.length !== 1)
        learner.fail(results[0] as CallResult, {
          id: 'assertion-race',
          words: { count: String(good.length) },
          expected: 'one 200',
        })
    }))
}

/** What can be asked again and must be answered as before: the others use something up. */
const isRepeatable = ([, path]: Planned['request']): boolean => !['/refresh', '/token'].includes(path)

/** The status is the wanted one. @throws LearnerFailure that blames the load only when the request alone is answered rightly */
async function expectUnderLoad(
  learner: Learner,
  { served }: World,
  { because, wanted, request }: Planned,
  result: CallResult,
): Promise<void> {
  if (learner.responseOf(result).status !== wanted && isRepeatable(request))
    expectStatus(learner, await served.send(...request), wanted, because)
  expectStatus(learner, result, wanted, because, 'under-load')
}

/** The same request 20 times, without sockets: they would come one after the other. */
function atOnce({ app }: World, path: string, { headers = [], body = '' }: Sent): Promise<CallResult[]> {
  const bytes = typeof body === 'string' ? utf8(body) : body
  const request = new WebRequest('POST', `http://127.0.0.1${path}`, [...headers], bytes)
  return app.apply(
    Array.from({ length: 20 }, () => [request]),
    'together',
    { given: { now: NOW } },
  )
}

/** So many requests as go at once; what is asked for in the first four is looked at. */
function planned(
  learner: Learner,
  world: World,
  now: number,
  { ada, bob }: Record<'ada' | 'bob', { access: string; refresh: string }>,
): Planned[] {
  const get = (path: string, headers: [string, string][] = []): Planned['request'] => [
    'GET',
    path,
    { headers },
  ]
  const fresh = { iat: now, exp: now + 60 }
  const kinds: (() => Planned)[] = [
    () => ({
      because: 'the password is good',
      wanted: 200,
      request: ['POST', '/login', json({ username: 'ada', password: PASSWORDS.ada })],
    }),
    () => ({
      because: 'the password is wrong',
      wanted: 401,
      request: ['POST', '/login', json({ username: 'bob', password: 'x' })],
    }),
    () => ({ because: 'the token is good', wanted: 200, request: get('/api/me', [bearer(ada.access)]) }),
    () => ({ because: 'the token is good', wanted: 200, request: get('/api/me', [bearer(bob.access)]) }),
    () => ({
      because: 'the token is malformed',
      wanted: 401,
      request: get('/api/me', [bearer(toBase64url(learner.randomBytes(20)))]),
    }),
    () => ({ because: 'there is no token', wanted: 401, request: get('/api/me') }),
    () => ({
      because: 'the refresh token is unknown',
      wanted: 401,
      request: ['POST', '/refresh', { headers: [cookie(toBase64url(learner.randomBytes(32)))] }],
    }),
    () => ({
      because: 'the assertion is good',
      wanted: 200,
      request: ['POST', '/token', form(tokenForm(assertion(learner, world, fresh)))],
    }),
    () => ({ because: 'this is the key set', wanted: 200, request: get('/.well-known/jwks.json') }),
    () => ({ because: 'there is nothing there', wanted: 404, request: get('/nothing') }),
    () => ({ because: 'a log-out is never refused', wanted: 204, request: ['POST', '/logout', {}] }),
    () => ({
      because: 'the page is of another origin',
      wanted: 403,
      request: ['POST', '/logout', { headers: [['sec-fetch-site', 'cross-site'], cookie(ada.refresh)] }],
    }),
    () => ({
      because: 'the body is too long',
      wanted: 413,
      request: ['POST', '/login', json('x'.repeat(8_193))],
    }),
  ]
  const refresh = (token: string): Planned => ({
    because: 'the refresh token is the newest of its family',
    wanted: 200,
    request: ['POST', '/refresh', { headers: [cookie(token)] }],
  })
  const first = [
    refresh(ada.refresh),
    refresh(bob.refresh),
    { because: 'the token is good', wanted: 200, request: get('/api/me', [bearer(ada.access)]) },
    { because: 'the token is good', wanted: 200, request: get('/api/me', [bearer(bob.access)]) },
  ]
  const others = Array.from({ length: AT_ONCE - first.length }, () =>
    (kinds[Math.floor(learner.random() * kinds.length)] as () => Planned)(),
  )
  return [...first, ...others]
}
