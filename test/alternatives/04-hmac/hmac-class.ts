// style: classes, private fields, streaming
import { createHash, type Hash } from 'node:crypto'

class Hmac {
  static readonly #blockLength = 64
  readonly #inner: Hash = createHash('sha256')
  readonly #outer: Hash = createHash('sha256')

  constructor(key: Uint8Array) {
    const block = new Uint8Array(Hmac.#blockLength)
    if (key.length > Hmac.#blockLength) createHash('sha256').update(key).digest().copy(block)
    else block.set(key)
    for (const [hash, pad] of [
      [this.#inner, 0x36],
      [this.#outer, 0x5c],
    ] as const) {
      hash.update(Buffer.from(block, 0).map(byte => byte ^ pad))
    }
  }

  update(part: Uint8Array): this {
    this.#inner.update(part)
    return this
  }

  digest(): Uint8Array {
    return this.#outer.update(this.#inner.digest()).digest()
  }
}

class Comparison {
  #different = 0
  see(x: number, y: number): void {
    this.#different += x === y ? 0 : 1
  }
  get equal(): boolean {
    return this.#different === 0
  }
}

export function hmacSha256(key: Uint8Array, message: Uint8Array): Uint8Array {
  return new Hmac(key).update(message).digest()
}

export function constantTimeEqual(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false
  const comparison = new Comparison()
  a.forEach((byte, index) => comparison.see(byte, b[index]!))
  return comparison.equal
}
