/** The token endpoint for clients. */
import {
  BodyInPieces,
  type CallResult,
  type Learner,
  type Sent,
  type StepApi,
  utf8,
  WebRequest,
} from '../../../src/grader/kit/index.ts'
import { expectAccessToken, expectNoCors, expectOtherMethodsRefused } from './login.ts'
import {
  assertion,
  bearer,
  expectNoStore,
  expectOut,
  expectStatus,
  me,
  form,
  ISSUER,
  NOW,
  tokenForm,
  withApp,
  type World,
} from './world.ts'
import { signed } from './forge.ts'

/** RFC 6749 §5.2. */
const CODES = [
  'invalid_request',
  'invalid_client',
  'invalid_grant',
  'unauthorized_client',
  'unsupported_grant_type',
  'invalid_scope',
]

/** A refusal of RFC 6749 §5.2: 400 or 401, and a code. */
function expectTokenError(
  learner: Learner,
  result: CallResult,
  because: string,
  codes: readonly string[] = CODES,
): void {
  const answer = expectStatus(learner, result, [400, 401], because, 'token-given')
  const { error } = (answer.json ?? {}) as { error?: unknown }
  const members = typeof answer.json === 'object' ? Object.keys(answer.json ?? {}) : []
  if (typeof error !== 'string' || !codes.includes(error) || members.length !== 1)
    learner.fail(result, {
      id: 'token-error',
      words: { because, body: answer.text.slice(0, 120) || '(empty)', codes: codes.join(' or ') },
      expected: `{ "error": ${codes.length > 2 ? 'a code of RFC 6749 §5.2' : codes.map(code => `"${code}"`).join(' or ')} }`,
    })
}

