// file: jwt/keys.ts
// style: a copy by its names, which has undefined where the key has nothing
import { JwtError } from './errors.ts'

export type TrustedKey = { kid: string; alg: string; secret?: Uint8Array; jwk?: object }

export function selectKey(header: Record<string, unknown>, trusted: readonly TrustedKey[]): any {
  for (const { kid, alg, secret, jwk } of trusted) {
    if (kid !== header.kid) continue
    if (alg !== header.alg) throw new JwtError('unsupported', `${kid} is for ${alg}`)
    return { kid, alg, secret, jwk }
  }
  throw new JwtError('bad-key', 'nobody trusts such a key')
}
