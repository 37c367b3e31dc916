import { createHmac, timingSafeEqual } from 'node:crypto'

/** What must be hashed and what must come out, for an HMAC token. */
export type HmacTarget = { hash: 'sha256' | 'sha384' | 'sha512'; input: string; signature: Buffer }

/** The target of a compact JWS with an HMAC algorithm (RFC 7518 §3.2), or null. `text` is the clean token. */
export function hmacTarget(text: string, alg: string | null): HmacTarget | null {
  const bits = /^HS(256|384|512)$/u.exec(alg ?? '')?.[1]
  const compact = text.split('~', 1)[0] ?? ''
  const end = compact.lastIndexOf('.')
  if (bits === undefined || end < 0) return null
  const hash = `sha${bits}` as HmacTarget['hash']
  const signature = Buffer.from(compact.slice(end + 1), 'base64url')
  return signature.length === Number(bits) / 8 ? { hash, input: compact.slice(0, end), signature } : null
}

/** Whether this secret made the signature. */
export function madeBy(target: HmacTarget, secret: Uint8Array): boolean {
  return timingSafeEqual(createHmac(target.hash, secret).update(target.input).digest(), target.signature)
}
