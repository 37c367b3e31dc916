// lesson: 22-logout
// verdict: failed
// diagnosis: threw
// what: an arrow function that makes the object, where a class is asked for
import { JwtError } from '../jwt/errors.ts'

/**
 * Remembers which tokens are no longer good although their signature and `exp` are: single ones by their `jti`, and all
 * that a user had when they logged out everywhere. What can't matter any more is forgotten.
 */
class Hidden {
  readonly #lifetime: number
  /** The `exp` of each revoked token, by its `jti`. */
  readonly #tokens = new Map<string, number>()
  /** When each user logged out everywhere, by `sub`. */
  readonly #cutOffs = new Map<string, number>()
  #lastSweep = Number.NEGATIVE_INFINITY

  /** @param options.lifetime the longest that any token lives, in seconds */
  constructor(options: { lifetime: number }) {
    this.#lifetime = options.lifetime
  }

  /** How many tokens and users are remembered. */
  get size(): number {
    return this.#tokens.size + this.#cutOffs.size
  }

  /**
   * Revokes one token until it expires.
   *
   * @param claims the payload of a token that has been verified
   * @throws JwtError 'claim-missing' without `jti`, which names the token, and without `exp`, which says when to forget it
   */
  revoke(claims: Record<string, unknown>): void {
    for (const name of ['jti', 'exp'])
      if (!Object.hasOwn(claims, name)) throw new JwtError('claim-missing', `the token has no claim ${name}`)
    this.#tokens.set(claims.jti as string, claims.exp as number)
  }

  /**
   * Revokes every token of a user that was issued until now, this very second included.
   *
   * @param userId the `sub` of the tokens
   * @param now the current time, in seconds since the epoch
   */
  revokeUser(userId: string, now: number): void {
    const earlier = this.#cutOffs.get(userId) ?? now
    this.#cutOffs.set(userId, Math.max(earlier, now))
  }

  /**
   * Says whether a token was revoked.
   *
   * @param claims the payload of a token that has been verified
   * @param now the current time, in seconds since the epoch
   */
  isRevoked(claims: Record<string, unknown>, now: number): boolean {
    this.#sweep(now)
    if (this.#tokens.has(claims.jti as string)) return true
    const cutOff = this.#cutOffs.get(claims.sub as string)
    if (cutOff === undefined) return false
    // A token that does not say when it was issued may have been issued before.
    return typeof claims.iat !== 'number' || claims.iat <= cutOff
  }

  /** Once a second at most: most requests come in the same second as the one before. */
  #sweep(now: number): void {
    if (now === this.#lastSweep) return
    this.#lastSweep = now
    for (const [jti, exp] of this.#tokens) if (now >= exp) this.#tokens.delete(jti)
    for (const [userId, cutOff] of this.#cutOffs)
      if (now >= cutOff + this.#lifetime) this.#cutOffs.delete(userId)
  }
}

export const Revocations = (options: { lifetime: number }) => new Hidden(options)
