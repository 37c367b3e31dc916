// style: a generator narrows the keys down, one condition after the other
import * as crypto from 'node:crypto'
import { encode } from './base64url.ts'
import { JwtError } from './errors.ts'

const order: Record<string, string[]> = Object.assign(Object.create(null), {
  EC: ['crv', 'kty', 'x', 'y'],
  OKP: ['crv', 'kty', 'x'],
  RSA: ['e', 'kty', 'n'],
  oct: ['k', 'kty'],
})

export function thumbprint(jwk: any): string {
  const names = order[jwk.kty]
  if (names === undefined) throw new JwtError('bad-key', 'kty')
  const chosen = new Map<string, string>()
  for (const name of names) {
    if (typeof jwk[name] !== 'string') throw new JwtError('bad-key', name)
    chosen.set(name, jwk[name])
  }
  const json = JSON.stringify(Object.fromEntries(chosen))
  return encode(crypto.createHash('SHA256').update(json, 'utf8').digest())
}

function* conditions({ alg, kid }: any): Generator<(key: any) => boolean> {
  if (kid !== undefined) yield key => key.kid === kid
  yield key => key.use === undefined || key.use === 'sig'
  yield key => key.alg === undefined || key.alg === alg
  if (alg === 'RS256') yield key => key.kty === 'RSA'
  else if (alg === 'ES256') {
    yield key => key.kty === 'EC'
    yield key => key.crv === 'P-256'
  } else throw new JwtError('unsupported', `${alg}`)
}

export function keyFor(header: any, jwks: any): any {
  let keys: any[] = [...jwks.keys]
  for (const holds of conditions(header)) keys = keys.filter(holds)
  if (keys.length > 1) throw new JwtError('bad-key', 'ambiguous')
  const key = keys.pop()
  if (key === undefined) throw new JwtError('bad-key', 'unknown')
  return JSON.parse(JSON.stringify(key))
}
