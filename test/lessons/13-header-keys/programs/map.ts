// file: jwt/keys.ts
import { JwtError } from './errors.ts'

export type TrustedKey = { kid: string; alg: string; secret?: Uint8Array; jwk?: object }

export function selectKey(header: Record<string, unknown>, trusted: readonly TrustedKey[]): TrustedKey {
  const byKid = new Map(trusted.map(key => [key.kid as unknown, key]))
  const key = byKid.get(header.kid)
  if (!key) throw new JwtError('bad-key', `no key ${header.kid}`)
  if (key.alg !== header.alg) throw new JwtError('unsupported', `${header.alg}`)
  return { ...key }
}
