// diagnosis: wrong-type
// step: group
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
export function decode(text: string): ArrayBuffer {
  const numbers: number[] = []
  for (let start = 0; start < text.length; start += 4) {
    const [first = 0, second = 0, third = 0, fourth = 0] = Array.from(text.slice(start, start + 4), character =>
      ALPHABET.indexOf(character),
    )
    const bits = (first << 18) | (second << 12) | (third << 6) | fourth
    numbers.push(bits >> 16, (bits >> 8) & 255, bits & 255)
  }
  return Uint8Array.from(numbers).buffer
}
