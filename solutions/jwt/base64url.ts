import { JwtError } from './errors.ts'

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

/**
 * Encodes bytes as base64url: the alphabet of RFC 4648 §5, without padding (RFC 7515 §2).
 *
 * Three bytes become four characters. One byte left over becomes two characters, two bytes become three.
 *
 * @param bytes any number of bytes, including none; they are not changed
 * @returns a string of A-Z, a-z, 0-9, `-` and `_` only
 */
export function encode(bytes: Uint8Array): string {
  let text = ''
  for (let start = 0; start < bytes.length; start += 3) {
    const group = bytes.subarray(start, start + 3)
    const [first = 0, second = 0, third = 0] = group
    const bits = (first << 16) | (second << 8) | third
    // n bytes need n + 1 characters.
    const length = group.length + 1
    for (let index = 0; index < length; index += 1) {
      text += ALPHABET.charAt((bits >> (18 - 6 * index)) & 63)
    }
  }
  return text
}

/**
 * Decodes base64url strictly: for the same bytes only one string is accepted, the one that `encode` returns
 * (RFC 4648 §3.3 and §3.5, RFC 7515 §2).
 *
 * @param text characters of the base64url alphabet; the empty string is no bytes
 * @returns a new array with the bytes
 * @throws JwtError 'malformed' on any other character (including `+`, `/`, `=`, spaces and line breaks), on
 *   a length that leaves a single character over, and when the unused bits of the last character are not zero
 */
export function decode(text: string): Uint8Array {
  if (text.length % 4 === 1) {
    throw new JwtError(
      'malformed',
      `${text.length} characters: no bytes give a base64url text of this length`,
    )
  }
  const bytes = new Uint8Array(Math.floor((text.length * 6) / 8))
  let length = 0
  let waiting = 0
  let waitingBits = 0
  for (const character of text) {
    waiting = (waiting << 6) | sixBitsOf(character)
    waitingBits += 6
    if (waitingBits >= 8) {
      waitingBits -= 8
      bytes[length] = waiting >> waitingBits
      length += 1
      // Keep only the bits that did not fit into the byte.
      waiting &= (1 << waitingBits) - 1
    }
  }
  if (waiting !== 0) throw new JwtError('malformed', 'the unused bits of the last character are not zero')
  return bytes
}

/** The six-bit value of a character of the alphabet. */
function sixBitsOf(character: string): number {
  const value = ALPHABET.indexOf(character)
  if (value === -1) {
    throw new JwtError('malformed', `${JSON.stringify(character)} is not a character of base64url`)
  }
  return value
}
