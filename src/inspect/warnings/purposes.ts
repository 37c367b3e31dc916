import { own } from '../times.ts'
import type { Warning } from '../types.ts'

/** Claims whose absence is right for a kind of token, by the typ of the kind. */
const NOT_NEEDED: ReadonlyMap<string, readonly string[]> = new Map([
  // A proof for one request: iat and jti limit its use (RFC 9449 §4.2).
  ['dpop+jwt', ['exp', 'aud', 'iss']],
  // The holder's signature for one verifier: it has iat, aud and nonce (RFC 9901 §4.3).
  ['kb+jwt', ['exp', 'iss']],
  // A statement about the past, for which exp is not recommended (RFC 8417 §2.2).
  ['secevent+jwt', ['exp']],
  // Credentials that the holder shows to any verifier; the key binding JWT has the aud (RFC 9901 §4.3).
  ['dc+sd-jwt', ['aud']],
  ['vc+sd-jwt', ['aud']],
])

/** The same warnings without those about claims that this kind of token does not need. */
export function withoutUnneeded(warnings: Warning[], header: Record<string, unknown> | null): Warning[] {
  const typ = header === null ? undefined : own(header, 'typ')
  if (typeof typ !== 'string') return warnings
  const names = NOT_NEEDED.get(typ.toLowerCase().replace(/^application\//u, '')) ?? []
  return warnings.filter(warning => !names.some(name => warning.id === `no-${name}`))
}
