// style: fromcharcode spread
const A = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
export const encode = (bytes: Uint8Array): string => {
  const codes: number[] = []
  bytes.forEach((b, i) => {
    const p = bytes[i - 1] ?? 0
    if (i % 3 === 0) codes.push(b >> 2)
    if (i % 3 === 1) codes.push(((p & 3) << 4) | (b >> 4))
    if (i % 3 === 2) codes.push(((p & 15) << 2) | (b >> 6), b & 63)
  })
  const last = bytes[bytes.length - 1] ?? 0
  if (bytes.length % 3 === 1) codes.push((last & 3) << 4)
  if (bytes.length % 3 === 2) codes.push((last & 15) << 2)
  return String.fromCharCode(...codes.map(c => A.charCodeAt(c)))
}
export default encode
