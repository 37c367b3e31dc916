// diagnosis: accepted
// step: alphabet
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

export function decode(text: string): Uint8Array {
  if ([...text].some(character => !ALPHABET.includes(character)) || text.length % 4 === 1) return wrong()
  const bits = Array.from(text, character => ALPHABET.indexOf(character).toString(2).padStart(6, '0')).join('')
  const bytes = bits.match(/.{8}/g) ?? []
  if (bits.slice(bytes.length * 8).includes('1')) return wrong()
  return Uint8Array.from(bytes, eight => Number.parseInt(eight, 2))
}

function wrong(): Uint8Array {
  return 'malformed' as unknown as Uint8Array
}
