// style: optional param accumulator
const A = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
export function encode(bytes: Uint8Array, at = 0, out: string[] = []): string {
  for (let n = 0; n < 1000 && at < bytes.length; n++, at += 3) {
    const b = bytes.slice(at, at + 3)
    let s = ''
    let v = 0
    for (let i = 0; i < 3; i++) v = v * 256 + (b[i] || 0)
    for (let i = 0; i < b.length + 1; i++) s += A.charAt(Math.floor(v / 64 ** (3 - i)) % 64)
    out.push(s)
  }
  return at >= bytes.length ? out.join('') : encode(bytes, at, out)
}
