// style: BigInt for decoding and for the comparison, recursion for the segments
import { createHmac } from 'node:crypto'
import { JwtError } from './errors.ts'

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

function segmentsOf(text: string, found: string[] = []): string[] {
  const at = text.indexOf('.')
  return at < 0 || found.length > 3 ? [...found, text] : segmentsOf(text.slice(at + 1), [...found, text.slice(0, at)])
}

function bytesOf(text: string): Uint8Array {
  const bytes: number[] = []
  for (let at = 0; at < text.length; at += 4) {
    const group = text.slice(at, at + 4)
    if (group.length === 1) throw new JwtError('malformed', 'length')
    const number = [...group.padEnd(4, 'A')].reduce((sum, letter) => {
      const value = ALPHABET.indexOf(letter)
      if (value < 0) throw new JwtError('malformed', 'alphabet')
      return sum * 64n + BigInt(value)
    }, 0n)
    const count = group.length - 1
    if (number % 256n ** BigInt(3 - count) !== 0n) throw new JwtError('malformed', 'spare bits')
    for (let index = 0; index < count; index++) bytes.push(Number((number >> BigInt(16 - 8 * index)) & 255n))
  }
  return new Uint8Array(bytes)
}

function objectOf(text: string): Record<string, unknown> {
  let value: unknown
  const bytes = bytesOf(text)
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    throw new JwtError('malformed', 'JSON')
  }
  if (!value || Array.isArray(value) || typeof value !== 'object') throw new JwtError('malformed', 'object')
  return value as Record<string, unknown>
}

const number = (bytes: Uint8Array): bigint => BigInt(`0x01${Buffer.from(bytes).toString('hex')}`)

export function verifyHs256(token: string, secret: Uint8Array) {
  const segments = segmentsOf(token)
  if (segments.length !== 3) throw new JwtError('malformed', 'segments')
  const header = objectOf(segments[0]!)
  if (header.alg !== 'HS256') throw new JwtError('unsupported', 'alg')
  if ('crit' in header || 'b64' in header) throw new JwtError('unsupported', 'extension')
  if (secret.length < 32) throw new JwtError('bad-key', 'short')
  const right = createHmac('sha256', secret).update(segments.slice(0, 2).join('.')).digest()
  if ((number(bytesOf(segments[2]!)) ^ number(right)) !== 0n) throw new JwtError('bad-signature', 'wrong')
  const payload = objectOf(segments[1]!)
  return { header, payload }
}
