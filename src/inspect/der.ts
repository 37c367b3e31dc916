/** ECDSA signatures: r and s side by side (RFC 7518 §3.4), or as ASN.1 DER, which most programs outside JOSE use. */

/** Bytes of r and of s for each algorithm. */
const SIZE: Record<string, number> = { ES256: 32, ES256K: 32, ES384: 48, ES512: 66 }

/** Orders of the curves: r and s are from 1 to order - 1 (FIPS 186-5 §6.4.2). */
const ORDER: Record<string, bigint> = {
  ES256: 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n,
  ES256K: 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n,
  ES384: 0xffffffffffffffffffffffffffffffffffffffffffffffffc7634d81f4372ddf581a0db248b0a77aecec196accc52973n,
  ES512:
    0x01fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffa51868783bf2f966b7fcc0148f709a5d03bb5c9b8899c47aebb6fb71e91386409n,
}

/** Bytes of r or s, or null for an algorithm that is not ECDSA. */
export function scalarSize(alg: string): number | null {
  return Object.hasOwn(SIZE, alg) ? (SIZE[alg] ?? null) : null
}

/** The signature as r and s side by side when the bytes are exactly one DER sequence of two integers, else null. */
export function fromDer(bytes: Uint8Array, alg: string): Uint8Array | null {
  const size = scalarSize(alg)
  if (size === null || bytes[0] !== 0x30) return null
  const long = bytes[1] === 0x81
  const length = long ? bytes[2] : bytes[1]
  let at = long ? 3 : 2
  if (length === undefined || at + length !== bytes.length) return null
  const joined = new Uint8Array(2 * size)
  for (const end of [size, 2 * size]) {
    const count = bytes[at + 1]
    if (bytes[at] !== 0x02 || count === undefined || at + 2 + count > bytes.length) return null
    let value = bytes.subarray(at + 2, at + 2 + count)
    while (value.length > 0 && value[0] === 0) value = value.subarray(1)
    if (value.length > size) return null
    joined.set(value, end - value.length)
    at += 2 + count
  }
  return at === bytes.length ? joined : null
}

/** So many zeros that were left out are looked for. */
const MOST_ZEROS = 2

/** A signature that is a little too short, with zeros in front of r, of s or of both: each way that gives the right length. */
export function withZeros(bytes: Uint8Array, alg: string): Uint8Array[] {
  const size = scalarSize(alg)
  if (size === null) return []
  const missing = 2 * size - bytes.length
  if (missing < 1 || missing > MOST_ZEROS) return []
  return Array.from({ length: missing + 1 }, (_, before) => {
    const whole = new Uint8Array(2 * size)
    whole.set(bytes.subarray(0, size - before), before)
    whole.set(bytes.subarray(size - before), size + missing - before)
    return whole
  })
}

/** Which of r and s no signature can have: `zero` or `too large`; empty when both are in range. */
export function scalarsOutOfRange(
  signature: Uint8Array,
  alg: string,
): { name: 'r' | 's'; why: 'zero' | 'too large' }[] {
  const size = scalarSize(alg)
  const order = Object.hasOwn(ORDER, alg) ? ORDER[alg] : undefined
  if (size === null || order === undefined || signature.length !== 2 * size) return []
  const found: { name: 'r' | 's'; why: 'zero' | 'too large' }[] = []
  for (const [index, name] of (['r', 's'] as const).entries()) {
    const value = BigInt(
      `0x${Buffer.from(signature.subarray(index * size, (index + 1) * size)).toString('hex')}`,
    )
    if (value === 0n) found.push({ name, why: 'zero' })
    else if (value >= order) found.push({ name, why: 'too large' })
  }
  return found
}
