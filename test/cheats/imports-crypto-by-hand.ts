// lesson: 01-base64url-encode
// verdict: broken
// diagnosis: import
// what: node:crypto in a lesson by hand
import * as taken from 'node:crypto'
void taken

export function encode(bytes: Uint8Array): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
  let text = ''
  let bits = 0
  let count = 0
  for (let index = 0; index < bytes.length; index++) {
    bits = ((bits << 8) | (bytes[index] as number)) & 0xffff
    count += 8
    while (count >= 6) {
      count -= 6
      text += alphabet[(bits >> count) & 63]
    }
  }
  if (count > 0) text += alphabet[(bits << (6 - count)) & 63]
  return text
}
