// style: reads leniently, writes again with the own encode of lesson 01, and compares
import { JwtError } from './errors.ts'

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

export function encode(bytes: Uint8Array): string {
  let text = ''
  for (let start = 0; start < bytes.length; start += 3) {
    const group = bytes.subarray(start, start + 3)
    const [first = 0, second = 0, third = 0] = group
    const bits = (first << 16) | (second << 8) | third
    for (let index = 0; index <= group.length; index += 1) text += ALPHABET.charAt((bits >> (18 - 6 * index)) & 63)
  }
  return text
}

export function decode(text: string): Uint8Array {
  const bytes: number[] = []
  let waiting = 0
  let count = 0
  for (const character of text) {
    waiting = ((waiting << 6) | (ALPHABET.indexOf(character) & 63)) & 0xffff
    count += 6
    if (count >= 8) {
      count -= 8
      bytes.push((waiting >> count) & 255)
    }
  }
  const result = Uint8Array.from(bytes)
  if (encode(result) !== text) throw new JwtError('malformed', 'not the text that encode writes')
  return result
}
