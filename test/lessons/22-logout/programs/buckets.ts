import { JwtError } from '../jwt/errors.ts'

type Entry = { kind: 'jti' | 'sub'; name: string }

/** Entries by the second at which they go. */
export class Revocations {
  #lifetime
  #jtis = new Set<string>()
  #subs = new Map<string, number>()
  #due = new Map<number, Entry[]>()

  constructor({ lifetime }: { lifetime: number }) {
    this.#lifetime = lifetime
  }

  get size() {
    return this.#jtis.size + this.#subs.size
  }

  revoke({ jti, exp }: { jti?: unknown; exp?: unknown }) {
    if (typeof jti !== 'string' || typeof exp !== 'number') {
      throw new JwtError('claim-missing', 'jti and exp, please')
    }
    if (this.#jtis.has(jti)) return
    this.#jtis.add(jti)
    this.#at(exp, { kind: 'jti', name: jti })
  }

  revokeUser(userId: string, now: number) {
    const cutOff = this.#subs.get(userId)
    if (cutOff !== undefined && cutOff >= now) return
    this.#subs.set(userId, now)
    this.#at(now + this.#lifetime, { kind: 'sub', name: userId })
  }

  isRevoked(claims: Record<string, unknown>, now: number) {
    for (const [second, entries] of this.#due) {
      if (second > now) continue
      this.#due.delete(second)
      for (const { kind, name } of entries) {
        if (kind === 'jti') this.#jtis.delete(name)
        else if ((this.#subs.get(name) ?? 0) + this.#lifetime <= now) this.#subs.delete(name)
      }
    }
    const { jti, sub, iat = Number.NEGATIVE_INFINITY } = claims as { jti?: string; sub?: string; iat?: number }
    const byToken = jti !== undefined && this.#jtis.has(jti)
    const byUser = sub !== undefined && this.#subs.has(sub) && iat <= (this.#subs.get(sub) as number)
    return byToken || byUser
  }

  #at(second: number, entry: Entry) {
    const entries = this.#due.get(second)
    if (entries) entries.push(entry)
    else this.#due.set(second, [entry])
  }
}
