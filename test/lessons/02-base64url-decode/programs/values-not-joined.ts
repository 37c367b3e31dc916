// diagnosis: values-not-joined
// step: group
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

export function decode(text: string): Uint8Array {
  return Uint8Array.from(text, character => ALPHABET.indexOf(character))
}
