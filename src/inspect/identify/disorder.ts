import { jsonObjectOf } from '../around/shape.ts'
import type { OtherKind } from './identify.ts'

/** Claims that nearly every JWT has and other data rarely has two of (RFC 7519 §4.1). */
const CLAIMS = ['iss', 'aud', 'sub', 'exp', 'nbf', 'iat', 'jti']

/** A JWT without its header, or with header and payload in each other's place; null for another text. */
export function disorderKind(text: string): OtherKind | null {
  const [first = '', second = '', ...more] = text.split('.')
  const claims = text.includes('.') ? jsonObjectOf(first) : null
  if (claims === null || Object.hasOwn(claims, 'alg') || Object.hasOwn(claims, 'enc')) return null
  const names = CLAIMS.filter(name => Object.hasOwn(claims, name))
  if (names.length < 2) return null
  const what = `the first segment has claims (${names.join(', ')}) and no alg`
  const header = jsonObjectOf(second)
  if (more.length === 1 && header !== null && typeof header.alg === 'string')
    return {
      id: 'swapped-segments',
      message: `Header and payload are in the wrong order: ${what}, which the second one has.`,
      fix: 'A token is header.payload.signature. Copy it again, or mend the program that joins it.',
      reference: 'RFC 7515 §7.1',
    }
  if (more.length > 0 || header !== null) return null
  return {
    id: 'header-missing',
    message: `This is a JWT without its header: ${what}.`,
    fix: 'Copy the token again, with all three segments: header.payload.signature.',
    reference: 'RFC 7515 §7.1',
  }
}
