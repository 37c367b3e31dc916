/** What login returned: a token, or a refusal. */
import {
  type CallResult,
  equal,
  fromBase64url,
  hmacSha256,
  type Learner,
  splitToken,
  toBase64,
  toBase64url,
  toHex,
  tokenParts,
  utf8,
  type WebAnswer,
} from '../../../src/grader/kit/index.ts'
import { COST, type Context, scryptRuns, shownRuns } from './world.ts'

const LIFETIME = 900

type Login = { username: string; password: string }

/** The right password got a token with the right claims; returns the claims. */
export function expectGrant(learner: Learner, result: CallResult, login: Login): Record<string, unknown> {
  const context = result.args[1] as Context
  const answer = learner.responseOf(result, 'RFC 6749 §5.1')
  if (answer.status !== 200) failRefused(learner, result, answer, login)
  const { access_token, token_type, expires_in } = bodyOf(learner, result, answer)
  if (!/(?:^|,)[ \t]*no-store[ \t]*(?:,|$)/i.test(answer.valuesOf('cache-control').join(',')))
    learner.fail(result, {
      id: 'no-store-missing',
      words: { value: answer.valuesOf('cache-control')[0] ?? 'absent' },
    })
  if (typeof token_type !== 'string' || token_type.toLowerCase() !== 'bearer')
    learner.fail(result, {
      id: 'body-wrong',
      words: { name: 'token_type', value: JSON.stringify(token_type) ?? 'absent', right: '"Bearer"' },
    })
  if (expires_in !== LIFETIME)
    learner.fail(result, {
      id: 'body-wrong',
      words: { name: 'expires_in', value: JSON.stringify(expires_in) ?? 'absent', right: '900, a number' },
    })
  const claims = expectToken(learner, result, access_token, { ...context, username: login.username })
  if (login.password.length > 6 && holds(claims, login.password))
    learner.fail(result, { id: 'client-claims', words: { name: 'the password' } })
  const { salt, hash } = context.users[login.username] as Context['users'][string]
  for (const [what, text] of Object.entries({ 'the salt': salt, 'the hash': hash }))
    if (holds(claims, text)) learner.fail(result, { id: 'leak', words: { what, place: 'token' } })
  return claims
}

/** Whether a string is in a value, at any depth. */
function holds(value: unknown, text: string): boolean {
  if (typeof value === 'string') return value.includes(text)
  return typeof value === 'object' && value !== null && Object.values(value).some(item => holds(item, text))
}

function bodyOf(learner: Learner, result: CallResult, { json, text }: WebAnswer): Record<string, unknown> {
  if (typeof json !== 'object' || json === null)
    learner.fail(result, {
      id: 'body-wrong',
      words: {
        name: 'access_token',
        value: text.slice(0, 60) || 'absent',
        right: 'the token, in a JSON object',
      },
    })
  return json as Record<string, unknown>
}

function expectToken(
  learner: Learner,
  result: CallResult,
  token: unknown,
  { username, secret, issuer, audience, now }: Context & { username: string },
): Record<string, unknown> {
  const parts = typeof token === 'string' ? tokenParts(token) : null
  if (parts === null)
    learner.fail(result, {
      id: 'body-wrong',
      words: { name: 'access_token', value: JSON.stringify(token) ?? 'absent', right: 'the token' },
    })
  const { payload, signature } = parts as NonNullable<typeof parts>
  const expected = hmacSha256(secret, utf8(splitToken(token as string).signingInput))
  if (!equal(signature, expected)) learner.fail(result, { id: 'token-not-signed' })
  const claims = (typeof payload === 'object' && payload !== null ? payload : {}) as Record<string, unknown>
  const { iss, sub, aud, iat, exp } = claims
  const clock = Date.now() / 1000
  // Of Date.now() as well, which is in milliseconds.
  const isOfTheClock =
    typeof iat === 'number' && [iat, iat / 1000].some(time => Math.abs(time - clock) < 3600)
  if (isOfTheClock && iat !== now) learner.fail(result, { id: 'wall-clock' })
  const audiences: unknown = Array.isArray(aud) && aud.length === 1 ? aud[0] : aud
  const right = { iss: issuer, aud: audience, sub: username, iat: now, exp: now + LIFETIME }
  const seen: Record<string, unknown> = { iss, aud: audiences, sub, iat, exp }
  const wrong = Object.entries(right).find(([name, value]) => !equal(seen[name], value))
  if (wrong !== undefined) {
    const [name, value] = wrong
    const words = { name, actual: JSON.stringify(seen[name]) ?? 'missing', right: JSON.stringify(value) }
    learner.fail(result, {
      id: 'claim-wrong',
      words,
      expected: `${name}: ${words.right}`,
      actual: `${name}: ${words.actual}`,
    })
  }
  return claims
}

