import { JwtError } from '../jwt/errors.ts'

type Entry = { until: number; cutOff: number }

/** One list for both, with a letter in front of the names. */
export class Revocations {
  private entries: Record<string, Entry> = Object.create(null)
  private count = 0
  private swept = 0
  private readonly lifetime: number

  constructor(options: { lifetime: number }) {
    this.lifetime = options.lifetime
  }

  get size(): number {
    return this.count
  }

  revoke(claims: Record<string, unknown>): void {
    const missing = ['jti', 'exp'].filter(name => !(name in claims))
    if (missing.length > 0) throw new JwtError('claim-missing', `missing: ${missing.join(', ')}`)
    this.put(`t${claims.jti}`, { until: Number(claims.exp), cutOff: Number.POSITIVE_INFINITY })
  }

  revokeUser(userId: string, now: number): void {
    const known = this.entries[`u${userId}`]?.cutOff ?? now
    const cutOff = known > now ? known : now
    this.put(`u${userId}`, { until: cutOff + this.lifetime, cutOff })
  }

  isRevoked(claims: Record<string, unknown>, now: number): boolean {
    // Whole passes only when time has passed, and not for every single second of a large list.
    if (now - this.swept >= Math.min(10, this.count / 100)) this.sweep(now)
    const names = [
      ...('jti' in claims ? [`t${claims.jti}`] : []),
      ...('sub' in claims ? [`u${claims.sub}`] : []),
    ]
    return names.some(name => {
      const entry = this.entries[name]
      return entry !== undefined && !(Number(claims.iat) > entry.cutOff)
    })
  }

  private put(name: string, entry: Entry): void {
    if (this.entries[name] === undefined) this.count++
    this.entries[name] = entry
  }

  private sweep(now: number): void {
    this.swept = now
    for (const name in this.entries) {
      if ((this.entries[name] as Entry).until > now) continue
      delete this.entries[name]
      this.count--
    }
  }
}
