// diagnosis: history-refused
// step: revoke-all
import { createHash, randomBytes } from 'node:crypto'

const hash = (token: string): string => createHash('sha256').update(token).digest('hex')

/** The number of families is a family's id: once one is gone, two have the same. */
export class RefreshTokens {
  #lifetime: number
  #families = new Map<string, { userId: string; end: number; newest: string }>()
  constructor(options: { lifetime: number }) {
    this.#lifetime = options.lifetime
  }
  issue(userId: string, now: number): string {
    for (const [id, { end }] of this.#families) if (now >= end) this.#families.delete(id)
    const id = String(this.#families.size + 1)
    const token = `${id}.${randomBytes(32).toString('base64url')}`
    this.#families.set(id, { userId, end: now + this.#lifetime, newest: hash(token) })
    return token
  }
  rotate(token: string, now: number): { userId: string; token: string } {
    const [id = ''] = token.split('.')
    const family = this.#families.get(id)
    if (family === undefined || now >= family.end) throw new Error('invalid_grant')
    if (family.newest !== hash(token)) {
      this.#families.delete(id)
      throw new Error('invalid_grant')
    }
    const next = `${id}.${randomBytes(32).toString('base64url')}`
    family.newest = hash(next)
    return { userId: family.userId, token: next }
  }
  revokeAll(userId: string): void {
    for (const [id, family] of this.#families) if (family.userId === userId) this.#families.delete(id)
  }
}
