// style: Node reads the keys and writes their canonical members; ES384 and more are answered too
import { createHash, createPublicKey, type KeyObject } from 'node:crypto'
import { encode } from './base64url.ts'
import { JwtError } from './errors.ts'

type Jwk = Record<string, any>

export function thumbprint(jwk: Jwk): string {
  const names = { RSA: 'e kty n', EC: 'crv kty x y', OKP: 'crv kty x', oct: 'k kty' }
  const list = Object.entries(names).find(([kty]) => kty === jwk.kty)?.[1].split(' ')
  if (!list?.every(name => typeof jwk[name] === 'string')) throw new JwtError('bad-key', 'type or member')
  return encode(createHash('sha256').update(JSON.stringify(jwk, list)).digest())
}

function read(jwk: Jwk): KeyObject | null {
  try {
    return createPublicKey({ key: jwk, format: 'jwk' })
  } catch {
    return null
  }
}

const kinds: Record<string, string> = { RS256: 'rsa', RS384: 'rsa', ES256: 'prime256v1', ES384: 'secp384r1', Ed25519: 'ed25519' }

export function keyFor(header: Jwk, jwks: { keys: Jwk[] }): Jwk {
  const kind = typeof header.alg === 'string' && Object.hasOwn(kinds, header.alg) ? kinds[header.alg] : null
  if (kind === null) throw new JwtError('unsupported', 'alg')
  const found: Jwk[] = []
  for (const jwk of jwks.keys) {
    const key = read(jwk)
    const is = key?.asymmetricKeyDetails?.namedCurve ?? key?.asymmetricKeyType
    if (is !== kind) continue
    if ('use' in jwk && jwk.use !== 'sig') continue
    if ('alg' in jwk && jwk.alg !== header.alg) continue
    if ('kid' in header && jwk.kid !== header.kid) continue
    found.push(jwk)
  }
  if (found.length === 0) throw new JwtError('bad-key', 'no key fits')
  if (found.length > 1) throw new JwtError('bad-key', 'more than one key fits')
  return found[0] as Jwk
}
