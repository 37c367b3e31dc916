/** Login, the API, the key set, and what there is no route for. */
import {
  type CallResult,
  equal,
  type Learner,
  type Sent,
  type StepApi,
  jose,
  tokenParts,
  utf8,
  WebRequest,
} from '../../../src/grader/kit/index.ts'
import {
  AUDIENCE,
  bearer,
  expectIn,
  expectNoStore,
  expectOut,
  expectStatus,
  ISSUER,
  json,
  login,
  me,
  NOW,
  PASSWORDS,
  REFRESH_LIFETIME,
  withApp,
  type World,
} from './world.ts'

type Route = [path: string, method: string]
/** A step asks for its own routes only: those of later steps are not written yet. */
const ROUTES: Route[] = [
  ['/login', 'POST'],
  ['/api/me', 'GET'],
  ['/.well-known/jwks.json', 'GET'],
]

export function loginTests({ test }: StepApi): void {
  test('a login gives an access token, and a cookie', learner =>
    withApp(learner, async world => {
      const session = await login(learner, world)
      const answer = learner.responseOf(session.result)
      expectNoStore(learner, session.result)
      const { token_type: type, expires_in: seconds } = (answer.json ?? {}) as Record<string, unknown>
      if (!/^bearer$/i.test(String(type)) || seconds !== 900)
        learner.fail(session.result, {
          id: 'login-answer',
          words: { type: JSON.stringify(type) ?? 'missing', seconds: JSON.stringify(seconds) ?? 'missing' },
          expected: 'token_type "Bearer" and expires_in 900',
        })
      expectCookie(learner, session.result, REFRESH_LIFETIME)
      const isInClaims = (JSON.stringify(tokenParts(session.access)?.payload) ?? '').includes(session.refresh)
      const place =
        session.refresh === session.access
          ? 'refresh-in-body/access'
          : isInClaims
            ? 'refresh-in-body/claims'
            : 'refresh-in-body'
      if (isInClaims || answer.text.includes(session.refresh))
        learner.fail(session.result, { id: place, expected: 'the refresh token in the cookie only' })
    }))
  test('the key set has public members only', learner =>
    withApp(learner, async world => {
      const { served, signing } = world
      const result = await served.send('GET', '/.well-known/jwks.json')
      const answer = expectStatus(learner, result, 200, 'this is the key set')
      const { keys: listed } = (answer.json ?? {}) as { keys?: unknown }
      const keys = (Array.isArray(listed) ? listed : []).filter(
        key => typeof key === 'object' && key !== null,
      )
      const secret = keys.flatMap(key => ['d', 'p', 'q', 'dp', 'dq', 'qi'].filter(name => name in key))[0]
      if (secret !== undefined) learner.fail(result, { id: 'private-key-published', words: { secret } })
      const key = keys.find(({ kid }) => kid === signing.kid)
      const { kty, n, e } = signing.publicKey
      if (!equal([key?.kty, key?.n, key?.e], [kty, n, e]))
        learner.fail(result, {
          id: 'key-not-published',
          words: { kid: signing.kid },
          expected: '{ "keys": [{ "kty": "RSA", "kid", "n", "e" }] }',
        })
      const type = answer.valuesOf('content-type').join()
      if (!/^application\/(jwk-set\+)?json\b/i.test(type))
        learner.fail(result, { id: 'jwks-type', words: { type: type || 'missing' } })
    }))
  test('which jose accepts, with the key set of the server', learner =>
    withApp(learner, async world => {
      for (const userId of ['ada', 'constructor']) {
        const session = await login(learner, world, userId)
        await expectAccessToken(learner, world, session, NOW)
      }
      const [one, other] = [await login(learner, world), await login(learner, world)]
      const [first, second] = [one, other].map(({ access }) => jose.decodeJwt(access).jti)
      if (first === second) learner.fail(other.result, { id: 'jti-twice', words: { jti: String(first) } })
    }))
  test('only a good password is a login', learner =>
    withApp(learner, async world => {
      const { served } = world
      const logins: [string, Sent][] = [
        ['the password is wrong', json({ username: 'ada', password: PASSWORDS.bob })],
        ['nobody has this name', json({ username: 'nobody', password: PASSWORDS.ada })],
        ['nobody has this name', json({ username: '__proto__', password: PASSWORDS.ada })],
        ['nobody has this name', json({ username: 'toString', password: PASSWORDS.ada })],
      ]
      const results = await served.sendAll(logins.map(([, sent]) => ['POST', '/login', sent]))
      const seen = results.map((result, index) => {
        const { headers, text } = expectStatus(learner, result, 401, logins[index]?.[0] as string)
        return JSON.stringify([headers, text])
      })
      // Without sockets the runs of scrypt are seen.
      const direct = logins
        .slice(0, 2)
        .map(([, { headers = [], body = '' }]) => [
          new WebRequest('POST', 'http://127.0.0.1/login', [...headers], utf8(String(body))),
        ])
      const alone = await world.app.apply(direct, 'one-by-one', { given: { now: NOW } })
      const [known, unknown] = alone.map(
        ({ called = [] }) => called.filter(({ name }) => name === 'scrypt').length,
      )
      const called = alone[1]?.called ?? []
      if (called.filter(({ name }) => name === 'scrypt done').length < (unknown ?? 0))
        learner.fail(alone[1] as CallResult, {
          id: 'decoy-missing/not-awaited',
          expected: 'an answer after scrypt is done',
        })
      if (known !== unknown)
        learner.fail(alone[1] as CallResult, {
          id: 'decoy-missing',
          words: { known: String(known), unknown: String(unknown) },
          expected: 'as many runs of scrypt for both',
        })
      const odd = seen.findIndex(answer => answer !== seen[0])
      if (odd >= 0) learner.fail(results[odd] as CallResult, { id: 'login-differs' })
    }))
  test('and only a login is a login', learner =>
    withApp(learner, async world => {
      const { served } = world
      const good = { username: 'ada', password: PASSWORDS.ada }
      const text = JSON.stringify(good)
      const typed = (type: string): Sent => ({ headers: [['content-type', type]], body: text })
      const rows: [string, number, Sent][] = [
        ['the media type is text/plain', 415, typed('text/plain')],
        ['the media type is that of a form', 415, typed('application/x-www-form-urlencoded')],
        ['there is no media type', 415, { body: text }],
        ['the body is not JSON', 400, json('{"username":')],
        ['the password is a number', 400, json({ ...good, password: 7 })],
        ['the password is missing', 400, json({ username: 'ada' })],
        ['the body is null', 400, json('null')],
        ['the body has 8,193 bytes', 413, json(text + ' '.repeat(8_193 - Buffer.byteLength(text)))],
        ['the body has 9,000 bytes', 413, json({ ...good, more: 'x'.repeat(9_000) })],
      ]
      const results = await served.sendAll(rows.map(([, , sent]) => ['POST', '/login', sent]))
      for (const [index, [because, wanted]] of rows.entries())
        expectStatus(learner, results[index] as CallResult, wanted, because)
      const full = json(text + ' '.repeat(8_192 - Buffer.byteLength(text)))
      expectStatus(learner, await served.send('POST', '/login', full), 200, 'the body has 8,192 bytes')
    }))
  test('the API wants a Bearer token', learner =>
    withApp(learner, async world => {
      const { served } = world
      const session = await login(learner, world)
      await expectIn(learner, world, session, 'the token is good')
      const loud = await served.send('GET', '/api/me', {
        headers: [['AUTHORIZATION', `bEARER  ${session.access}`]],
      })
      expectStatus(learner, loud, 200, 'the scheme is compared in any case', 'good-token-refused')
      const others = ['Basic YWRhOmFkYQ==', `XBearer ${session.access}`, `Token ${session.access}`]
      for (const headers of [[], ...others.map((value): [string, string][] => [['authorization', value]])]) {
        const result = await served.send('GET', '/api/me', { headers })
        const answer = expectStatus(learner, result, 401, 'there is no Bearer token')
        const challenge = answer.valuesOf('www-authenticate').join(', ')
        if (!/^bearer\b/i.test(challenge) || /error/i.test(challenge))
          learner.fail(result, {
            id: 'challenge',
            words: { challenge: challenge || 'missing' },
            expected: 'Bearer, without an error',
          })
      }
      await expectOut(learner, world, 'abc.def.ghi', 'the token is malformed')
      served.given.now = NOW + 899
      await expectIn(learner, world, session, 'it has a second to live')
      served.given.now = NOW + 900
      await expectOut(learner, world, session.access, 'it has just expired')
    }))
  test('other methods and paths are refused', learner =>
    withApp(learner, async ({ served }) => {
      await expectOtherMethodsRefused(learner, served, ROUTES)
      const paths = [
        '/api',
        '/api/you',
        '/Login',
        '/login2',
        '/constructor',
        '/__proto__',
        '//login',
        '/.well-known/',
      ]
      for (const method of ['GET', 'POST'])
        for (const [index, result] of (await served.sendAll(paths.map(path => [method, path]))).entries())
          expectStatus(learner, result, 404, `there is nothing at ${paths[index]}`)
    }))
  test('no page of another origin may read an answer', learner =>
    withApp(learner, async world => {
      const { served } = world
      const { access } = await login(learner, world)
      const origin: [string, string] = ['origin', 'https://evil.example']
      const results = await served.sendAll([
        ['GET', '/api/me', { headers: [origin, bearer(access)] }],
        ['GET', '/.well-known/jwks.json', { headers: [origin] }],
        ['OPTIONS', '/api/me', { headers: [origin, ['access-control-request-method', 'GET']] }],
      ])
      for (const result of [...results, await me(world, access)]) expectNoCors(learner, result)
    }))
}

