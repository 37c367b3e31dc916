import { createHash, randomBytes } from 'node:crypto'
import { encode } from '../jwt/base64url.ts'
import { JwtError } from '../jwt/errors.ts'

type Family = { userId: string; isRevoked: boolean }

/** Refresh tokens that are used once (RFC 9700 §4.14.2). Only their hashes are kept. */
export class RefreshTokens {
  readonly #lifetime: number
  readonly #tokens = new Map<string, { family: Family; ends: number; isUsed: boolean }>()

  constructor(options: { lifetime: number }) {
    this.#lifetime = options.lifetime
  }

  /** How many tokens are remembered. */
  get size(): number {
    return this.#tokens.size
  }

  /** The first token of a family. */
  issue(userId: string, now: number): string {
    return this.#add({ userId, isRevoked: false }, now)
  }

  /** The next token in exchange for one that was not used yet. */
  rotate(token: string, now: number): { userId: string; token: string } {
    const known = this.#tokens.get(hashOf(token))
    if (known === undefined) throw new JwtError('bad-signature', 'unknown token')
    if (known.isUsed) known.family.isRevoked = true
    if (known.family.isRevoked) throw new JwtError('bad-signature', 'the family is revoked')
    if (now >= known.ends) throw new JwtError('expired', 'expired')
    known.isUsed = true
    return { userId: known.family.userId, token: this.#add(known.family, now) }
  }

  /** Ends all families of a user. */
  revokeAll(userId: string): void {
    for (const { family } of this.#tokens.values()) if (family.userId === userId) family.isRevoked = true
  }

  #add(family: Family, now: number): string {
    const token = encode(randomBytes(32))
    this.#tokens.set(hashOf(token), { family, ends: now + this.#lifetime, isUsed: false })
    return token
  }
}

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}
