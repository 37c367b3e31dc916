import { createHash, randomBytes } from 'node:crypto'
import { encode } from '../jwt/base64url.ts'

type Family = { userId: string; end: number; isOver: boolean }

/** Keeps the hash of every token until its family ends. */
export class RefreshTokens {
  lifetime: number
  tokens = new Map<string, { family: Family; isUsed: boolean }>()

  constructor(options: { lifetime: number }) {
    this.lifetime = options.lifetime
  }

  issue(userId: string, now: number): string {
    this.forget(now)
    return this.add({ userId, end: now + this.lifetime, isOver: false })
  }

  rotate(token: string, now: number): { userId: string; token: string } {
    this.forget(now)
    const known = this.tokens.get(hash(token))
    if (known === undefined) throw new Error('unknown')
    const { family } = known
    if (family.isOver) throw new Error('over')
    if (now >= family.end) throw new Error('expired')
    if (known.isUsed) {
      family.isOver = true
      throw new Error('used')
    }
    known.isUsed = true
    return { userId: family.userId, token: this.add(family) }
  }

  revokeAll(userId: string): void {
    for (const { family } of this.tokens.values()) {
      if (family.userId === userId) family.isOver = true
    }
  }

  add(family: Family): string {
    const token = encode(randomBytes(32))
    this.tokens.set(hash(token), { family, isUsed: false })
    return token
  }

  forget(now: number): void {
    for (const [key, { family }] of this.tokens) {
      if (now >= family.end) this.tokens.delete(key)
    }
  }
}

function hash(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}
