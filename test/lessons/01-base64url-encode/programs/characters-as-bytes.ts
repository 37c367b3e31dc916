// style: textdecoder output
const A = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
const TABLE = new TextEncoder().encode(A)
export function encode(bytes: Uint8Array): string {
  const out = new Uint8Array(Math.ceil(bytes.length * 4 / 3))
  let bits = 0, have = 0, at = 0
  for (const b of bytes) { bits = bits << 8 | b; have += 8; while (have >= 6) out[at++] = TABLE[bits >> (have -= 6) & 63]! ; bits &= 63 }
  if (have) out[at++] = TABLE[bits << (6 - have) & 63]!
  return new TextDecoder().decode(out)
}
