import { createHash, randomFillSync } from 'node:crypto'

/** The family and the number of the rotation in front, in clear; a hash of the newest secret. */
export class RefreshTokens {
  families: Map<string, { user: string; end: number; generation: number; hash: Uint8Array } | undefined>
  constructor(public_: { lifetime: number }) {
    this.families = new Map()
    this.lifetime = public_.lifetime
  }
  lifetime: number

  issue(userId: string, now: number) {
    const bytes = randomFillSync(new Uint8Array(18))
    const id = Buffer.from(bytes).toString('base64').replaceAll('+', '-')
    const family = { user: userId, end: now + this.lifetime, generation: 0, hash: new Uint8Array() }
    for (const [key, other] of this.families) if (other === undefined || other.end <= now) this.families.delete(key)
    this.families.set(id, family)
    return this.write(id, family)
  }

  write(id: string, family: { generation: number; hash: Uint8Array }) {
    family.generation += 1
    const secret = Buffer.from(randomFillSync(new Uint8Array(24))).toString('base64')
    family.hash = createHash('sha256').update(secret).digest()
    return [id, family.generation, secret].join('.')
  }

  rotate(token: string, now: number) {
    const [id = '', number = '', secret = ''] = token.split('.')
    const family = this.families.get(id)
    const isNewest =
      family &&
      String(family.generation) === number &&
      Buffer.compare(family.hash, createHash('sha256').update(secret).digest()) === 0
    if (family && !isNewest) this.families.set(id, undefined)
    if (!family || !isNewest || now >= family.end) {
      throw Object.assign(new TypeError('no'), { status: 400, error: 'invalid_grant' })
    }
    return { token: this.write(id, family), userId: family.user }
  }

  revokeAll(userId: string) {
    this.families.forEach((family, id) => {
      if (family?.user === userId) this.families.delete(id)
    })
  }
}
