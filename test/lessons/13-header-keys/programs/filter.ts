// file: jwt/keys.ts
import { JwtError } from './errors.ts'

export type TrustedKey = { kid: string; alg: string; secret?: Uint8Array; jwk?: object }

export const selectKey = (header: Record<string, unknown>, trusted: readonly TrustedKey[]): TrustedKey => {
  const named = trusted.filter(({ kid }) => Object.is(kid, header.kid))
  if (named.length === 0) throw new JwtError('bad-key', 'unknown kid')
  const [key] = named.filter(({ alg }) => Object.is(alg, header.alg))
  if (!key) throw new JwtError('unsupported', 'wrong algorithm')
  return key
}
