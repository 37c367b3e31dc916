import { headerWarnings } from './header-warnings.ts'
import type { KeySource, VerificationKey } from './key.ts'
import type { ReadToken } from './parts.ts'
import { durationInWords, kindOf, MILLISECONDS_FROM, own } from './times.ts'
import type { Warning } from './types.ts'
import { isSignedWithWellKnownSecret, isWellKnownSecret } from './weak-secret.ts'

/** Shortest secret for an HMAC algorithm, in bytes: as long as its hash (RFC 7518 §3.2). */
const SHORTEST_SECRET: Record<string, number> = { HS256: 32, HS384: 48, HS512: 64 }
const DAY = 86_400

/** Everything worth a warning, dangers first. `text` is the clean token, `now` in seconds. */
export function findWarnings(
  text: string,
  read: ReadToken,
  source: KeySource | null,
  now: number,
): Warning[] {
  const header = read.parts[0]?.json ?? null
  const payload = read.kind === 'jws' ? (read.parts[1]?.json ?? null) : null
  const alg = header === null ? null : own(header, 'alg')
  const algorithm = typeof alg === 'string' ? alg : null
  const warnings = [
    ...(header === null ? [] : headerWarnings(header, read)),
    ...(read.kind === 'jws' ? secretWarnings(text, algorithm, source) : []),
    ...(payload === null ? [] : [...timeWarnings(payload, now), ...claimWarnings(payload)]),
    ...formWarnings(text, read),
    ...(source?.keys ?? []).flatMap(key => keyWarnings(key)),
  ]
  return [
    ...warnings.filter(one => one.level === 'danger'),
    ...warnings.filter(one => one.level === 'caution'),
  ]
}

function secretWarnings(text: string, alg: string | null, source: KeySource | null): Warning[] {
  const found: Warning[] = []
  const shortest = Object.hasOwn(SHORTEST_SECRET, alg ?? '') ? SHORTEST_SECRET[alg ?? ''] : undefined
  const secrets = (source?.keys ?? []).map(secretOf).filter(bytes => bytes !== null)
  if (isSignedWithWellKnownSecret(text, alg) || (shortest !== undefined && secrets.some(isWellKnownSecret))) {
    found.push({
      id: 'well-known-secret',
      level: 'danger',
      message:
        'The secret is a well-known one, from documentation or a list of passwords: anyone can forge this token.',
      reference: 'RFC 8725 §3.5',
    })
  }
  const short = secrets.find(bytes => shortest !== undefined && bytes.length < shortest)
  if (short !== undefined) {
    found.push({
      id: 'short-secret',
      level: 'danger',
      message: `The secret has ${short.length} bytes; ${alg} needs ${shortest} or more, made at random.`,
      reference: 'RFC 7518 §3.2',
    })
  }
  return found
}

function secretOf(key: VerificationKey): Uint8Array | null {
  if (key.kind === 'secret') return key.bytes
  if (key.kind === 'jwk' && key.jwk.kty === 'oct' && typeof key.jwk.k === 'string') {
    return new Uint8Array(Buffer.from(key.jwk.k, 'base64url'))
  }
  return null
}

function keyWarnings(key: VerificationKey): Warning[] {
  if (key.kind === 'secret' || !key.isPrivate) return []
  return [
    {
      id: 'private-key',
      level: 'caution',
      message:
        'The file holds a private key. Verifying needs the public half only; keep the private one where tokens are made.',
      reference: 'RFC 7517 §9.2',
    },
  ]
}

