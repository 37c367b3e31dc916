// style: a buffer that grows with each byte, and a frozen error
import { JwtError } from './errors.ts'
const A = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
export const encode = (b: Uint8Array) => {
  let bits = ''
  for (const x of b) bits += x.toString(2).padStart(8, '0')
  return (bits.match(/.{1,6}/g) ?? []).map(s => A[parseInt(s.padEnd(6, '0'), 2)]).join('')
}
export const decode = (text: string) => {
  if (!/^(?:[A-Za-z0-9_-]{4})*(?:[A-Za-z0-9_-][AQgw]|[A-Za-z0-9_-]{2}[AEIMQUYcgkosw048])?$/.test(text) || text.endsWith('\n'))
    throw Object.freeze(new JwtError('malformed', 'no base64url'))
  const buffer = new ArrayBuffer(0, { maxByteLength: text.length })
  const bytes = new Uint8Array(buffer)
  let acc = 0, n = 0
  for (const ch of text) {
    acc = ((acc << 6) | A.indexOf(ch)) & 0xfff
    n += 6
    if (n >= 8) {
      buffer.resize(buffer.byteLength + 1)
      bytes[bytes.length - 1] = acc >> (n -= 8)
    }
  }
  return bytes
}
