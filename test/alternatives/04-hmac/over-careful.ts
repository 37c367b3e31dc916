// style: checks of every argument, copies of everything, words of 32 bits compared without a stop
import { createHash } from 'node:crypto'

const BLOCK_LENGTH = 64
const INNER_PAD = Object.freeze(Array<number>(BLOCK_LENGTH).fill(0x36))
const OUTER_PAD = Object.freeze(Array<number>(BLOCK_LENGTH).fill(0x5c))

function requireBytes(value: unknown, name: string): asserts value is Uint8Array {
  if (!(value instanceof Uint8Array)) throw new TypeError(`${name} must be a Uint8Array`)
}

function padded(key: Uint8Array): Uint8Array {
  if (key.length === BLOCK_LENGTH) return key.slice()
  if (key.length < BLOCK_LENGTH) return Uint8Array.from([...key, ...Array<number>(BLOCK_LENGTH - key.length).fill(0)])
  return padded(createHash('sha256').update(key).digest())
}

export function hmacSha256(key: Uint8Array, message: Uint8Array): Uint8Array {
  requireBytes(key, 'key')
  requireBytes(message, 'message')
  const block = padded(key)
  const apply = (pad: readonly number[]) => Uint8Array.from(pad, (byte, index) => byte ^ block[index]!)
  const inner = createHash('sha256').update(apply(INNER_PAD)).update(message.slice()).digest()
  const mac = new Uint8Array(createHash('sha256').update(apply(OUTER_PAD)).update(inner).digest())
  if (mac.byteLength !== 32) throw new Error('unreachable')
  return mac
}

export function constantTimeEqual(a: Uint8Array, b: Uint8Array): boolean {
  requireBytes(a, 'a')
  requireBytes(b, 'b')
  if (a.byteLength !== b.byteLength) return false
  const length = Math.ceil(a.length / 4) * 4
  const [x, y] = [a, b].map(bytes => {
    const copy = new Uint8Array(length)
    copy.set(bytes)
    return new Uint32Array(copy.buffer)
  }) as [Uint32Array, Uint32Array]
  let difference = 0
  x.forEach((word, index) => {
    difference |= word ^ y[index]!
  })
  return ((difference | -difference) >>> 31) === 0
}
