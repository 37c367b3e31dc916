// style: dataview with offset padded
const A = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
export function encode(bytes: Uint8Array): string {
  if (!(bytes instanceof Uint8Array)) throw new TypeError('bytes!')
  const padded = new Uint8Array(bytes.length + 4); padded.set(bytes)
  const view = new DataView(padded.buffer)
  let out = ''
  for (let bit = 0; bit < bytes.length * 8; bit += 6) out += A[(view.getUint16(bit >> 3) >> (10 - (bit & 7))) & 63]
  return out
}
