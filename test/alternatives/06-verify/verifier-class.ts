// style: a class with a step a method, subclasses of the error, prototypes kept off the result
import { decode } from './base64url.ts'
import { JwtError } from './errors.ts'
import { constantTimeEqual, hmacSha256 } from './hmac.ts'
import { decodeJson } from './json.ts'

class Malformed extends JwtError {
  constructor(message = 'malformed token') {
    super('malformed', message)
  }
}
class Unsupported extends JwtError {
  constructor() {
    super('unsupported', 'only HS256')
  }
}
class BadSignature extends JwtError {
  constructor() {
    super('bad-signature', 'wrong')
  }
}

class Verification {
  readonly #token: string
  readonly #secret: Uint8Array
  constructor(token: string, secret: Uint8Array) {
    this.#token = token
    this.#secret = secret
  }

  get #segments(): [string, string, string] {
    const segments = [...this.#token.matchAll(/(^|\.)([^.]*)/g)].map(match => match[2]!)
    if (segments.length !== 3) throw new Malformed(`${segments.length} segments`)
    return segments as [string, string, string]
  }

  #header(): Map<string, unknown> {
    const header = new Map(Object.entries(decodeJson(this.#segments[0])))
    if (header.get('alg') !== 'HS256') throw new Unsupported()
    if (header.has('crit') || header.has('b64')) throw new Unsupported()
    return header
  }

  #signature(): void {
    const [h, p, s] = this.#segments
    if (this.#secret.length < 32) throw new JwtError('bad-key', 'short')
    let received: Uint8Array
    try {
      received = decode(s)
    } catch {
      throw new BadSignature()
    }
    if (!constantTimeEqual(received, hmacSha256(this.#secret, Buffer.from(`${h}.${p}`, 'latin1')))) throw new BadSignature()
  }

  run() {
    const header = Object.fromEntries(this.#header())
    const payload = Object.assign(Object.create(null), decodeJson(this.#segments[1]))
    this.#signature()
    return { header, payload }
  }
}

export function verifyHs256(token: string, secret: Uint8Array) {
  return new Verification(token, secret).run()
}
