// style: recursion that divides the input
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

export function encode(bytes: Uint8Array): string {
  if (bytes.length > 3) {
    const middle = Math.ceil(bytes.length / 6) * 3
    return encode(bytes.subarray(0, middle)) + encode(bytes.subarray(middle))
  }
  const [first = 0, second = 0, third = 0] = bytes
  const sixes = [first >> 2, ((first & 3) << 4) | (second >> 4), ((second & 15) << 2) | (third >> 6), third & 63]
  return sixes
    .slice(0, bytes.length && bytes.length + 1)
    .map(six => ALPHABET.charAt(six))
    .join('')
}
