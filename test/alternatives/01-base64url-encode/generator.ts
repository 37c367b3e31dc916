// style: a generator of six-bit values, arithmetic in place of bit operators
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

function* sixes(bytes: Iterable<number>): Generator<number> {
  let rest = 0
  let divisor = 4
  for (const byte of bytes) {
    yield rest * (256 / divisor) + Math.floor(byte / divisor)
    rest = byte % divisor
    divisor *= 4
    if (divisor > 64) {
      yield rest
      rest = 0
      divisor = 4
    }
  }
  if (divisor > 4) yield rest * (256 / divisor)
}

export function encode(bytes: Uint8Array): string {
  return [...sixes(bytes)].map(six => ALPHABET.charAt(six)).join('')
}
