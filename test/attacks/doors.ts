/** The functions of the solutions that take a token, each with what an attacker knows of it. */
import {
  createHmac,
  createPrivateKey,
  createPublicKey,
  type JsonWebKey,
  type KeyObject,
  randomUUID,
  sign,
} from 'node:crypto'
import { toBase64url, utf8 } from '../../src/grader/kit/bytes.ts'
import { ecKeyPair, okpKeyPair } from '../../src/grader/kit/curve-keys.ts'
import { rsaKeyPair } from '../../src/grader/kit/rsa-keys.ts'
import { verifyEd25519, verifyEs256 } from '../../solutions/jwt/es256.ts'
import { verifyHs256 } from '../../solutions/jwt/hs256.ts'
import { verify } from '../../solutions/jwt/index.ts'
import { keyFor } from '../../solutions/jwt/jwks.ts'
import { decodeJson } from '../../solutions/jwt/json.ts'
import { selectKey, type TrustedKey } from '../../solutions/jwt/keys.ts'
import { verifyRs256 } from '../../solutions/jwt/rs256.ts'
import { TokenEndpoint } from '../../solutions/server/client-assertion.ts'

export type Json = Record<string, unknown>
export type Alg = 'HS256' | 'RS256' | 'ES256' | 'Ed25519'
export type Key = { kid: string; publicKey: JsonWebKey; privateKey: JsonWebKey }

export const NOW = 1_750_000_000
export const ISSUER = 'https://login.example'
export const CLIENT = 'report-service'

export const SECRET = utf8('a secret of the service, with 32 bytes and more')
export const issuerKeys = {
  RS256: { kid: 'rsa-1', ...rsaKeyPair(() => 0.1) },
  ES256: { kid: 'ec-1', ...ecKeyPair(() => 0.2) },
  Ed25519: { kid: 'ed-1', ...okpKeyPair(() => 0.3) },
} satisfies Record<string, Key>
/** The same kinds of keys, and the same names: an attacker may call a key as they like. */
export const attackerKeys = {
  RS256: { kid: 'rsa-1', ...rsaKeyPair(() => 0.7) },
  ES256: { kid: 'ec-1', ...ecKeyPair(() => 0.8) },
  Ed25519: { kid: 'ed-1', ...okpKeyPair(() => 0.9) },
} satisfies Record<string, Key>

/** Something that takes a token and returns when it accepts it. */
export type Door = {
  name: string
  alg: Alg
  /** The name of the key that verifies, as the header of an honest token has it. */
  kid: string
  /** The public key that the service publishes; beside an HMAC secret it is the one of another algorithm. */
  publicKey: KeyObject
  take: (token: string) => unknown
}

export const segment = (part: unknown): string =>
  toBase64url(utf8(typeof part === 'string' ? part : JSON.stringify(part)))

/** Claims that every door accepts, with a jti of their own. */
export const goodClaims = (changes: Json = {}): Json => ({
  iss: CLIENT,
  sub: CLIENT,
  aud: ISSUER,
  iat: NOW,
  exp: NOW + 120,
  jti: randomUUID(),
  ...changes,
})

/** A token with an HMAC; a part that is a string is taken as JSON as it is. */
export function macToken(header: unknown, claims: unknown, secret: Uint8Array | string): string {
  const input = `${segment(header)}.${segment(claims)}`
  return `${input}.${createHmac('sha256', secret).update(input).digest('base64url')}`
}

/** A token with a signature of this private key, whatever the header says. */
export function signedToken(header: unknown, claims: unknown, privateKey: JsonWebKey): string {
  const input = `${segment(header)}.${segment(claims)}`
  const key = createPrivateKey({ key: privateKey, format: 'jwk' })
  const hash = privateKey.kty === 'OKP' ? null : 'sha256'
  return `${input}.${toBase64url(sign(hash, utf8(input), { key, dsaEncoding: 'ieee-p1363' }))}`
}

/** A token that the service, or at the token endpoint the client, made itself. */
export function honestToken({ alg, kid }: Door, claims: unknown, header: Json = {}): string {
  const whole = { alg, typ: 'JWT', kid, ...header }
  return alg === 'HS256'
    ? macToken(whole, claims, SECRET)
    : signedToken(whole, claims, issuerKeys[alg].privateKey)
}

