import { JwtError } from '../jwt/errors.ts'

export class Revocations {
  #tokens: { jti: unknown; exp: unknown }[] = []
  #known = new Set<unknown>()
  #users: [string, number][] = []
  #index = new Map<string, [string, number]>()
  #lifetime = 0

  constructor(options: { lifetime: number }) {
    Object.assign(this, {})
    this.#lifetime = options.lifetime
  }

  get size() {
    return this.#tokens.length + this.#users.length
  }

  revoke({ jti, exp }: Record<string, unknown>) {
    if (jti == null || exp == null) throw new (class extends JwtError {})('claim-missing', 'jti or exp')
    if (this.#known.has(jti)) return
    this.#known.add(jti)
    this.#tokens.push({ jti, exp })
  }

  revokeUser(userId: string, now: number) {
    const row = this.#index.get(userId)
    if (row) row[1] = Math.max(row[1], now)
    else {
      const added: [string, number] = [userId, now]
      this.#index.set(userId, added)
      this.#users.push(added)
    }
  }

  isRevoked(claims: Record<string, unknown>, now: number) {
    this.#tokens = this.#tokens.filter(({ jti, exp }) => {
      const stays = now < (exp as number)
      if (!stays) this.#known.delete(jti)
      return stays
    })
    this.#users = this.#users.filter(([userId, cutOff]) => {
      const stays = now - this.#lifetime < cutOff
      if (!stays) this.#index.delete(userId)
      return stays
    })
    const cutOff = this.#index.get(claims.sub as string)?.[1]
    return this.#known.has(claims.jti) || (cutOff !== undefined && !((claims.iat as number) > cutOff))
  }
}
