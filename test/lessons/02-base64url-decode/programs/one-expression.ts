// style: one pattern for everything that is right, then one expression
import { JwtError } from './errors.ts'

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

const RIGHT = /^(?:[\w-]{4})*(?:[\w-][AQgw]|[\w-]{2}[AEIMQUYcgkosw048])?$/

export const decode = (text: string): Uint8Array => {
  if (!RIGHT.test(text)) throw new JwtError('malformed', 'not what an encoder writes')
  const sixes = [...text].map(character => ALPHABET.indexOf(character))
  return Uint8Array.from(
    { length: (sixes.length * 3) >> 2 },
    (_, index) =>
      (((sixes[((index * 4) / 3) | 0]! << 6) | sixes[(((index * 4) / 3) | 0) + 1]!) >> (4 - 2 * (index % 3))) & 255,
  )
}
