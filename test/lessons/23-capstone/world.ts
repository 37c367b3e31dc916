/** The server of the hidden tests: its users, clients and keys, and what goes to it and comes from it. */
import {
  type CallResult,
  GivenFunction,
  type Learner,
  type LearnerObject,
  type RsaKeyPair,
  rsaKeyPair,
  type Sent,
  type Served,
  serveApp,
  standInForScrypt,
  toBase64url,
  utf8,
  type WebAnswer,
  type WebRequest,
} from '../../../src/grader/kit/index.ts'
import { otherKeyPair, signed } from './forge.ts'

export const NOW = 1_700_000_000
export const ISSUER = 'https://auth.example'
export const AUDIENCE = 'https://api.example'
export const ORIGIN = 'https://app.example'
export const REFRESH_LIFETIME = 7_200
export const PASSWORDS: Record<string, string> = {
  ada: 'correct horse battery staple',
  bob: 'Tr0ub4dor&3 und ein Schlüssel',
  constructor: 'a name like any other',
}
const TOKEN = /eyJ[\w-]+\.eyJ[\w-]+\.[\w-]{20,}/
const COST = { N: 16384, r: 8, p: 5 }

export type World = {
  served: Served
  app: LearnerObject
  signing: RsaKeyPair & { kid: string }
  client: RsaKeyPair & { kid: string }
  /** What must not be in any answer. */
  secrets: string[]
}

/**
 * Serves a new app while a test runs, with users of the hidden tests and with `others`.
 * @throws LearnerFailure for what went wrong in it
 */
export async function withApp(
  learner: Learner,
  run: (world: World) => Promise<void>,
  others: Record<string, { salt: string; hash: string }> = {},
): Promise<void> {
  const signing = { ...rsaKeyPair(learner.random), kid: 'server-2026' }
  const client = { ...otherKeyPair(learner, [signing]), kid: 'reports-1' }
  const users = Object.fromEntries(
    Object.entries(PASSWORDS).map(([name, password]) => {
      const salt = learner.randomBytes(16)
      const hash = standInForScrypt(utf8(password), salt, 32, COST)
      return [name, { salt: toBase64url(salt), hash: toBase64url(hash) }]
    }),
  )
  const options = {
    issuer: ISSUER,
    audience: AUDIENCE,
    origin: ORIGIN,
    users: { ...users, ...others },
    clients: { reports: { keys: [{ ...client.publicKey, kid: client.kid }] } },
    signingKey: { ...signing.privateKey, kid: signing.kid },
    refreshLifetime: REFRESH_LIFETIME,
    now: new GivenFunction('now'),
  }
  const app = await learner.construct('createApp', [options], 'keep', { given: { now: NOW } })
  const served = await serveApp(app, { now: NOW })
  const { d, p, q } = signing.privateKey as Record<string, string>
  const secrets = [
    ...Object.values(PASSWORDS),
    ...Object.values(users).flatMap(({ salt, hash }) => [salt, hash]),
    ...[d, p, q].filter(part => part !== undefined),
  ]
  try {
    await run({ served, app, signing, client, secrets })
    served.check()
    const printed = learner.printed()
    if (secrets.some(secret => printed.includes(secret)) || TOKEN.test(printed))
      learner.fail(app.made, { id: 'secret-printed' })
  } finally {
    await served.close()
  }
}

export const json = (value: unknown): Sent => ({
  headers: [['content-type', 'application/json']],
  body: typeof value === 'string' ? value : JSON.stringify(value),
})

export const form = (parameters: Record<string, string> | [string, string][]): Sent => ({
  headers: [['content-type', 'application/x-www-form-urlencoded']],
  body: new URLSearchParams(parameters).toString(),
})

/** A header as a client sends it: without the characters that no header can have. */
const header = (name: string, value: string): [string, string] => [
  name,
  value.replace(/[^\t\x20-\x7e\x80-\xff]/g, ''),
]
export const bearer = (token: string): [string, string] => header('authorization', `Bearer ${token}`)
export const cookie = (token: string): [string, string] => header('cookie', `__Host-session=${token}`)

export type Session = { userId: string; access: string; refresh: string; result: CallResult }

/** The session that an answer of /login or /refresh begins. @throws LearnerFailure when it begins none */
export function sessionIn(learner: Learner, result: CallResult, userId: string, id = 'no-session'): Session {
  expectRoute(learner, result)
  const { status, json: body, valuesOf } = learner.responseOf(result)
  const { access_token: access } = (body ?? {}) as { access_token?: unknown }
  if (status !== 200 || typeof access !== 'string')
    learner.fail(result, {
      id,
      words: { status: String(status), user: userId },
      expected: '200 with an access token and a cookie',
    })
  const refresh = cookieValue(valuesOf('set-cookie'))
  if (refresh === undefined || refresh === '')
    learner.fail(result, { id: 'no-cookie', expected: 'Set-Cookie: __Host-session=...' })
  for (const [what, token] of Object.entries({ 'access token': access, 'refresh token': refresh })) {
    const odd = /[^\x21-\x7e]/.exec(String(token))?.[0]
    if (odd !== undefined)
      learner.fail(result, { id: 'odd-character', words: { what, character: JSON.stringify(odd) } })
  }
  return { userId, access: access as string, refresh: refresh as string, result }
}

