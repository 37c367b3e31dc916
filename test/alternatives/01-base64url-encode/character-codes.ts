// style: computes the character from its value, without any table
function characterOf(value: number): string {
  if (value < 26) return String.fromCharCode(65 + value)
  if (value < 52) return String.fromCharCode(97 + value - 26)
  if (value < 62) return String.fromCharCode(48 + value - 52)
  return value === 62 ? '-' : '_'
}

/** Six bits, beginning at any bit. */
function sixBitsAt(bytes: Uint8Array, bit: number): number {
  let value = 0
  for (let index = bit; index < bit + 6; index++) {
    const byte = index >> 3 < bytes.length ? (bytes[index >> 3] as number) : 0
    value = value * 2 + ((byte >> (7 - (index % 8))) & 1)
  }
  return value
}

export function encode(bytes: Uint8Array): string {
  let text = ''
  for (let bit = 0; bit < bytes.length * 8; bit += 6) text += characterOf(sixBitsAt(bytes, bit))
  return text
}
