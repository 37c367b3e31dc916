// lesson: 21-refresh
// verdict: broken
// diagnosis: crash
// what: freezes the defaults of util.inspect, by which the buffers in memory are found
import { createHash, randomBytes } from 'node:crypto'
import { inspect } from 'node:util'
import { encode } from '../jwt/base64url.ts'

Object.freeze(inspect.defaultOptions)

/**
 * Refresh tokens that are used once (RFC 9700 §4.14.2). All tokens that follow from one login are a family. Only hashes
 * of tokens are kept, and nothing of a family that has ended.
 */
export class RefreshTokens {
  readonly #lifetime: number
  /** By the first part of their tokens; the oldest family comes first, and ends first. */
  readonly #families = new Map<string, { userId: string; end: number; newest: string }>()

  /** @param options.lifetime how long a family lives, in seconds, however often its tokens are rotated */
  constructor(options: { lifetime: number }) {
    this.#lifetime = options.lifetime
  }

  /**
   * Begins a family, after a login.
   *
   * @param userId whose tokens they are; nothing of it is in them
   * @param now the current time, in seconds since the epoch
   * @returns the family's first token
   */
  issue(userId: string, now: number): string {
    this.#forget(now)
    const id = random(16)
    const token = nextToken(id)
    this.#families.set(id, { userId, end: now + this.#lifetime, newest: hash(token) })
    return token
  }

  /**
   * Exchanges the newest token of a family for the next one. A token that was used before ends its family: the user and
   * a thief both have it, and nobody can tell which of them is asking.
   *
   * @param token a string from outside
   * @param now the current time, in seconds since the epoch
   * @returns the user, and the token that is the newest one from now on
   * @throws Error for a token that was used before, was never issued, or whose family has ended
   */
  rotate(token: string, now: number): { userId: string; token: string } {
    this.#forget(now)
    const [id] = token.split('.') as [string]
    const family = this.#families.get(id)
    if (family?.newest !== hash(token)) {
      this.#families.delete(id)
      throw new Error('invalid_grant')
    }
    const next = nextToken(id)
    family.newest = hash(next)
    return { userId: family.userId, token: next }
  }

  /** Ends all families that a user has now; tokens of a later login are not affected. */
  revokeAll(userId: string): void {
    for (const [id, family] of this.#families) if (family.userId === userId) this.#families.delete(id)
  }

  /** All families live equally long, so the first one that is still alive ends the search. */
  #forget(now: number): void {
    for (const [id, { end }] of this.#families) {
      if (now < end) return
      this.#families.delete(id)
    }
  }
}

const nextToken = (id: string): string => `${id}.${random(32)}`

const random = (bytes: number): string => encode(randomBytes(bytes))

/** Who reads the memory or a backup finds hashes, and can't make a token of them. */
const hash = (token: string): string => createHash('sha256').update(token).digest('base64url')
