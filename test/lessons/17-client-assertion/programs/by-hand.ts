// style: nothing of the library but its error; strict about typ, arrays and clocks
import { createPrivateKey, createPublicKey, randomBytes, sign, verify } from 'node:crypto'
import { JwtError, type JwtErrorCode } from '../jwt/errors.ts'

type Claims = Record<string, any>
const refuse = (code: JwtErrorCode): never => {
  throw new JwtError(code, `refused: ${code}`)
}
const b64 = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url')
const strict = (text: string): Buffer => {
  const bytes = Buffer.from(text, 'base64url')
  return bytes.toString('base64url') === text ? bytes : refuse('malformed')
}
const json = (text: string): Claims => {
  let value: unknown = null
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(strict(text)))
  } catch {}
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Claims) : refuse('malformed')
}

function make(typ: string, claims: Claims, jwk: any): string {
  let key: ReturnType<typeof createPrivateKey> | null = null
  try {
    key = createPrivateKey({ key: jwk, format: 'jwk' })
  } catch {}
  if (key?.asymmetricKeyType !== 'rsa' || Number(key.asymmetricKeyDetails?.modulusLength) < 2048) return refuse('bad-key')
  const text = `${b64({ kid: jwk.kid, typ, alg: 'RS256' })}.${b64(claims)}`
  return `${text}.${sign('sha256', Buffer.from(text), key).toString('base64url')}`
}

const random = (): string => randomBytes(16).toString('base64url')

export function createAssertion(options: any): string {
  const { clientId: iss, issuer: aud, now: iat } = options
  return make('client-authentication+jwt', { aud, iss, sub: iss, jti: random(), iat, nbf: iat, exp: iat + 300 }, options.privateKey)
}

export class TokenEndpoint {
  readonly #o: any
  readonly #keys = new Map<string, Map<string, any>>()
  #used: { client: string; jti: string; exp: number }[] = []

  constructor(options: any) {
    this.#o = options
    for (const [client, { keys }] of Object.entries<any>(options.clients))
      this.#keys.set(client, new Map(keys.map((key: any) => [key.kid, key])))
  }

  exchange(form: any, now: number) {
    const isForm =
      form.grant_type === 'client_credentials' &&
      form.client_assertion_type === 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer' &&
      typeof form.client_assertion === 'string'
    if (!isForm) refuse('claim-mismatch')
    const segments = form.client_assertion.split('.')
    if (segments.length !== 3) refuse('malformed')
    const [header, claims, signature] = [json(segments[0]), json(segments[1]), strict(segments[2])]
    if (header.alg !== 'RS256' || 'crit' in header || 'b64' in header) refuse('unsupported')
    const jwk = this.#keys.get(claims.iss)?.get(header.kid)
    if (jwk?.kty !== 'RSA' || (jwk.use ?? 'sig') !== 'sig' || (jwk.alg ?? 'RS256') !== 'RS256') refuse('bad-key')
    const key = createPublicKey({ key: jwk, format: 'jwk' })
    if (!verify('sha256', Buffer.from(segments.slice(0, 2).join('.')), key, signature)) refuse('bad-signature')
    if (header.typ !== 'client-authentication+jwt') refuse('unsupported')
    const client: string = claims.iss
    if (claims.sub !== client || (form.client_id ?? client) !== client) refuse('claim-mismatch')
    if (!('aud' in claims) || !('exp' in claims) || !('iat' in claims) || !('jti' in claims)) refuse('claim-missing')
    for (const name of ['exp', 'iat', 'nbf'])
      if (name in claims && !Number.isFinite(claims[name])) refuse('malformed')
    if (claims.aud !== this.#o.issuer) refuse('claim-mismatch')
    if (now >= claims.exp) refuse('expired')
    if (claims.iat > now || (claims.nbf ?? now) > now) refuse('not-yet-valid')
    if (claims.exp > claims.iat + 300) refuse('expired')
    if (typeof claims.jti !== 'string' || claims.jti === '') refuse('malformed')
    this.#used = this.#used.filter(({ exp }) => exp > now)
    if (this.#used.some(({ client: other, jti }) => other === client && jti === claims.jti)) refuse('bad-signature')
    this.#used.push({ client, jti: claims.jti, exp: claims.exp })
    const { issuer: iss, audience: aud, signingKey } = this.#o
    const token = { jti: random(), iss, aud: [aud], sub: client, client_id: client, iat: now, exp: now + 3600 }
    return { token_type: 'Bearer' as const, expires_in: 3600, access_token: make('at+jwt', token, signingKey) }
  }
}