const publicKeyOf = (jwk: JsonWebKey): KeyObject => createPublicKey({ key: jwk, format: 'jwk' })

const trusted: readonly TrustedKey[] = [
  { kid: 'hmac-1', alg: 'HS256', secret: SECRET },
  { kid: 'rsa-1', alg: 'RS256', jwk: issuerKeys.RS256.publicKey },
  { kid: 'ec-1', alg: 'ES256', jwk: issuerKeys.ES256.publicKey },
]
const jwks = { keys: Object.values(issuerKeys).map(({ kid, publicKey }) => ({ ...publicKey, kid })) }
const headerOf = (token: string): Json => decodeJson(token.split('.')[0] as string)

/** As lesson 13 puts it: the header names a key, and the key says how it is used. */
function throughSelectKey(token: string): unknown {
  const { alg, secret, jwk } = selectKey(headerOf(token), trusted)
  if (alg === 'HS256') return verifyHs256(token, secret as Uint8Array)
  return (alg === 'RS256' ? verifyRs256 : verifyEs256)(token, jwk as JsonWebKey)
}

/** As lesson 16 puts it: the type of the key says which function verifies. */
function throughKeyFor(token: string): unknown {
  const key = keyFor(headerOf(token), jwks)
  const verifiers = { RSA: verifyRs256, EC: verifyEs256, OKP: verifyEd25519 }
  return verifiers[key.kty as keyof typeof verifiers](token, key)
}

export const ENDPOINT_OPTIONS = {
  issuer: ISSUER,
  audience: 'https://api.example',
  signingKey: { ...rsaKeyPair(() => 0.5).privateKey, kid: 'server-1' },
  clients: {
    [CLIENT]: { keys: [{ ...issuerKeys.RS256.publicKey, kid: 'rsa-1' }] },
    // The attacker may be a client, too.
    mallory: { keys: [{ ...attackerKeys.RS256.publicKey, kid: 'rsa-1' }] },
  },
}

/** The parameters of a request with this assertion. */
export const formOf = (client_assertion: string): Record<string, string> => ({
  grant_type: 'client_credentials',
  client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
  client_assertion,
})

const endpoint = new TokenEndpoint(ENDPOINT_OPTIONS)
const expected = { now: NOW, issuer: CLIENT, audience: ISSUER }
const [rsa, ec, ed] = Object.values(issuerKeys).map(({ publicKey }) => publicKeyOf(publicKey)) as [
  KeyObject,
  KeyObject,
  KeyObject,
]

export const doors: readonly Door[] = [
  door('verifyHs256', 'HS256', 'hmac-1', rsa, token => verifyHs256(token, SECRET)),
  door('verify', 'HS256', 'hmac-1', rsa, token => verify(token, SECRET, expected)),
  door('selectKey, for HS256', 'HS256', 'hmac-1', rsa, throughSelectKey),
  door('selectKey, for RS256', 'RS256', 'rsa-1', rsa, throughSelectKey),
  door('selectKey, for ES256', 'ES256', 'ec-1', ec, throughSelectKey),
  door('verifyRs256', 'RS256', 'rsa-1', rsa, token => verifyRs256(token, issuerKeys.RS256.publicKey)),
  door('verifyEs256', 'ES256', 'ec-1', ec, token => verifyEs256(token, issuerKeys.ES256.publicKey)),
  door('verifyEd25519', 'Ed25519', 'ed-1', ed, token => verifyEd25519(token, issuerKeys.Ed25519.publicKey)),
  door('keyFor, for RS256', 'RS256', 'rsa-1', rsa, throughKeyFor),
  door('keyFor, for ES256', 'ES256', 'ec-1', ec, throughKeyFor),
  door('keyFor, for Ed25519', 'Ed25519', 'ed-1', ed, throughKeyFor),
  door('the token endpoint', 'RS256', 'rsa-1', rsa, token => endpoint.exchange(formOf(token), NOW)),
]

function door(name: string, alg: Alg, kid: string, publicKey: KeyObject, take: Door['take']): Door {
  return { name, alg, kid, publicKey, take }
}