export function clientTests({ test }: StepApi): void {
  test('an assertion buys an access token', learner =>
    withApp(learner, async world => {
      const { served } = world
      const sent = form({ ...tokenForm(assertion(learner, world)), scope: 'reports' })
      const result = await served.send('POST', '/token', sent)
      const answer = expectStatus(learner, result, 200, 'the assertion is good', 'assertion-refused')
      expectNoStore(learner, result)
      expectNoCors(learner, result)
      const {
        access_token: access,
        token_type: type,
        expires_in: seconds,
      } = (answer.json ?? {}) as Record<string, unknown>
      if (typeof access !== 'string' || !/^bearer$/i.test(String(type)) || seconds !== 3600)
        learner.fail(result, {
          id: 'token-answer',
          expected: 'access_token, token_type "Bearer" and expires_in 3600',
        })
      await expectAccessToken(
        learner,
        world,
        { access: access as string, userId: 'reports', result },
        NOW,
        3600,
      )
      const charset = { ...form(tokenForm(assertion(learner, world))) }
      const loud = {
        ...charset,
        headers: [['content-type', 'Application/X-WWW-Form-Urlencoded; charset=UTF-8']] as [string, string][],
      }
      expectStatus(
        learner,
        await served.send('POST', '/token', loud),
        200,
        'the media type is that of a form',
        'assertion-refused',
      )
    }))
  test('which its owner can end', learner =>
    withApp(learner, async world => {
      const { served } = world
      const sent = form(tokenForm(assertion(learner, world)))
      const result = await served.send('POST', '/token', sent)
      const answer = expectStatus(learner, result, 200, 'the assertion is good', 'assertion-refused')
      const { access_token: access } = (answer.json ?? {}) as { access_token: string }
      // Whether a client's token is good at the API is open.
      if (learner.responseOf(await me(world, access)).status !== 200) return
      const out = await served.send('POST', '/logout-all', { headers: [bearer(access)] })
      expectStatus(learner, out, 204, 'this is a log-out everywhere')
      served.given.now = NOW + 3_599
      await expectOut(learner, world, access, 'its owner logged out everywhere', 'client-revived')
    }))
  test('once', learner =>
    withApp(learner, async world => {
      const { served } = world
      const sent = form(tokenForm(assertion(learner, world)))
      expectStatus(
        learner,
        await served.send('POST', '/token', sent),
        200,
        'the assertion is good',
        'assertion-refused',
      )
      expectTokenError(learner, await served.send('POST', '/token', sent), 'the assertion was used before')
      served.given.now = NOW + 100
      expectTokenError(learner, await served.send('POST', '/token', sent), 'the assertion was used before')
    }))
  test('only of a client, for this server, while it lasts', learner =>
    withApp(learner, async world => {
      const { served, signing } = world
      const rows: [string, string][] = [
        ['its aud is another server', assertion(learner, world, { aud: 'https://evil.example' })],
        ['its aud is the endpoint', assertion(learner, world, { aud: `${ISSUER}/token` })],
        ['its sub is another client', assertion(learner, world, { sub: 'billing' })],
        ['its client is unknown', assertion(learner, world, { iss: 'billing', sub: 'billing' })],
        ['its client is called __proto__', assertion(learner, world, { iss: '__proto__', sub: '__proto__' })],
        ['it has expired', assertion(learner, world, { iat: NOW - 100, exp: NOW })],
        ['it lives for an hour', assertion(learner, world, { exp: NOW + 3600 })],
        ['it has no jti', assertion(learner, world, { jti: undefined })],
        [
          'it is signed with the key of the server',
          signed(
            { alg: 'RS256', kid: world.client.kid },
            { iss: 'reports', sub: 'reports', aud: ISSUER, iat: NOW, exp: NOW + 60, jti: 'x' },
            signing,
          ),
        ],
        ['it is malformed', 'abc'],
      ]
      const results = await served.sendAll(rows.map(([, text]) => ['POST', '/token', form(tokenForm(text))]))
      for (const [index, [because]] of rows.entries())
        expectTokenError(learner, results[index] as CallResult, because)
    }))
  test('a form with each parameter once', learner =>
    withApp(learner, async world => {
      const { served } = world
      const good = (): [string, string][] => Object.entries(tokenForm(assertion(learner, world)))
      const without = (name: string): [string, string][] => good().filter(([key]) => key !== name)
      const rows: [string, [string, string][], string[]][] = [
        ['grant_type is missing', without('grant_type'), ['invalid_request']],
        [
          'client_assertion_type is missing',
          without('client_assertion_type'),
          ['invalid_request', 'invalid_client'],
        ],
        ['client_assertion is missing', without('client_assertion'), ['invalid_request', 'invalid_client']],
        ['grant_type is there twice', [...good(), ['grant_type', 'client_credentials']], ['invalid_request']],
        [
          'client_assertion is there twice',
          [...good(), ['client_assertion', assertion(learner, world)]],
          ['invalid_request'],
        ],
        ['scope is there twice', [...good(), ['scope', 'a'], ['scope', 'b']], ['invalid_request']],
        ['there is nothing in it', [], ['invalid_request', 'invalid_client']],
        ['grant_type is password', [...without('grant_type'), ['grant_type', 'password']], CODES],
      ]
      const results = await served.sendAll(rows.map(([, parameters]) => ['POST', '/token', form(parameters)]))
      for (const [index, [because, , codes]] of rows.entries())
        expectTokenError(learner, results[index] as CallResult, because, codes)
    }))
  test('and no other body', learner =>
    withApp(learner, async world => {
      const { served } = world
      const parameters = tokenForm(assertion(learner, world))
      const asJson: Sent = {
        headers: [['content-type', 'application/json']],
        body: JSON.stringify(parameters),
      }
      expectStatus(learner, await served.send('POST', '/token', asJson), [400, 415], 'the body is JSON')
      const untyped: Sent = { body: new URLSearchParams(parameters).toString() }
      expectStatus(
        learner,
        await served.send('POST', '/token', untyped),
        [400, 415],
        'there is no media type',
      )
      for (const type of [
        'multipart/form-data; boundary=x',
        'text/plain',
        'application/x-www-form-urlencoded-x',
      ]) {
        const sent = { ...untyped, headers: [['content-type', type]] as [string, string][] }
        expectStatus(
          learner,
          await served.send('POST', '/token', sent),
          [400, 415],
          `the media type is ${type}`,
        )
      }
      const scopeOf = (length: number): Sent => {
        const sent = form({ ...tokenForm(assertion(learner, world)), scope: '' })
        return { ...sent, body: String(sent.body).padEnd(length, 'x') }
      }
      const full = await served.send('POST', '/token', scopeOf(8_192))
      expectStatus(learner, full, 200, 'the body has 8,192 bytes', 'assertion-refused')
      expectStatus(
        learner,
        await served.send('POST', '/token', scopeOf(8_193)),
        413,
        'the body has 8,193 bytes',
      )
      const long = form({ ...parameters, scope: 'x'.repeat(9_000) })
      expectStatus(
        learner,
        await served.send('POST', '/token', long),
        413,
        'the body has more than 9,000 bytes',
      )
    }))
  test('bodies without an end are cut off', async learner => {
    // No socket: whoever waits for the end of such a body would wait for ever.
    const rows: [string, string, string][] = [
      ['/token', 'application/x-www-form-urlencoded', `scope=${'x'.repeat(9_000)}`],
      ['/login', 'application/json', `{"username":"${'x'.repeat(9_000)}`],
    ]
    await withApp(learner, async (world: World) => {
      for (const [path, type, text] of rows) {
        const body = new BodyInPieces([utf8(text.slice(0, 5_000)), utf8(text.slice(5_000))], 'nothing')
        const request = new WebRequest('POST', `http://127.0.0.1${path}`, [['content-type', type]], body)
        const [result] = (await world.app.apply([[request]], 'one-by-one', { given: { now: NOW } })) as [
          CallResult,
        ]
        expectStatus(learner, result, 413, 'the body has no end')
      }
    })
  })
  test('by POST only', learner =>
    withApp(learner, ({ served }) => expectOtherMethodsRefused(learner, served, [['/token', 'POST']])))
}
