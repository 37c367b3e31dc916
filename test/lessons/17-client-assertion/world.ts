/** A server, its clients and their assertions, from the seed of the run. */
import {
  createHmac,
  createPrivateKey,
  createPublicKey,
  type JsonWebKey,
  type KeyObject,
  sign,
  verify,
} from 'node:crypto'
import {
  fromBase64url,
  type Learner,
  newRsaKeyPair,
  toBase64url,
  utf8,
} from '../../../src/grader/kit/index.ts'

export type Jwk = JsonWebKey & { kid: string }
export type Claims = Record<string, unknown>
export type Form = Record<string, string>

export const ASSERTION_TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'
export const ISSUER = 'https://login.example'
export const AUDIENCE = 'https://api.example'
export const TYP = 'client-authentication+jwt'

const privateKeys = new Map<string, KeyObject>()
const publicKeys = new Map<string, KeyObject>()
function keyOf(jwk: JsonWebKey, known: Map<string, KeyObject>, make: () => KeyObject): KeyObject {
  const name = `${jwk.kty}${jwk.crv}${jwk.n}${jwk.x}`
  const key = known.get(name) ?? make()
  known.set(name, key)
  return key
}
const privateOf = (jwk: JsonWebKey): KeyObject =>
  keyOf(jwk, privateKeys, () => createPrivateKey({ key: jwk, format: 'jwk' }))
const publicOf = (jwk: JsonWebKey): KeyObject =>
  keyOf(jwk, publicKeys, () => createPublicKey({ key: jwk, format: 'jwk' }))

const segment = (part: unknown): string =>
  toBase64url(utf8(typeof part === 'string' ? part : JSON.stringify(part)))

/** A token signed with RS256 over any header and claims; a string is taken as JSON as it is. */
export function tokenOf(header: unknown, claims: unknown, key: JsonWebKey): string {
  const input = `${segment(header)}.${segment(claims)}`
  return `${input}.${sign('sha256', utf8(input), privateOf(key)).toString('base64url')}`
}

/** A token whose MAC has the text of a public key as its secret. */
export function macOf(header: unknown, claims: unknown, key: JsonWebKey): string {
  const input = `${segment(header)}.${segment(claims)}`
  const secret = publicOf(key).export({ type: 'spki', format: 'pem' })
  return `${input}.${createHmac('sha256', secret).update(input).digest('base64url')}`
}

export const unsigned = (header: unknown, claims: unknown): string => `${segment(header)}.${segment(claims)}.`

export const isSignedBy = (token: string, key: JsonWebKey): boolean => {
  const dot = token.lastIndexOf('.')
  return verify('sha256', utf8(token.slice(0, dot)), publicOf(key), fromBase64url(token.slice(dot + 1)))
}

/** The JSON object in a segment, or null. */
export function objectIn(segment: string | undefined): Claims | null {
  try {
    const value: unknown = JSON.parse(Buffer.from(segment ?? '', 'base64url').toString('utf8'))
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Claims) : null
  } catch {
    return null
  }
}

export type Pair = { privateKey: Jwk; publicKey: Jwk }

/** A server with clients, and what their assertions are made of. */
export type World = ReturnType<typeof createWorld>

export function createWorld(learner: Learner, names: readonly string[] = ['ada', 'bob']) {
  const used = new Set<unknown>()
  const pair = (kid: string): Pair => {
    const { privateKey, publicKey } = newRsaKeyPair(learner.random, used)
    return { privateKey: { ...privateKey, kid }, publicKey: { ...publicKey, kid } }
  }
  const server = pair('server-1')
  // Two clients use the same kid for keys of their own.
  const [shared, second, others] = [pair('k1'), pair('k2'), pair('k1')]
  const clients: Record<string, { keys: Jwk[] }> = {}
  const put = (name: string, keys: Jwk[]): void =>
    void Object.defineProperty(clients, name, {
      value: { keys },
      enumerable: true,
      writable: true,
      configurable: true,
    })
  for (const [index, name] of names.entries())
    put(name, index === 0 ? [shared.publicKey, second.publicKey] : [others.publicKey])
  const now = 1_300_000_000 + Math.floor(learner.random() * 200_000_000)
  let count = 0
  /** Claims of a good assertion with some changed; undefined ones are left out. */
  const claims = (changes: Claims = {}): Claims => ({
    iss: names[0],
    sub: names[0],
    aud: ISSUER,
    iat: now,
    exp: now + 120,
    jti: `jti-${count++}-${Math.floor(learner.random() * 1e9)}`,
    ...changes,
  })
  const header = (changes: Claims = {}): Claims => ({ alg: 'RS256', typ: TYP, kid: 'k1', ...changes })
  const form = (client_assertion: string, changes: Form = {}): Form => ({
    grant_type: 'client_credentials',
    client_assertion_type: ASSERTION_TYPE,
    client_assertion,
    ...changes,
  })
  return {
    now,
    server,
    /** Keys of the first client, and the one of all other clients. */
    first: shared,
    second,
    others,
    stranger: pair('k1'),
    pair,
    claims,
    header,
    form,
    options: { issuer: ISSUER, audience: AUDIENCE, signingKey: server.privateKey, clients },
    /** A good form for the first client, with some claims changed. */
    good: (changes: Claims = {}): Form => form(tokenOf(header(), claims(changes), shared.privateKey)),
    /** A good form for any client. */
    goodFor: (name: string, changes: Claims = {}): Form => {
      const key = name === names[0] ? shared : others
      return form(tokenOf(header(), claims({ iss: name, sub: name, ...changes }), key.privateKey))
    },
  }
}
