// diagnosis: answer-remembered
// step: rotation
import { createHash } from 'node:crypto'
import { encode } from './base64url.ts'
import { JwtError } from './errors.ts'

const MEMBERS = new Map([
  ['RSA', ['e', 'kty', 'n']],
  ['EC', ['crv', 'kty', 'x', 'y']],
  ['OKP', ['crv', 'kty', 'x']],
  ['oct', ['k', 'kty']],
])

export function thumbprint(jwk: any): string {
  const names = MEMBERS.get(jwk.kty)
  if (!names?.every(name => typeof jwk[name] === 'string')) throw new JwtError('bad-key', 'members')
  return encode(createHash('sha256').update(JSON.stringify(jwk, names)).digest())
}

/** Keys of all issuers, by kid and algorithm. */
const cache = new Map<string, any>()

export function keyFor(header: any, jwks: any): any {
  const name = `${header.alg} ${header.kid}`
  const fits = (key: any): boolean =>
    (header.kid === undefined || key.kid === header.kid) &&
    (key.use === undefined || key.use === 'sig') &&
    (key.alg === undefined || key.alg === header.alg) &&
    (header.alg === 'RS256' ? key.kty === 'RSA' : key.kty === 'EC' && key.crv === 'P-256')
  if (header.alg !== 'RS256' && header.alg !== 'ES256') throw new JwtError('unsupported', 'alg')
  const found = jwks.keys.filter(fits)
  // A key that was taken out of the set is still good for a while.
  const kept = header.kid === undefined ? undefined : cache.get(name)
  if (found.length === 0 && kept !== undefined) return kept
  if (found.length !== 1) throw new JwtError('bad-key', 'not one')
  if (header.kid !== undefined) cache.set(name, found[0])
  return found[0]
}
