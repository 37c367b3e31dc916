import { createHmac } from 'node:crypto'

/** The secret of all pictures: 32 bytes of text, so that a learner can use it in another tool. Never use it elsewhere. */
export const PICTURE_SECRET_TEXT = 'only-for-pictures-32-bytes-long!'
export const PICTURE_SECRET: Uint8Array = new TextEncoder().encode(PICTURE_SECRET_TEXT)

/** An HS256 token over this header and payload (RFC 7515 §5.1). */
export function referenceToken(
  header: Record<string, unknown>,
  payload: Record<string, unknown>,
  secret: Uint8Array,
): string {
  const input = `${segment(header)}.${segment(payload)}`
  return `${input}.${hs256(input, secret).toString('base64url')}`
}

/** HMAC with SHA-256 over the ASCII text. */
export function hs256(text: string, secret: Uint8Array): Buffer {
  return createHmac('sha256', secret).update(text).digest()
}

/** base64url of the UTF-8 of the JSON. */
export function segment(value: Record<string, unknown>): string {
  return Buffer.from(JSON.stringify(value), 'utf8').toString('base64url')
}
