import { createHash, randomBytes } from 'node:crypto'

const hash = (token: string): string => createHash('sha256').update(token).digest('hex')

type Session = { userId: string; expires: number; current: string; previous: Set<string> }

/** Refuses an unknown token with the error that reading its session throws. */
export class RefreshTokens {
  #sessions: Session[] = []
  #lifetime: number
  constructor(options: { lifetime: number }) {
    this.#lifetime = options.lifetime
  }
  issue(userId: string, now: number): string {
    this.#sessions = this.#sessions.filter(session => session.expires > now)
    const token = randomBytes(20).toString('base64url')
    this.#sessions.push({
      userId,
      expires: now + this.#lifetime,
      current: hash(token),
      previous: new Set(),
    })
    return token
  }
  rotate(token: string, now: number): { userId: string; token: string } {
    this.#sessions = this.#sessions.filter(session => session.expires > now)
    const key = hash(token)
    const stolen = this.#sessions.find(session => session.previous.has(key))
    if (stolen) this.#sessions = this.#sessions.filter(session => session !== stolen)
    const session = this.#sessions.find(session => session.current === key) as Session
    session.previous.add(session.current)
    const next = randomBytes(20).toString('base64url')
    session.current = hash(next)
    return { userId: session.userId, token: next }
  }
  revokeAll(userId: string): void {
    this.#sessions = this.#sessions.filter(session => session.userId !== userId)
  }
}