/** Each route has one method, and the others are told so. */
export async function expectOtherMethodsRefused(
  learner: Learner,
  served: World['served'],
  routes: readonly Route[],
): Promise<void> {
  for (const [path, method] of routes) {
    const others = ['GET', 'POST', 'PUT', 'DELETE', 'PATCH'].filter(other => other !== method)
    const results = await served.sendAll(others.map(other => [other, path]))
    for (const [index, result] of results.entries()) {
      const answer = expectStatus(learner, result, 405, `${path} is for ${method}, not ${others[index]}`)
      const allow = answer.valuesOf('allow').join(', ')
      if (!allow.split(/\s*,\s*/).includes(method))
        learner.fail(result, {
          id: 'allow',
          words: { allow: allow || 'missing', method },
          expected: `Allow: ${method}`,
        })
    }
  }
}

/** @throws LearnerFailure when a page of another origin may read the answer */
export function expectNoCors(learner: Learner, result: CallResult): void {
  const header = learner.responseOf(result).headers.find(([name]) => /^access-control-/i.test(name))
  if (header !== undefined) learner.fail(result, { id: 'cors', words: { header: header.join(': ') } })
}

/** The access token verifies with the published key, and says what it must. */
export async function expectAccessToken(
  learner: Learner,
  { served, signing }: World,
  { access, userId, result }: { access: string; userId: string; result: CallResult },
  now: number,
  lifetime = 900,
): Promise<void> {
  // What the token says first: jose would complain of a claim, and the cause may be the clock.
  const claims = tokenParts(access)?.payload
  if (typeof claims === 'object' && claims !== null)
    expectClaims(learner, result, claims as Claims, { now, lifetime, userId })
  const keys = jose.createRemoteJWKSet(new URL('/.well-known/jwks.json', served.origin))
  const { protectedHeader } = await jose
    .jwtVerify(access, keys, {
      issuer: ISSUER,
      audience: AUDIENCE,
      algorithms: ['RS256'],
      currentDate: new Date(now * 1000),
    })
    .catch(error => {
      served.check()
      return learner.fail(result, {
        id: 'jose-refuses',
        words: { error: error instanceof Error ? error.message : String(error) },
        expected: 'a token that jose verifies',
      })
    })
  if (protectedHeader.kid !== signing.kid)
    learner.fail(result, {
      id: 'access-token',
      words: {
        name: 'kid',
        actual: JSON.stringify(protectedHeader.kid) ?? 'missing',
        wanted: JSON.stringify(signing.kid),
      },
      expected: `kid: ${JSON.stringify(signing.kid)}`,
    })
}

