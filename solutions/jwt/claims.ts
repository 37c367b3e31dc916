import { JwtError } from './errors.ts'

/**
 * Checks the time claims of a token whose signature has been verified (RFC 7519 §4.1.4, §4.1.5, §4.1.6).
 *
 * All times are NumericDate values (RFC 7519 §2): seconds since 1970-01-01T00:00:00Z, fractions allowed, no
 * upper limit. The clock of the machine is never read: the caller passes the time. A missing claim is fine,
 * except `iat` when `maxAge` is given.
 *
 * @param claims the payload of a token
 * @param options.now the current time, in seconds since the epoch
 * @param options.leeway how far the clocks of issuer and verifier may differ, in seconds; 0 by default
 * @param options.maxAge how long after `iat` a token is accepted at most, in seconds; no limit by default
 * @returns nothing: when it returns, the token is valid at this time
 * @throws JwtError 'malformed' when a present `exp`, `nbf` or `iat` is not a finite number; 'expired' when
 *   `now` is on or after `exp` plus leeway, or the token is older than `maxAge` plus leeway; 'not-yet-valid'
 *   when `now` is before `nbf` minus leeway, or, with `maxAge`, when `iat` is after `now` plus leeway;
 *   'claim-missing' when `maxAge` is given and there is no `iat`
 */
export function checkTimes(
  claims: Record<string, unknown>,
  options: { now: number; leeway?: number; maxAge?: number },
): void {
  const { now, leeway = 0, maxAge } = options
  const exp = numericDate(claims, 'exp')
  const nbf = numericDate(claims, 'nbf')
  const iat = numericDate(claims, 'iat')

  if (exp !== undefined && now >= exp + leeway) {
    throw new JwtError('expired', `the token expired at ${exp}, and it is ${now}`)
  }
  if (nbf !== undefined && now < nbf - leeway) {
    throw new JwtError('not-yet-valid', `the token is valid from ${nbf} on, and it is ${now}`)
  }
  if (maxAge === undefined) return
  if (iat === undefined)
    throw new JwtError('claim-missing', 'without iat nobody can tell how old the token is')
  if (iat > now + leeway)
    throw new JwtError('not-yet-valid', `the token was issued at ${iat}, and it is ${now}`)
  if (now - iat > maxAge + leeway) {
    throw new JwtError('expired', `the token is ${now - iat} seconds old, and ${maxAge} are allowed`)
  }
}

/** The time in a claim, or undefined when the claim is missing. */
function numericDate(claims: Record<string, unknown>, name: string): number | undefined {
  const value = claims[name]
  if (value === undefined) return undefined
  // Number.isFinite, unlike the global isFinite, does not convert "1700000000" or null to a number first.
  if (typeof value !== 'number' || !Number.isFinite(value)) {
    throw new JwtError('malformed', `${name} is not a number of seconds`)
  }
  return value
}

/**
 * Checks who issued a token, for whom, and about whom (RFC 7519 §4.1.1, §4.1.2, §4.1.3; RFC 8725 §3.8, §3.9).
 *
 * An expectation that is missing or undefined is none; the empty string is one. Strings are equal only when
 * every character is the same. Neither argument is changed.
 *
 * @param claims the payload of a token
 * @param expected.issuer what `iss` must be
 * @param expected.audience what `aud` must be, or must include when it is an array
 * @param expected.subject what `sub` must be
 * @param expected.required names of claims that must be present, whatever their value
 * @returns nothing: when it returns, the claims are as expected
 * @throws JwtError 'claim-missing' when an expected or required claim is missing; 'claim-mismatch' when an
 *   expected claim has another value or another type
 */
export function checkClaims(
  claims: Record<string, unknown>,
  expected: { issuer?: string; audience?: string; subject?: string; required?: string[] },
): void {
  const { issuer, audience, subject, required = [] } = expected
  for (const name of required) requireClaim(claims, name)

  if (issuer !== undefined && requireClaim(claims, 'iss') !== issuer) {
    throw new JwtError('claim-mismatch', 'the token is from another issuer')
  }
  if (subject !== undefined && requireClaim(claims, 'sub') !== subject) {
    throw new JwtError('claim-mismatch', 'the token is about another subject')
  }
  if (audience !== undefined) {
    const aud = requireClaim(claims, 'aud')
    const audiences: unknown[] = Array.isArray(aud) ? aud : [aud]
    if (!audiences.includes(audience))
      throw new JwtError('claim-mismatch', 'the token is for another audience')
  }
}

/** The value of a claim that must be present. */
function requireClaim(claims: Record<string, unknown>, name: string): unknown {
  // Object.hasOwn also works when the token has a claim called hasOwnProperty.
  if (!Object.hasOwn(claims, name)) throw new JwtError('claim-missing', `the token has no claim ${name}`)
  return claims[name]
}
