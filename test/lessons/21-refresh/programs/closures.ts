import { createHash, randomUUID } from 'node:crypto'
import { JwtError } from '../jwt/errors.ts'

const sha = (text: string) => createHash('sha256').update(text, 'utf8').digest('latin1')
// Two UUIDs: 244 random bits.
const secret = () => `${randomUUID()}${randomUUID()}`

function createStore(lifetime: number) {
  let families: { user: string; end: number; hashes: string[] }[] = []
  const living = (now: number) => {
    families = families.filter(family => now < family.end)
    return families
  }
  return {
    issue(userId: string, now: number): string {
      const token = secret()
      living(now).push({ user: userId, end: now + lifetime, hashes: [sha(token)] })
      return token
    },
    rotate(token: string, now: number) {
      const name = sha(token)
      const family = living(now).find(one => one.hashes.includes(name))
      if (family === undefined) throw new JwtError('bad-signature', 'unknown')
      if (family.hashes.at(-1) !== name) {
        families.splice(families.indexOf(family), 1)
        throw new JwtError('bad-signature', 'used')
      }
      const next = secret()
      family.hashes.push(sha(next))
      return { userId: family.user, token: next }
    },
    revokeAll(userId: string): void {
      families = families.filter(family => family.user !== userId)
    },
  }
}

export class RefreshTokens {
  readonly issue
  readonly rotate
  readonly revokeAll
  constructor(options: { lifetime: number }) {
    const store = createStore(options.lifetime)
    this.issue = store.issue
    this.rotate = store.rotate
    this.revokeAll = store.revokeAll
  }
}
