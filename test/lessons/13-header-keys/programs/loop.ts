// file: jwt/keys.ts
import { JwtError } from './errors.ts'

export type TrustedKey = { kid: string; alg: string; secret?: Uint8Array; jwk?: object }

export function selectKey(header: Record<string, unknown>, trusted: readonly TrustedKey[]): TrustedKey {
  // A header that brings a key along is refused.
  for (const name of ['jwk', 'jku', 'x5c', 'x5u'])
    if (Object.hasOwn(header, name)) throw new JwtError('bad-key', `${name} in the header`)
  for (const key of trusted) {
    if (key.kid !== header.kid) continue
    if (key.alg === header.alg) return key
    throw new JwtError('unsupported', 'another algorithm')
  }
  throw new JwtError('bad-key', 'no such key')
}
