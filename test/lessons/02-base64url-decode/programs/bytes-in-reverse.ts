// diagnosis: decode-byte-order
// step: group
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
export function decode(text: string): Uint8Array {
  const bits = [...text].reduce((all, character) => (all << 6) | ALPHABET.indexOf(character), 0)
  return Uint8Array.of(bits & 255, (bits >> 8) & 255, bits >> 16)
}
