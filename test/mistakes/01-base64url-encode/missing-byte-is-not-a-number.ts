// diagnosis: undefined-in-text
// step: tails
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

export function encode(bytes: Uint8Array): string {
  let text = ''
  for (let start = 0; start < bytes.length; start += 3) {
    const bits = bytes.at(start)! * 65536 + bytes.at(start + 1)! * 256 + bytes.at(start + 2)!
    for (const divisor of [262144, 4096, 64, 1].slice(0, Math.min(3, bytes.length - start) + 1)) {
      text += ALPHABET[Math.floor(bits / divisor) % 64]
    }
  }
  return text
}
