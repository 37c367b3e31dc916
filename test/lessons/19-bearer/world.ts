/** Requests, tokens and the context of the hidden tests. */
import { type Learner, makeToken, toBase64url, WebRequest } from '../../../src/grader/kit/index.ts'

export type Context = { secret: Uint8Array; issuer: string; audience: string; now: number }
export type Header = [name: string, value: string]

const NOW = 1_700_000_000
const HEADER = { alg: 'HS256', typ: 'JWT' }

/** A server, and the tokens that it takes. */
export function createWorld(learner: Learner) {
  const context: Context = {
    secret: learner.randomBytes(32),
    issuer: 'https://login.example',
    audience: 'https://api.example',
    now: NOW + Math.floor(learner.random() * 1e8),
  }
  const { issuer: iss, audience: aud, now, secret } = context
  const claims = { iss, aud, sub: 'ada', iat: now - 60, exp: now + 840 }
  /** A token with these claims besides the usual ones; undefined takes one away. */
  const tokenOf = (changes: Record<string, unknown> = {}, header: unknown = HEADER, key = secret): string =>
    makeToken(header, { ...claims, ...changes }, key)
  return { context, claims, tokenOf, good: tokenOf() }
}

/** A request with these headers. */
export function requestWith(
  headers: Header[],
  { method = 'GET', url = 'https://api.example/api/me', body = null as WebRequest['body'] } = {},
): WebRequest {
  return new WebRequest(method, url, headers, body)
}

export const authorization = (value: string): WebRequest => requestWith([['Authorization', value]])

/** Tokens that are not good, each for one reason. */
export function badTokens(learner: Learner, { context, tokenOf, good }: ReturnType<typeof createWorld>) {
  const { now, secret } = context
  const [header = '', payload = '', signature = ''] = good.split('.')
  const other = payload.slice(0, -1) + (payload.endsWith('A') ? 'B' : 'A')
  const bad: [why: string, token: string][] = [
    ['its signature belongs to other claims', `${header}.${other}.${signature}`],
    ['it was signed with another secret', tokenOf({}, HEADER, learner.randomBytes(32))],
    ['it has no signature', `${header}.${payload}.`],
    ['its alg is none', `${toBase64url(new TextEncoder().encode('{"alg":"none"}'))}.${payload}.`],
    ['it is not a token', 'abc'],
    ['it has two segments', `${header}.${payload}`],
    ['it has four segments', `${good}.${signature}`],
    ['its payload is not JSON', makeToken(HEADER, '{"sub":', secret)],
    ['it expires at this very second', tokenOf({ exp: now })],
    ['it expired a second ago', tokenOf({ exp: now - 1 })],
    ['it expired long ago', tokenOf({ exp: 1 })],
    ['it has no exp', tokenOf({ exp: undefined })],
    ['it is valid from the next second on', tokenOf({ nbf: now + 1 })],
    ['its exp is a string', tokenOf({ exp: String(now + 100) })],
    ['it is from another issuer', tokenOf({ iss: 'https://evil.example' })],
    ['it has no issuer', tokenOf({ iss: undefined })],
    ['it is for another audience', tokenOf({ aud: 'https://mail.example' })],
    ['it is for other audiences', tokenOf({ aud: ['https://mail.example', 'https://shop.example'] })],
    ['it has no audience', tokenOf({ aud: undefined })],
    ['its header has crit', tokenOf({}, { ...HEADER, crit: ['exp'] })],
  ]
  return bad
}