type Claims = Record<string, unknown>

/** The claims of an access token are those of this user and this time. */
function expectClaims(
  learner: Learner,
  result: CallResult,
  payload: Claims,
  about: { userId: string; now: number; lifetime: number },
): void {
  const wrong = (
    [
      ['iss', payload.iss, ISSUER],
      ['aud', [payload.aud].flat().includes(AUDIENCE) ? AUDIENCE : payload.aud, AUDIENCE],
      ['sub', payload.sub, about.userId],
      ['iat', payload.iat, about.now],
      ['exp', payload.exp, about.now + about.lifetime],
      ['jti', typeof payload.jti === 'string' && payload.jti !== '', true],
    ] as const
  ).find(([, actual, wanted]) => actual !== wanted)
  if (wrong === undefined) return
  const [name, , value] = wrong
  const wanted = name === 'jti' ? 'a unique string' : JSON.stringify(value)
  learner.fail(result, {
    id: name === 'iat' || name === 'exp' ? 'access-token/time' : 'access-token',
    words: { name, actual: JSON.stringify(payload[name]) ?? 'missing', wanted },
    expected: `${name}: ${wanted}`,
  })
}

/** One Set-Cookie as lesson 20 has it. */
export function expectCookie(learner: Learner, result: CallResult, lifetime: number): void {
  expectNoCors(learner, result)
  const values = learner.responseOf(result).valuesOf('set-cookie')
  if (values.length === 0) learner.fail(result, { id: 'cookie/none', words: { lifetime: String(lifetime) } })
  const attributes = (values[0] ?? '')
    .split(';')
    .slice(1)
    .map(part => part.trim().toLowerCase())
  const missing = [
    values.length !== 1 && 'a Set-Cookie that is the only one',
    !/^__Host-session=/.test(values[0] ?? '') && 'the name __Host-session',
    !attributes.includes(`max-age=${lifetime}`) && `Max-Age=${lifetime}`,
    !attributes.includes('path=/') && 'Path=/',
    !attributes.includes('secure') && 'Secure',
    !attributes.includes('httponly') && 'HttpOnly',
    !attributes.some(attribute => /^samesite=(lax|strict)$/.test(attribute)) && 'SameSite=Lax or Strict',
    attributes.some(attribute => attribute.startsWith('domain')) && 'no Domain',
  ].find(entry => entry !== false)
  if (missing !== undefined)
    learner.fail(result, {
      id: 'cookie',
      words: { missing: missing as string, value: (values[0] ?? 'none').replace(/=[^;]{20,}/, '=…') },
    })
}
