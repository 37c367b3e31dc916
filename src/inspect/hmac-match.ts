import { hash } from 'node:crypto'

/** What must be hashed and what must come out, for an HMAC token. */
export type HmacTarget = { hash: 'sha256' | 'sha384' | 'sha512'; input: string; signature: Buffer }

/** Block sizes in bytes (FIPS 180-4 §1). */
const BLOCK = { sha256: 64, sha384: 128, sha512: 128 }

/** The target of a compact JWS with an HMAC algorithm (RFC 7518 §3.2), or null. `text` is the clean token. */
export function hmacTarget(text: string, alg: string | null): HmacTarget | null {
  const bits = /^HS(256|384|512)$/u.exec(alg ?? '')?.[1]
  const compact = text.split('~', 1)[0] ?? ''
  const end = compact.lastIndexOf('.')
  if (bits === undefined || end < 0) return null
  const name = `sha${bits}` as HmacTarget['hash']
  const signature = Buffer.from(compact.slice(end + 1), 'base64url')
  return signature.length === Number(bits) / 8
    ? { hash: name, input: compact.slice(0, end), signature }
    : null
}

/** Whether this secret made the signature. */
export function madeBy(target: HmacTarget, secret: Uint8Array): boolean {
  return matcherOf(target)(secret)
}

/**
 * A test for many secrets of one token. Both hashes are made in one call each (RFC 2104 §2), over buffers that are
 * filled once: several times as fast as an Hmac object for each secret.
 */
export function matcherOf(target: HmacTarget): (secret: Uint8Array) => boolean {
  const { signature } = target
  const block = BLOCK[target.hash]
  const inner = Buffer.concat([Buffer.alloc(block), Buffer.from(target.input)])
  const outer = Buffer.alloc(block + signature.length)
  return secret => {
    const key = secret.length > block ? hash(target.hash, secret, 'buffer') : secret
    inner.fill(0x36, 0, block)
    outer.fill(0x5c, 0, block)
    for (let index = 0; index < key.length; index++) {
      const byte = key[index] as number
      inner[index] = 0x36 ^ byte
      outer[index] = 0x5c ^ byte
    }
    outer.set(hash(target.hash, inner, 'buffer'), block)
    return hash(target.hash, outer, 'buffer').equals(signature)
  }
}
