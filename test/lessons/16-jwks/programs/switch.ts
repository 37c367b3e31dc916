// style: a switch that writes the JSON by hand, find, no Ed25519, a token without kid is always refused
import { hash } from 'node:crypto'
import { encode } from './base64url.ts'
import { JwtError } from './errors.ts'

const member = (jwk: any, name: string): string => {
  const value: unknown = jwk?.[name]
  if (typeof value !== 'string') throw new JwtError('bad-key', `${name} is missing`)
  return JSON.stringify(value)
}

function canonical(jwk: any): string {
  const m = (name: string): string => member(jwk, name)
  switch (jwk?.kty) {
    case 'RSA':
      return `{"e":${m('e')},"kty":"RSA","n":${m('n')}}`
    case 'EC':
      return `{"crv":${m('crv')},"kty":"EC","x":${m('x')},"y":${m('y')}}`
    case 'OKP':
      return `{"crv":${m('crv')},"kty":"OKP","x":${m('x')}}`
    case 'oct':
      return `{"k":${m('k')},"kty":"oct"}`
    default:
      throw new JwtError('bad-key', `unknown type ${String(jwk?.kty)}`)
  }
}

export const thumbprint = (jwk: any): string => encode(hash('sha256', canonical(jwk), 'buffer'))

export function keyFor(header: any, jwks: any): any {
  const { alg, kid } = header
  if (alg !== 'RS256' && alg !== 'ES256') throw new JwtError('unsupported', String(alg))
  if (typeof kid !== 'string') throw new JwtError('bad-key', 'the token names no key')
  const key = jwks.keys.find(
    (each: any) =>
      each.kid === kid &&
      [undefined, 'sig'].includes(each.use) &&
      [undefined, alg].includes(each.alg) &&
      (alg === 'RS256' ? each.kty === 'RSA' : each.kty === 'EC' && each.crv === 'P-256'),
  )
  if (!key) throw new JwtError('bad-key', 'no such key')
  return structuredClone(key)
}
