// style: latin1 text walked through by character codes, without a stop
import { createHash } from 'node:crypto'

function sha256(text: string): string {
  return createHash('sha256').update(text, 'latin1').digest('latin1')
}

function xor(text: string, pad: number): string {
  return text.replace(/[\s\S]/g, letter => String.fromCharCode(letter.charCodeAt(0) ^ pad))
}

export function hmacSha256(key: Uint8Array, message: Uint8Array): Uint8Array {
  let k = Buffer.from(key).toString('latin1')
  if (k.length > 64) k = sha256(k)
  k = k.padEnd(64, '\0')
  return Buffer.from(sha256(xor(k, 0x5c) + sha256(xor(k, 0x36) + Buffer.from(message).toString('latin1'))), 'latin1')
}

export function constantTimeEqual(a: Uint8Array, b: Uint8Array): boolean {
  const x = Buffer.from(a).toString('latin1')
  const y = Buffer.from(b).toString('latin1')
  let same = x.length === y.length
  for (let index = 0; index < x.length; index++) {
    const one = x.charCodeAt(index) === y.charCodeAt(index)
    same = one && same
  }
  return same
}
