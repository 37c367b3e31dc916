// style: reads 24 bits through a DataView of a padded copy
const codes = new TextEncoder().encode('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_')

export function encode(bytes: Uint8Array): string {
  const groups = Math.ceil(bytes.length / 3)
  const padded = new Uint8Array(groups * 3 + 1)
  padded.set(bytes)
  const view = new DataView(padded.buffer)
  const out = new Uint8Array(groups * 4)
  for (let group = 0; group < groups; group += 1) {
    const bits = view.getUint32(group * 3) >>> 8
    out.set([bits >>> 18, (bits >>> 12) & 63, (bits >>> 6) & 63, bits & 63].map(six => codes[six]!), group * 4)
  }
  return new TextDecoder().decode(out.subarray(0, Math.ceil((bytes.length * 4) / 3)))
}
