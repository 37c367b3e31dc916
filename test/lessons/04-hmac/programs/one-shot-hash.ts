// style: node:crypto's one-shot hash, Buffer all the way, Buffers returned
import { hash } from 'node:crypto'

export function hmacSha256(key: Uint8Array, message: Uint8Array): Uint8Array {
  const short = key.length > 64 ? hash('sha256', key, 'buffer') : Buffer.from(key)
  const block = Buffer.concat([short, Buffer.alloc(64)], 64)
  const xor = (pad: number) => Buffer.from(block.map(byte => byte ^ pad))
  return hash('sha256', Buffer.concat([xor(0x5c), hash('sha256', Buffer.concat([xor(0x36), message]), 'buffer')]), 'buffer')
}

export function constantTimeEqual(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.reduce((bits, byte, index) => bits | (byte ^ b[index]!), 0) === 0
}
