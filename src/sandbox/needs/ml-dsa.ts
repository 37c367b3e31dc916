import { generateKeyPairSync } from 'node:crypto'
import type { Need } from '../need.ts'

/** ML-DSA (FIPS 204) with keys that can be written as a JWK (RFC 9964). */
export const need: Need = {
  what: 'ML-DSA signatures, which Node has since version 24',
  isMet() {
    try {
      const { publicKey } = generateKeyPairSync('ml-dsa-65' as never) as unknown as {
        publicKey: { export: (options: { format: 'jwk' }) => { kty?: string } }
      }
      return publicKey.export({ format: 'jwk' }).kty === 'AKP'
    } catch {
      return false
    }
  },
}