function timeWarnings(payload: Record<string, unknown>, now: number): Warning[] {
  const found: Warning[] = []
  const add = (id: string, level: Warning['level'], message: string, reference: string) =>
    found.push({ id, level, message, reference })
  for (const name of ['exp', 'nbf', 'iat']) {
    const value = own(payload, name)
    if (value === undefined) continue
    if (typeof value !== 'number' || !Number.isFinite(value)) {
      add(
        'time-type',
        'danger',
        `${name} is ${kindOf(value)}; it must be a number of seconds.`,
        'RFC 7519 §2',
      )
    } else if (Math.abs(value) >= MILLISECONDS_FROM) {
      const effect = name === 'exp' ? ': the token does not expire for thousands of years' : ''
      add(
        'milliseconds',
        'danger',
        `${name} looks like milliseconds; it must be in seconds${effect}.`,
        'RFC 7519 §2',
      )
    }
  }
  const exp = own(payload, 'exp')
  const iat = own(payload, 'iat')
  const nbf = own(payload, 'nbf')
  if (exp === undefined) {
    add(
      'no-exp',
      'danger',
      'There is no exp: whoever steals this token can use it for ever.',
      'RFC 7519 §4.1.4',
    )
  }
  if (!isSeconds(exp)) return found
  const start = isSeconds(iat) ? iat : isSeconds(nbf) ? nbf : now
  if (exp - start > DAY && exp > now) {
    const from = isSeconds(iat) ? 'from iat to exp' : isSeconds(nbf) ? 'from nbf to exp' : 'from now to exp'
    const message = `It lives ${durationInWords(exp - start)} (${from}). A stolen token works until then; an hour or less is advised.`
    add('long-lifetime', 'caution', message, 'RFC 6750 §5.3')
  }
  if ((isSeconds(nbf) && exp <= nbf) || (isSeconds(iat) && exp <= iat)) {
    add(
      'never-valid',
      'caution',
      'exp is not after nbf or iat: the token is valid at no time.',
      'RFC 7519 §4.1.4',
    )
  }
  if (isSeconds(iat) && iat > now) {
    const message = `iat is ${durationInWords(iat - now)} in the future: one of two clocks is wrong.`
    add('issued-in-future', 'caution', message, 'RFC 7519 §4.1.6')
  }
  return found
}

function isSeconds(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value) && Math.abs(value) < MILLISECONDS_FROM
}

function claimWarnings(payload: Record<string, unknown>): Warning[] {
  const found: Warning[] = []
  const add = (id: string, level: Warning['level'], message: string, reference: string) =>
    found.push({ id, level, message, reference })
  if (own(payload, 'aud') === undefined) {
    add(
      'no-aud',
      'caution',
      'There is no aud: another service of the same issuer accepts this token too.',
      'RFC 8725 §3.9',
    )
  }
  if (own(payload, 'iss') === undefined) {
    add('no-iss', 'caution', 'There is no iss: nothing says who made this token.', 'RFC 8725 §3.8')
  }
  const aud = own(payload, 'aud')
  const audiences = Array.isArray(aud) ? aud : aud === undefined ? [] : [aud]
  if (audiences.some(one => typeof one !== 'string')) {
    add('aud-type', 'danger', 'aud must be a text or an array of texts.', 'RFC 7519 §4.1.3')
  }
  const confidential = Object.keys(payload).filter(name =>
    /passw|secret|private_?key|credit_?card|^pin$|^ssn$/iu.test(name),
  )
  for (const name of confidential) {
    const message = `The payload has a member ${JSON.stringify(name)}. A signed token is not encrypted: anyone can read it.`
    add('readable-payload', 'danger', message, 'RFC 7519 §12')
  }
  return found
}

function formWarnings(text: string, read: ReadToken): Warning[] {
  const found: Warning[] = []
  for (const { part, name } of read.duplicates) {
    const message = `The ${part} has the member ${JSON.stringify(name)} more than once. Two programs may read two different tokens.`
    found.push({ id: 'duplicate-member', level: 'danger', message, reference: 'RFC 7519 §4' })
  }
  for (const part of read.trailingBits) {
    const message =
      `The last character of the ${part} has spare bits that are not zero. Another text means the same bytes; ` +
      'a strict verifier refuses this one.'
    found.push({ id: 'trailing-bits', level: 'danger', message, reference: 'RFC 4648 §3.5' })
  }
  for (const part of read.parts) {
    if (part.json === null || !Object.hasOwn(part.json, '__proto__')) continue
    const message = `The ${part.name} has a member "__proto__", which can change objects of careless JavaScript code.`
    found.push({ id: 'proto-member', level: 'danger', message, reference: null })
  }
  if (text.length > 4096) {
    const message = `It is ${text.length} characters long; a cookie holds 4096 bytes.`
    found.push({ id: 'large-token', level: 'caution', message, reference: 'RFC 6265 §6.1' })
  }
  return found
}
