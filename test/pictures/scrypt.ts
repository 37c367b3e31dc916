/** The stand-in that the sandbox has for scrypt, with the parameters of node:crypto: a real one takes minutes here. */
import { standInForScrypt } from '../../src/sandbox/scrypt-stand-in.ts'

const bytesOf = (value: string | Uint8Array) => (typeof value === 'string' ? Buffer.from(value) : value)

export function scryptForTests(
  password: string | Uint8Array,
  salt: string | Uint8Array,
  length: number,
  cost: { N: number; r: number; p: number },
  done: (error: null, key: Buffer) => void,
): void {
  const key = standInForScrypt(bytesOf(password), bytesOf(salt), length, cost)
  queueMicrotask(() => done(null, Buffer.from(key)))
}
