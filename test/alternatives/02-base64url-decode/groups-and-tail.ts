// style: whole groups, then the tail by itself
import { JwtError } from './errors.ts'

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

const fail = (why: string): never => {
  throw new JwtError('malformed', why)
}

export function decode(text: string): Uint8Array {
  const values = Array.from({ length: text.length }, (_, index) => ALPHABET.indexOf(text.charAt(index)))
  if (values.includes(-1)) fail('foreign character')
  const bytes: number[] = []
  const whole = values.length - (values.length % 4)
  for (let index = 0; index < whole; index += 4) {
    const [a = 0, b = 0, c = 0, d = 0] = values.slice(index, index + 4)
    bytes.push((a << 2) | (b >> 4), ((b & 15) << 4) | (c >> 2), ((c & 3) << 6) | d)
  }
  const [a = 0, b = 0, c = 0] = values.slice(whole)
  switch (values.length % 4) {
    case 1:
      return fail('a single character')
    case 2:
      if (b % 16 !== 0) fail('unused bits')
      bytes.push((a << 2) | (b >> 4))
      break
    case 3:
      if (c % 4 !== 0) fail('unused bits')
      bytes.push((a << 2) | (b >> 4), ((b & 15) << 4) | (c >> 2))
  }
  return new Uint8Array(bytes)
}
