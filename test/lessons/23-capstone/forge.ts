/** Tokens that an attacker makes, and honest ones. */
import { sign } from 'node:crypto'
import { createPrivateKey, createPublicKey } from 'node:crypto'
import {
  ecKeyPair,
  hmacSha256,
  type Learner,
  newRsaKeyPair,
  type RsaKeyPair,
  toBase64url,
  utf8,
} from '../../../src/grader/kit/index.ts'

type Header = Record<string, unknown>
type Claims = Record<string, unknown>

const segment = (value: unknown): string => toBase64url(utf8(JSON.stringify(value)))

/** A token signed with a private RSA key, whatever its header says. */
export function signed(
  header: Header,
  claims: Claims,
  { privateKey }: Pick<RsaKeyPair, 'privateKey'>,
): string {
  const input = `${segment(header)}.${segment(claims)}`
  const key = createPrivateKey({ key: privateKey as never, format: 'jwk' })
  return `${input}.${toBase64url(sign('sha256', utf8(input), key))}`
}

/** A key pair that is none of these. */
export const otherKeyPair = (learner: Learner, than: readonly RsaKeyPair[]): RsaKeyPair =>
  newRsaKeyPair(learner.random, new Set(than.map(({ publicKey }) => publicKey.n)))

function withHmac(header: Header, claims: Claims, secret: Uint8Array): string {
  const input = `${segment(header)}.${segment(claims)}`
  return `${input}.${toBase64url(hmacSha256(secret, utf8(input)))}`
}

/** Forged tokens, each with the reason why it must be refused. `good` is what the server itself would sign. */
export function forgedTokens(
  learner: Learner,
  about: {
    good: { header: Header; claims: Claims; token: string }
    signing: RsaKeyPair & { kid: string }
    client: RsaKeyPair & { kid: string }
    jwksText: string
    now: number
  },
): [because: string, token: string][] {
  const { good, signing, client, jwksText, now } = about
  const { header, claims } = good
  const admin = { ...claims, sub: 'bob' }
  const [h, p, s] = good.token.split('.') as [string, string, string]
  const own = otherKeyPair(learner, [signing, client])
  const pem = createPublicKey({ key: signing.publicKey as never, format: 'jwk' })
  const spki = pem.export({ format: 'pem', type: 'spki' }) as string
  const pkcs1 = pem.export({ format: 'pem', type: 'pkcs1' }) as string
  const modulus = String(signing.publicKey.n)
  const hs = { ...header, alg: 'HS256' }
  const ours = (changes: Claims, more: Header = {}): string =>
    signed({ ...header, ...more }, { ...claims, ...changes }, signing)
  const without = (name: string): string => {
    const { [name]: _, ...rest } = claims
    return signed(header, rest, signing)
  }
  return [
    ['its alg is none, without a signature', `${segment({ alg: 'none' })}.${segment(admin)}.`],
    ['its alg is None', `${segment({ ...header, alg: 'None' })}.${segment(admin)}.`],
    ['its alg is NONE, with the old signature', `${segment({ ...header, alg: 'NONE' })}.${p}.${s}`],
    ['its alg is nOnE', `${segment({ ...header, alg: 'nOnE' })}.${segment(admin)}.${s}`],
    ['it has no signature', `${h}.${p}.`],
    ['its claims were changed', `${h}.${segment(admin)}.${s}`],
    ['it is signed with HS256 and the public key in PEM form', withHmac(hs, admin, utf8(spki))],
    ['it is signed with HS256 and the public key in PEM form', withHmac(hs, admin, utf8(spki.trim()))],
    ['it is signed with HS256 and the public key in PKCS#1 form', withHmac(hs, admin, utf8(pkcs1))],
    ['it is signed with HS256 and the modulus', withHmac(hs, admin, utf8(modulus))],
    ['it is signed with HS256 and the text of the JWKS', withHmac(hs, admin, utf8(jwksText))],
    ['it is signed with HS256 and an empty key', withHmac(hs, admin, utf8(''))],
    ['it has its own key in the header, as jwk', signed({ ...header, jwk: own.publicKey }, admin, own)],
    [
      'it names its own key set, as jku',
      signed({ ...header, jku: 'https://evil.example/jwks.json' }, admin, own),
    ],
    ['its kid is a path', signed({ ...header, kid: '../../../../dev/null' }, admin, own)],
    ['its kid is a path, and its key is empty', withHmac({ ...hs, kid: '/dev/null' }, admin, utf8(''))],
    ['its kid is __proto__', signed({ ...header, kid: '__proto__' }, admin, own)],
    ['it is signed with another key, under the kid of ours', signed(header, admin, own)],
    ['it is signed with the key of a client', signed({ ...header, kid: client.kid }, admin, client)],
    ['it is signed with the key of a client, under the kid of ours', signed(header, admin, client)],
    ['its header has crit', ours({}, { crit: ['exp'], exp: 1 })],
    ['its header has b64', ours({}, { b64: false, crit: ['b64'] })],
    ['its alg is RS512, over the signature of RS256', ours({}, { alg: 'RS512' })],
    ['its alg is missing', ours({}, { alg: undefined })],
    ['its iss is another', ours({ iss: 'https://evil.example' })],
    ['its iss has a slash at the end', ours({ iss: `${String(claims.iss)}/` })],
    ['its iss is missing', without('iss')],
    ['its aud is another', ours({ aud: 'https://mail.example' })],
    ['its aud is the issuer', ours({ aud: claims.iss })],
    ['its aud is missing', without('aud')],
    ['its exp is missing', without('exp')],
    ['its exp is now', ours({ exp: now })],
    ['it expired a second ago', ours({ exp: now - 1 })],
    ['its exp is a string', ours({ exp: String(now + 900) })],
    ['its nbf is in the future', ours({ nbf: now + 60 })],
    ['it has four segments', `${good.token}.${s}`],
    ['it has two segments', `${h}.${p}`],
    ['its payload is an array', signed(header, [claims] as never, signing)],
    ['it has the signature of an EC key', `${h}.${p}.${ecSignature(learner, `${h}.${p}`)}`],
    ['a character of its signature is another', `${h}.${p}.${changed(s)}`],
  ]
}

function ecSignature(learner: Learner, input: string): string {
  const { privateKey } = ecKeyPair(learner.random)
  const key = createPrivateKey({ key: privateKey as never, format: 'jwk' })
  return toBase64url(sign('sha256', utf8(input), { key, dsaEncoding: 'ieee-p1363' }))
}

const changed = (text: string): string => `${text[0] === 'A' ? 'B' : 'A'}${text.slice(1)}`
