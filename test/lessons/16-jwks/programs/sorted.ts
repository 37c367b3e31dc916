// style: the members are picked, sorted and written; a map from kid to keys is built for each call
import { createHash } from 'node:crypto'
import { encode } from './base64url.ts'
import { JwtError } from './errors.ts'

const REQUIRED = new Map([
  ['EC', new Set(['kty', 'crv', 'x', 'y'])],
  ['RSA', new Set(['kty', 'n', 'e'])],
  ['oct', new Set(['kty', 'k'])],
  ['OKP', new Set(['kty', 'crv', 'x'])],
])

export function thumbprint(jwk: Record<string, unknown>): string {
  const required = REQUIRED.get(jwk.kty as string) ?? new Set()
  const pairs = Object.entries(jwk)
    .filter(([name, value]) => required.has(name) && typeof value === 'string')
    .sort(([one], [other]) => (one < other ? -1 : 1))
  if (required.size === 0 || pairs.length < required.size) throw new JwtError('bad-key', 'members are missing')
  const text = `{${pairs.map(pair => pair.map(part => JSON.stringify(part)).join(':')).join(',')}}`
  return encode(createHash('sha256').update(new TextEncoder().encode(text)).digest())
}

const NEEDS = new Map<unknown, (key: any) => boolean>([
  ['RS256', key => key.kty === 'RSA'],
  ['ES256', key => key.kty === 'EC' && key.crv === 'P-256'],
  ['EdDSA', key => key.kty === 'OKP' && key.crv === 'Ed25519'],
  ['Ed25519', key => key.kty === 'OKP' && key.crv === 'Ed25519'],
])

export function keyFor(header: Record<string, unknown>, jwks: { keys: any[] }): any {
  const isRight = NEEDS.get(header.alg)
  if (isRight === undefined) throw new JwtError('bad-key', 'no key does that')
  const byKid = new Map<unknown, any[]>()
  for (const key of jwks.keys) {
    const usable = isRight(key) && (key.use ?? 'sig') === 'sig' && (key.alg ?? header.alg) === header.alg
    if (usable) byKid.set(key.kid, [...(byKid.get(key.kid) ?? []), key])
  }
  const candidates = 'kid' in header ? (byKid.get(header.kid) ?? []) : [...byKid.values()].flat()
  const [key, another] = candidates
  if (key === undefined || another !== undefined) throw new JwtError('bad-key', 'none, or several')
  return { ...key }
}
