import { JwtError } from '../jwt/errors.ts'

function expiring(keepUntil: (value: number) => number) {
  const values = new Map<string, number>()
  let last: number | undefined
  return {
    values,
    sweep(now: number) {
      if (last === now) return
      last = now
      values.forEach((value, key) => {
        if (keepUntil(value) <= now) values.delete(key)
      })
    },
  }
}

export class Revocations {
  declare readonly size: number
  readonly revoke
  readonly revokeUser
  readonly isRevoked

  constructor({ lifetime }: { lifetime: number }) {
    const tokens = expiring(exp => exp)
    const users = expiring(cutOff => cutOff + lifetime)
    Object.defineProperty(this, 'size', { get: () => tokens.values.size + users.values.size })
    this.revoke = (claims: Record<string, unknown>): void => {
      for (const name of ['exp', 'jti']) {
        if (!Object.hasOwn(claims, name)) throw new JwtError('claim-missing', name)
      }
      tokens.values.set(String(claims.jti), Number(claims.exp))
    }
    this.revokeUser = (userId: string, now: number): void => {
      users.values.set(userId, Math.max(now, users.values.get(userId) ?? Number.NEGATIVE_INFINITY))
    }
    this.isRevoked = (claims: Record<string, unknown>, now: number): boolean => {
      tokens.sweep(now)
      users.sweep(now)
      if ('jti' in claims && tokens.values.has(String(claims.jti))) return true
      const cutOff = 'sub' in claims ? users.values.get(String(claims.sub)) : undefined
      return cutOff !== undefined && !(typeof claims.iat === 'number' && claims.iat > cutOff)
    }
  }
}
