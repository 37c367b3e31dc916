import { checkClaims, checkTimes } from './claims.ts'
import { JwtError } from './errors.ts'
import { signHs256, verifyHs256 } from './hs256.ts'

/**
 * Issues a token: the claims, the time of issue and the time of expiry, signed with HS256 (RFC 7519 §7.1).
 *
 * `iat` is `now` and `exp` is `now` plus `lifetime`, whatever the claims say. No argument is changed.
 *
 * @param claims what the token says: `iss`, `aud`, `sub` and claims of your own
 * @param secret the key shared with the verifier; at least 32 bytes
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
  const { now, lifetime } = options
  return signHs256({ ...claims, iat: now, exp: now + lifetime }, secret)
}

/**
 * Verifies a token and returns its claims (RFC 7519 §7.2).
 *
 * The checks run in this order, and the first that fails decides the error: the signature, whether `exp` is
 * present, the times, the claims.
 *
 * @param token a token in compact form
 * @param secret the key shared with the issuer; at least 32 bytes
 * @param options.now the current time, in seconds since the epoch
 * @param options.leeway how far the clocks of issuer and verifier may differ, in seconds; 0 by default
 * @param options.issuer what `iss` must be; not checked when missing
 * @param options.audience what `aud` must be, or must include when it is an array; not checked when missing
 * @param options.subject what `sub` must be; not checked when missing
 * @returns the payload
 * @throws JwtError the errors of verifyHs256, then 'claim-missing' when there is no `exp`, then those of
 *   checkTimes, then those of checkClaims
 */
export function verify(
  token: string,
  secret: Uint8Array,
  options: { now: number; leeway?: number; issuer?: string; audience?: string; subject?: string },
): Record<string, unknown> {
  const { now, leeway = 0, ...expected } = options
  const { payload } = verifyHs256(token, secret)
  // RFC 7519 makes exp optional, but a token without it would be valid for ever.
  if (!Object.hasOwn(payload, 'exp')) throw new JwtError('claim-missing', 'the token has no claim exp')
  checkTimes(payload, { now, leeway })
  checkClaims(payload, expected)
  return payload
}
