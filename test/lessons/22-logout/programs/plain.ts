import { JwtError } from '../jwt/errors.ts'

export class Revocations {
  lifetime: number
  tokens = new Map<unknown, number>()
  users = new Map<unknown, number>()

  constructor(options: { lifetime: number }) {
    this.lifetime = options.lifetime
  }

  get size(): number {
    return this.tokens.size + this.users.size
  }

  revoke(claims: Record<string, unknown>): void {
    if (claims.jti === undefined) throw new JwtError('claim-missing', 'no jti')
    if (claims.exp === undefined) throw new JwtError('claim-missing', 'no exp')
    this.tokens.set(claims.jti, claims.exp as number)
  }

  revokeUser(userId: string, now: number): void {
    const cutOff = this.users.get(userId)
    if (cutOff === undefined || cutOff < now) this.users.set(userId, now)
  }

  isRevoked(claims: Record<string, unknown>, now: number): boolean {
    this.forget(now)
    if (this.tokens.has(claims.jti)) return true
    const cutOff = this.users.get(claims.sub)
    if (cutOff === undefined) return false
    if (claims.iat === undefined) return true
    return (claims.iat as number) <= cutOff
  }

  forget(now: number): void {
    for (const [jti, exp] of this.tokens) if (now >= exp) this.tokens.delete(jti)
    for (const [user, cutOff] of this.users) if (now >= cutOff + this.lifetime) this.users.delete(user)
  }
}
