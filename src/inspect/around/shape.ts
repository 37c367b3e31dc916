import { own } from '../times.ts'
import { parseObject } from '../../text/json.ts'

/** What the first segment says about the rest of a compact JWS or JWE. */
export type Shape = {
  alg: string | null
  /** Segments of the whole token: three, or five for an encrypted one. */
  segments: 3 | 5
  /** Possible lengths of the last segment in characters; null when the algorithm does not fix it. */
  lastLengths: readonly number[] | null
}

/** Signature lengths in base64url characters (RFC 7518 §3.2 to §3.5, RFC 8037 §3.1); RSA for 1024 to 8192 bits. */
const RSA = [171, 342, 512, 683, 1366]
const LENGTHS: Record<string, readonly number[]> = {
  HS256: [43],
  HS384: [64],
  HS512: [86],
  ES256: [86],
  ES256K: [86],
  ES384: [128],
  ES512: [176],
  EdDSA: [86, 152],
  Ed25519: [86],
  Ed448: [152],
  none: [0],
}
/** Authentication tags of 16, 24 and 32 bytes (RFC 7518 §5). */
const TAGS = [22, 32, 43]

/** Reads the header of a token; null when the segment is not base64url of a JSON object. */
export function shapeOf(segment: string): Shape | null {
  const header = jsonObjectOf(segment)
  if (header === null) return null
  const alg = own(header, 'alg')
  const encrypted = own(header, 'enc') !== undefined
  const name = typeof alg === 'string' ? alg : null
  return { alg: name, segments: encrypted ? 5 : 3, lastLengths: encrypted ? TAGS : lengthsOf(name) }
}

function lengthsOf(alg: string | null): readonly number[] | null {
  if (alg === null) return null
  if (/^[RP]S(256|384|512)$/u.test(alg)) return RSA
  return Object.hasOwn(LENGTHS, alg) ? (LENGTHS[alg] ?? null) : null
}

/** The JSON object that a segment of base64url or base64 encodes, or null. */
export function jsonObjectOf(segment: string): Record<string, unknown> | null {
  if (!/^[A-Za-z0-9_\-+/]+=*$/u.test(segment)) return null
  return parseObject(Buffer.from(segment, 'base64url').toString('utf8'))
}
