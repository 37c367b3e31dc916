// file: jwt/keys.ts
import { JwtError } from './errors.ts'

export type TrustedKey = { kid: string; alg: string; secret?: Uint8Array; jwk?: object }

export function selectKey(header: Record<string, unknown>, trusted: readonly TrustedKey[]): TrustedKey {
  const keys: Record<string, TrustedKey> = Object.create(null)
  for (const key of trusted) keys[key.kid] = key
  const { kid, alg } = header
  if (typeof kid !== 'string') throw new JwtError('bad-key', 'a kid is a string')
  const key = keys[kid]
  if (key === undefined) throw new JwtError('bad-key', 'unknown')
  if (typeof alg !== 'string' || alg !== key.alg) throw new JwtError('unsupported', 'algorithm')
  return structuredClone(key)
}
