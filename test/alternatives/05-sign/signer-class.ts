// style: a class with private state for each call, a KeyObject, a subclass of JwtError
import { createHmac, createSecretKey, type KeyObject } from 'node:crypto'
import { JwtError } from './errors.ts'
import { encodeJson } from './json.ts'

class WeakKeyError extends JwtError {
  readonly bits: number

  constructor(bits: number) {
    super('bad-key', `${bits} bits are fewer than 256`)
    this.bits = bits
  }
}

class Signer {
  static readonly header = encodeJson({ alg: 'HS256', typ: 'JWT' })
  readonly #key: KeyObject

  constructor(secret: Uint8Array) {
    if (secret.length * 8 < 256) throw new WeakKeyError(secret.length * 8)
    this.#key = createSecretKey(secret)
  }

  sign(payload: Record<string, unknown>): string {
    const input = [Signer.header, encodeJson(payload)].join('.')
    return [input, createHmac('sha256', this.#key).update(input, 'ascii').digest('base64url')].join('.')
  }
}

export function signHs256(payload: Record<string, unknown>, secret: Uint8Array): string {
  return new Signer(secret).sign(payload)
}
