// diagnosis: values-not-characters
// step: group
export function encode(bytes: Uint8Array): string {
  const [first = 0, second = 0, third = 0] = bytes
  const bits = (first << 16) | (second << 8) | third
  return [18, 12, 6, 0].map(shift => (bits >> shift) & 63).join('')
}
