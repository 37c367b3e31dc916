// style: a string of zeros and ones, cut by a regular expression
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

export function encode(bytes: Uint8Array): string {
  const bits = Array.from(bytes, byte => byte.toString(2).padStart(8, '0')).join('')
  return (bits.match(/.{1,6}/g) ?? []).map(six => ALPHABET[Number.parseInt(six.padEnd(6, '0'), 2)]).join('')
}
