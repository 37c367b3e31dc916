// diagnosis: returned-whole
// step: verify
import { checkClaims, checkTimes } from './claims.ts'
import { JwtError } from './errors.ts'
import { signHs256, verifyHs256 } from './hs256.ts'

/**
 * Issues a token: the claims, the time it was made and the time it ends, signed with HS256 (RFC 7519 §7.1).
 *
 * `iat` is `now` and `exp` is `now` plus `lifetime`, whatever the claims say about them. No argument is changed.
 *
 * @param claims what the token says: `iss`, `aud`, `sub` and claims of your own
 * @param secret the key shared with whoever verifies; at least 32 bytes
 * @param options.now the current time, in seconds since the epoch
 * @param options.lifetime how long the token is valid, in seconds
 * @returns the token in compact form
 * @throws JwtError 'bad-key' when the secret is shorter than 32 bytes
 */
export function issue(
  claims: Record<string, unknown>,
  secret: Uint8Array,
  options: { now: number; lifetime: number },
): string {
  return signHs256({ ...claims, iat: options.now, exp: options.now + options.lifetime }, secret)
}

/**
 * Verifies a token and returns its claims (RFC 7519 §7.2).
 *
 * The checks run in this order, and the first that fails decides what is thrown: the signature, whether `exp` is
 * present, the times, the claims.
 *
 * @param token a token in compact form
 * @param secret the key shared with whoever issues; at least 32 bytes
 * @param options.now the current time, in seconds since the epoch
 * @param options.leeway how far the clocks of issuer and verifier may differ, in seconds; 0 when absent
 * @param options.issuer what `iss` must be; not asked for when absent
 * @param options.audience what `aud` must be, or must hold when it is an array; not asked for when absent
 * @param options.subject what `sub` must be; not asked for when absent
 * @returns the payload
 * @throws JwtError first what verifyHs256 throws, then 'claim-missing' when there is no `exp`, then what checkTimes
 *   throws, then what checkClaims throws
 */
export function verify(
  token: string,
  secret: Uint8Array,
  options: { now: number; leeway?: number; issuer?: string; audience?: string; subject?: string },
): Record<string, unknown> {
  const payload = verifyHs256(token, secret)
  checkTimes(payload, options)
  checkClaims(payload, options)
  return payload
}
