/** What is wrong with a token, by RFC 7515 and RFC 7519: the rule of verifyHs256, once. */

import type { JwtErrorCode } from '../../../src/grader/kit/index.ts'
import type { Json } from '../shared/tokens.ts'
import { signatureOver, strictBytes } from './tokens.ts'

/** A reason to refuse a token, and where it is written. */
export type Fault = { code: JwtErrorCode; rule: string }

/** All reasons to refuse a token; none for a good one. A program may name any of them. */
export function faultsOf(token: string, secret: Uint8Array): Fault[] {
  const segments = token.split('.')
  const [head = '', body = '', signature = ''] = segments
  const faults: Fault[] = []
  const found = (code: JwtErrorCode, rule: string): number => faults.push({ code, rule })
  if (segments.length !== 3) found('malformed', 'RFC 7515 §7.1')
  else if (segments.some(text => strictBytes(text) === null)) found('malformed', 'RFC 7515 §2')
  else if (objectIn(head) === null || objectIn(body) === null) found('malformed', 'RFC 7519 §7.2')
  // Who takes no signature for none that can be read is right as well.
  else if (signature === '') found('malformed', 'RFC 7515 §7.1')
  for (const rule of unsupportedIn(head)) found('unsupported', rule)
  if (secret.length < 32) found('bad-key', 'RFC 7518 §3.2')
  if (token.includes('.') && !isSigned(token, secret)) found('bad-signature', 'RFC 7515 §5.2')
  return faults
}

/** What a good token holds. */
export function contentOf(token: string): { header: Json | null; payload: Json | null } {
  const [head = '', body = ''] = token.split('.')
  return { header: objectIn(head), payload: objectIn(body) }
}

/** Whether the last segment is the right signature of what is before it; over other characters than ASCII there is none. */
function isSigned(token: string, secret: Uint8Array): boolean {
  const end = token.lastIndexOf('.')
  return !/[^\0-\x7f]/.test(token) && token.slice(end + 1) === signatureOver(token.slice(0, end), secret)
}

/** The rules that ask for more than a plain HS256 token may ask for. */
function unsupportedIn(segment: string): string[] {
  if (textIn(segment) === null) return []
  // Without an object there is no alg either.
  const header = objectIn(segment) ?? {}
  return [
    ...(Object.hasOwn(header, 'alg') && header.alg === 'HS256' ? [] : ['RFC 8725 §3.1']),
    ...(Object.hasOwn(header, 'crit') ? ['RFC 7515 §4.1.11'] : []),
    ...(Object.hasOwn(header, 'b64') ? ['RFC 7797 §3'] : []),
  ]
}

/** The text of a segment of strict base64url and UTF-8, else null. */
function textIn(segment: string): string | null {
  try {
    const content = strictBytes(segment)
    return content && new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(content)
  } catch {
    return null
  }
}

/** The JSON object in a segment, or null. */
export function objectIn(segment: string): Json | null {
  try {
    const value = JSON.parse(textIn(segment) ?? '')
    return typeof value === 'object' && !Array.isArray(value) ? value : null
  } catch {
    return null
  }
}
