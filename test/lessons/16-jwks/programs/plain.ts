// style: one check a line, as most people write it; variants.ts edits it
import { createHash } from 'node:crypto'
import { encode } from './base64url.ts'
import { JwtError } from './errors.ts'

const MEMBERS: any = {
  RSA: ['e', 'kty', 'n'],
  EC: ['crv', 'kty', 'x', 'y'],
  OKP: ['crv', 'kty', 'x'],
  oct: ['k', 'kty'],
}

export function thumbprint(jwk: any): string {
  if (!Object.hasOwn(MEMBERS, jwk.kty)) throw new JwtError('bad-key', 'type')
  const key: any = {}
  for (const name of MEMBERS[jwk.kty]) {
    if (typeof jwk[name] !== 'string') throw new JwtError('bad-key', `no ${name}`)
    key[name] = jwk[name]
  }
  const text = JSON.stringify(key)
  return encode(createHash('sha256').update(text).digest())
}

export function keyFor(header: any, jwks: any): any {
  const found = jwks.keys.filter((key: any) => fits(header, key))
  if (found.length !== 1) throw new JwtError('bad-key', 'not exactly one key')
  return found[0]
}

function fits(header: any, key: any): boolean {
  if (header.kid !== undefined && key.kid !== header.kid) return false
  if (key.use !== undefined && key.use !== 'sig') return false
  if (key.alg !== undefined && key.alg !== header.alg) return false
  if (header.alg === 'RS256') return key.kty === 'RSA'
  if (header.alg === 'ES256') return key.kty === 'EC' && key.crv === 'P-256'
  if (header.alg === 'Ed25519' || header.alg === 'EdDSA') return key.kty === 'OKP' && key.crv === 'Ed25519'
  throw new JwtError('unsupported', 'no public keys for this algorithm')
}
