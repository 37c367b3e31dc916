// lesson: 01-base64url-encode
// verdict: failed
// diagnosis: argument-changed
// what: changes its argument, and hides it behind changed prototypes
const get = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(Uint8Array.prototype), 'length')?.get
const original = Uint8Array.prototype.set
Uint8Array.prototype.set = function (): void {}
Array.prototype.every = () => true
void get
void original
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
  if (bytes.length > 0) bytes[0] = (bytes[0] as number) ^ 1
  return text
}