/** Why the right password was refused, as far as the runs of scrypt tell. */
function failRefused(
  learner: Learner,
  result: CallResult,
  answer: WebAnswer,
  { username, password }: Login,
): never {
  const { users } = result.args[1] as Context
  const record = users[username] as Context['users'][string]
  const runs = scryptRuns(result)
  const words = { status: String(answer.status), username, runs: shownRuns(runs) }
  const [salt, secret] = [fromBase64url(record.salt), utf8(password)]
  const isRight = runs.some(
    run =>
      run.N === COST.N &&
      run.r === COST.r &&
      run.p === COST.p &&
      run.length === 32 &&
      equal(run.salt, salt) &&
      equal(run.password, secret),
  )
  const fail = (id: string): never => learner.fail(result, { id, words, expected: '200 and a token' })
  if (answer.status !== 401) return fail('login-refused')
  if (isRight) return fail('hash-compared-wrong')
  if (runs.length === 0) return fail('scrypt-missing')
  if (runs.every(({ N, r, p }) => N !== COST.N || r !== COST.r || p !== COST.p)) return fail('scrypt-cost')
  if (runs.every(({ length }) => length !== 32)) return fail('scrypt-length')
  if (runs.some(run => equal(run.salt, utf8(record.salt)))) return fail('salt-not-decoded')
  if (runs.every(run => !equal(run.password, secret))) return fail('password-changed')
  if (runs.every(run => !equal(run.salt, salt))) return fail('another-salt')
  return fail('right-password-refused')
}

/** The call refused, with one of these statuses. */
export function expectRefusal(
  learner: Learner,
  result: CallResult,
  about: { statuses: readonly number[]; because: string; id: string; rule: string },
): WebAnswer {
  const answer = learner.responseOf(result, about.rule)
  const words = { because: about.because, status: String(answer.status) }
  if (!about.statuses.includes(answer.status))
    learner.fail(result, {
      id: answer.status === 200 && about.statuses.includes(401) ? 'let-in' : about.id,
      words,
      expected: about.statuses.join(' or '),
    })
  return answer
}

/** Neither the answer nor the console has any of these in it. */
export function expectNoLeak(
  learner: Learner,
  result: CallResult,
  secrets: Readonly<Record<string, string>>,
): void {
  const { headers, text } = learner.responseOf(result)
  const places = {
    answer: [...headers.map(([, value]) => value), text].join('\n'),
    console: learner.printed(),
  }
  for (const [place, shown] of Object.entries(places)) {
    const leak = Object.entries(secrets).find(([, secret]) => shown.includes(secret))
    if (leak !== undefined) learner.fail(result, { id: 'leak', words: { what: leak[0], place } })
  }
}

/** What neither an answer nor the console may have in it. */
export function secretsOf({ users, secret }: Context): Record<string, string> {
  const records = Object.entries(users).flatMap(([name, { salt, hash }]) => [
    [`the salt of ${name}`, salt],
    [`the hash of ${name}`, hash],
    [`the hash of ${name} in hex`, toHex(fromBase64url(hash))],
  ])
  return {
    ...Object.fromEntries(records),
    'the secret in hex': toHex(secret),
    'the secret in base64': toBase64(secret),
    'the secret in base64url': toBase64url(secret),
  }
}

/** The answer but for a date, which the clock moves on. */
export function shownAnswer({ status, headers, text }: WebAnswer): string {
  const lines = headers.filter(([name]) => name !== 'date').map(([name, value]) => `${name}: ${value}`)
  return [status, ...lines.sort(), '', text].join('\n')
}
