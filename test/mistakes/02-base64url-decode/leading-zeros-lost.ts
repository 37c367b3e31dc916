// diagnosis: zeros-lost
// step: group
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

export function decode(text: string): Uint8Array {
  let number = 0n
  for (const character of text) number = (number << 6n) | BigInt(ALPHABET.indexOf(character))
  number >>= BigInt((text.length * 6) % 8)
  const bytes: number[] = []
  for (; number > 0n; number >>= 8n) bytes.unshift(Number(number & 255n))
  return Uint8Array.from(bytes)
}