export const cookieValue = (values: readonly string[]): string | undefined =>
  values.flatMap(value => /^__Host-session=([^;]*)/.exec(value)?.[1] ?? [])[0]

/** Logs a user in. */
export async function login(learner: Learner, { served }: World, userId = 'ada'): Promise<Session> {
  const body = json({ username: userId, password: PASSWORDS[userId] })
  return sessionIn(learner, await served.send('POST', '/login', body), userId)
}

/** A good request gets neither 404 nor 405: its route is not written yet, or it is there for another method. */
function expectRoute(learner: Learner, result: CallResult): void {
  const { status, valuesOf } = learner.responseOf(result)
  if (status !== 404 && status !== 405) return
  const { method, url } = result.args[0] as WebRequest
  const allow = valuesOf('allow').join(', ') || 'nothing'
  const id = status === 404 ? 'no-route' : 'no-route/method'
  learner.fail(result, { id, words: { method, path: new URL(url).pathname, allow } })
}

/** The status is one of these. @throws LearnerFailure that says what the request was */
export function expectStatus(
  learner: Learner,
  result: CallResult,
  wanted: number | readonly number[],
  because: string,
  id = 'wrong-status',
): WebAnswer {
  const answer = learner.responseOf(result)
  const statuses = [wanted].flat()
  // Among many at once, a route that was there before is not what is missing.
  if (statuses.some(status => status < 300) && id !== 'under-load') expectRoute(learner, result)
  const words = { because, status: String(answer.status), wanted: statuses.join(' or ') }
  if (!statuses.includes(answer.status)) learner.fail(result, { id, words, expected: words.wanted })
  const [length] = answer.valuesOf('content-length')
  const bytes = String(answer.body.length)
  if (length !== undefined && answer.body.length > 0 && length !== bytes)
    learner.fail(result, { id: 'content-length', words: { length, bytes }, expected: bytes })
  return answer
}

/** No cache may keep the answer. */
export function expectNoStore(learner: Learner, result: CallResult): void {
  const value = learner.responseOf(result).valuesOf('cache-control').join(', ')
  if (!/(?:^|,)\s*no-store\s*(?:,|$)/i.test(value))
    learner.fail(result, {
      id: 'no-store-missing',
      words: { value: value || 'absent' },
      expected: 'Cache-Control: no-store',
    })
}

/** Whether an access token is let in at /api/me. */
export const me = ({ served }: World, token: string): Promise<CallResult> =>
  served.send('GET', '/api/me', { headers: [bearer(token)] })

/** The token is let in. */
export async function expectIn(
  learner: Learner,
  world: World,
  { access, userId }: Pick<Session, 'access' | 'userId'>,
  because: string,
  id = 'good-token-refused',
): Promise<void> {
  const result = await me(world, access)
  const answer = expectStatus(learner, result, 200, because, id)
  const sub = (answer.json as { sub?: unknown } | undefined)?.sub
  if (sub !== userId)
    learner.fail(result, {
      id: 'wrong-sub',
      words: { sub: JSON.stringify(sub) ?? 'nothing', wanted: userId },
    })
}

/** The token is refused as RFC 6750 §3.1 has it. */
export async function expectOut(
  learner: Learner,
  world: World,
  access: string,
  because: string,
  id = 'let-in',
): Promise<void> {
  const result = await me(world, access)
  // Another refusal than 401 lets nobody in.
  const isRefused = learner.responseOf(result).status >= 400
  const answer = expectStatus(learner, result, 401, because, isRefused ? 'wrong-status' : id)
  const challenge = answer.valuesOf('www-authenticate').join(', ')
  if (!/^bearer\b.*\berror="?invalid_token"?/i.test(challenge))
    learner.fail(result, { id: 'not-invalid-token', words: { because, challenge: challenge || 'none' } })
}

/** The refresh token still rotates. */
export async function expectAlive(
  learner: Learner,
  { served }: World,
  { refresh, userId }: Pick<Session, 'refresh' | 'userId'>,
  id: string,
): Promise<Session> {
  const result = await served.send('POST', '/refresh', { headers: [cookie(refresh)] })
  return sessionIn(learner, result, userId, id)
}

/** The refresh token is over. */
export async function expectOver(
  learner: Learner,
  { served }: World,
  refresh: string,
  because: string,
  id: string,
): Promise<void> {
  const result = await served.send('POST', '/refresh', { headers: [cookie(refresh)] })
  const { status } = learner.responseOf(result)
  expectStatus(learner, result, 401, because, status === 200 ? id : 'wrong-status')
}

/** A client's assertion, with changes. */
export function assertion(
  learner: Learner,
  { client }: World,
  changes: Record<string, unknown> = {},
  header: Record<string, unknown> = {},
): string {
  const claims = {
    iss: 'reports',
    sub: 'reports',
    aud: ISSUER,
    iat: NOW,
    exp: NOW + 120,
    jti: toBase64url(learner.randomBytes(16)),
    ...changes,
  }
  return signed(
    { alg: 'RS256', typ: 'client-authentication+jwt', kid: client.kid, ...header },
    claims,
    client,
  )
}

export const tokenForm = (text: string): Record<string, string> => ({
  grant_type: 'client_credentials',
  client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
  client_assertion: text,
})
