// file: jwt/keys.ts
import { JwtError } from './errors.ts'

export type TrustedKey = { kid: string; alg: string; secret?: Uint8Array; jwk?: object }

export function selectKey(header: Record<string, unknown>, trusted: readonly TrustedKey[]): TrustedKey {
  const key = trusted.find(candidate => candidate.kid === header.kid)
  if (key === undefined) throw new JwtError('bad-key', 'unknown kid')
  if (header.alg !== key.alg) throw new JwtError('unsupported', 'not for this key')
  return key
}
