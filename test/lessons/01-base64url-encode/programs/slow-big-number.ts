// style: one BigInt, shifted for each byte and each character
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

export function encode(bytes: Uint8Array): string {
  let number = 0n
  for (const byte of bytes) number = (number << 8n) | BigInt(byte)
  const length = Math.ceil((bytes.length * 8) / 6)
  number <<= BigInt(length * 6 - bytes.length * 8)
  const characters: string[] = []
  for (let index = 0; index < length; index += 1) {
    characters.push(ALPHABET.charAt(Number(number & 63n)))
    number >>= 6n
  }
  return characters.reverse().join('')
}
