import { hash, randomBytes, timingSafeEqual } from 'node:crypto'

class InvalidGrantError extends Error {
  override name = 'InvalidGrantError'
}

type Row = { user: string; ends: number; digest: Buffer }

/** In front stands when the store wrote it down, which says nothing of anybody: every 40 families another number. */
export class RefreshTokens {
  #rows: Record<string, Row> = Object.create(null)
  #seconds: number
  #count = 0

  constructor({ lifetime }: { lifetime: number }) {
    this.#seconds = lifetime
  }

  issue(userId: string, now: number) {
    const page = String(Math.floor(this.#count++ / 40)).padStart(4, '0')
    const family = `${page}.${randomBytes(12).toString('hex')}`
    this.#rows[family] = { user: userId, ends: now + this.#seconds, digest: Buffer.alloc(0) }
    this.#sweep(now)
    return this.#next(family)
  }

  rotate(token: string, now: number) {
    this.#sweep(now)
    const at = token.lastIndexOf('~')
    const family = token.slice(0, at)
    const row = this.#rows[family]
    if (!row) throw new InvalidGrantError('no such family')
    const digest = hash('sha512', token, 'buffer')
    if (row.digest.length !== digest.length || !timingSafeEqual(row.digest, digest)) {
      delete this.#rows[family]
      throw new InvalidGrantError('reuse')
    }
    return { userId: row.user, token: this.#next(family), family }
  }

  revokeAll(userId: string) {
    for (const [family, row] of Object.entries(this.#rows)) if (row.user === userId) delete this.#rows[family]
  }

  #next(family: string) {
    const token = `${family}~${randomBytes(24).toString('hex')}`
    ;(this.#rows[family] as Row).digest = hash('sha512', token, 'buffer')
    return token
  }

  #sweep(now: number) {
    for (const family in this.#rows) if ((this.#rows[family] as Row).ends <= now) delete this.#rows[family]
  }
}
