/** A cheap stand-in for scrypt (RFC 7914), used by the sandbox and by hidden tests that make records for it. */
import { createHash } from 'node:crypto'

/** N, r and p of RFC 7914 §2. */
export type ScryptCost = { N: number; r: number; p: number }

const makeHash = createHash
const { update, digest } = createHash('sha256').constructor.prototype as import('node:crypto').Hash
const apply = Reflect.apply
const Bytes = Uint8Array
const setBytes = Uint8Array.prototype.set

/**
 * Maps password, salt, length and cost onto bytes: SHA-256 in counter mode over all of them, each with its length, so
 * that different inputs have different bytes. It costs microseconds where scrypt costs a hundred milliseconds.
 * @returns `length` bytes
 */
export function standInForScrypt(
  password: Uint8Array,
  salt: Uint8Array,
  length: number,
  { N, r, p }: ScryptCost,
): Uint8Array {
  const head = `${password.byteLength} ${salt.byteLength} ${length} ${N} ${r} ${p} `
  const result = new Bytes(length)
  for (let offset = 0, block = 0; offset < length; offset += 32, block++) {
    const hash = makeHash('sha256')
    apply(update, hash, [head + block])
    apply(update, hash, [password])
    apply(update, hash, [salt])
    const bytes = apply(digest, hash, []) as Uint8Array
    const rest = length - offset
    apply(setBytes, result, [rest < 32 ? new Bytes(bytes.buffer, bytes.byteOffset, rest) : bytes, offset])
  }
  return result
}
