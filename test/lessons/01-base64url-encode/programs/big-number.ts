// style: the whole input as one BigInt
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

export function encode(bytes: Uint8Array): string {
  if (bytes.length === 0) return ''
  const hex = Array.from(bytes, byte => byte.toString(16).padStart(2, '0')).join('')
  const length = Math.ceil((bytes.length * 8) / 6)
  // Octal digits are three bits each, so two of them are one character.
  const number = BigInt(`0x${hex}`) << BigInt(length * 6 - bytes.length * 8)
  const octal = number.toString(8).padStart(length * 2, '0')
  let text = ''
  for (let index = 0; index < length; index += 1) {
    text += ALPHABET[Number.parseInt(octal.slice(index * 2, index * 2 + 2), 8)]
  }
  return text
}
