// style: used names are hashed, kept with their end in a list ordered by time; the clients are looked up with Object.hasOwn
import * as crypto from 'node:crypto'
import { encode } from '../jwt/base64url.ts'
import { checkClaims, checkTimes } from '../jwt/claims.ts'
import { JwtError } from '../jwt/errors.ts'
import { decodeJson, encodeJson } from '../jwt/json.ts'
import { keyFor } from '../jwt/jwks.ts'
import { signRs256, verifyRs256 } from '../jwt/rs256.ts'

/** Signs with a type: signRs256 first refuses bad keys. */
function typed(typ: string, claims: Record<string, unknown>, jwk: any): string {
  signRs256({}, jwk)
  const head = encodeJson({ typ, alg: 'RS256', kid: jwk.kid })
  const text = `${head}.${encodeJson(claims)}`
  const key = crypto.createPrivateKey({ key: jwk, format: 'jwk' })
  return `${text}.${encode(crypto.createSign('sha256').update(text).sign(key))}`
}

export function createAssertion({ clientId, issuer, privateKey, now }: any): string {
  const jti = crypto.randomBytes(24).toString('hex')
  return typed('client-authentication+jwt', { iss: clientId, sub: clientId, aud: issuer, jti, iat: now, exp: now + 299 }, privateKey)
}

const sha256 = (text: string): string => crypto.createHash('sha256').update(text).digest('base64')

export class TokenEndpoint {
  #options: any
  #ends = new Map<string, number>()
  constructor(options: any) {
    this.#options = structuredClone(options)
  }
  exchange(form: any, now: number): any {
    for (const [name, end] of [...this.#ends]) if (end + 60 < now) this.#ends.delete(name)
    if (form?.grant_type !== 'client_credentials') throw new JwtError('unsupported', 'grant')
    if (form.client_assertion_type !== 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer')
      throw new JwtError('unsupported', 'type')
    const parts = `${form.client_assertion ?? ''}`.split('.')
    if (parts.length !== 3) throw new JwtError('malformed', 'assertion')
    const iss = decodeJson(parts[1] as string).iss
    const registered = typeof iss === 'string' && Object.hasOwn(this.#options.clients, iss) ? this.#options.clients[iss] : { keys: [] }
    const { header, payload } = verifyRs256(form.client_assertion, keyFor(decodeJson(parts[0] as string), registered)) as any
    const { client_id = iss } = form
    if (client_id !== iss) throw new JwtError('claim-mismatch', 'client_id')
    if (![undefined, 'JWT', 'client-authentication+jwt'].includes(header.typ)) throw new JwtError('malformed', 'typ')
    if (Array.isArray(payload.aud)) throw new JwtError('claim-mismatch', 'aud is a list')
    checkClaims(payload, { issuer: iss as string, subject: iss as string, audience: this.#options.issuer, required: ['exp', 'iat', 'jti'] })
    checkTimes(payload, { now, maxAge: 300 })
    if (payload.exp - payload.iat > 300) throw new JwtError('malformed', 'life')
    if (typeof payload.jti !== 'string') throw new JwtError('malformed', 'jti')
    const name = sha256(JSON.stringify({ iss, jti: payload.jti }))
    if (this.#ends.has(name)) throw new JwtError('expired', 'once only')
    this.#ends.set(name, payload.exp)
    const { issuer, audience, signingKey } = this.#options
    const claims = { iss: issuer, sub: iss, client_id: iss, aud: audience, iat: now, exp: now + 3600 }
    return { access_token: typed('at+jwt', { ...claims, jti: crypto.randomUUID() }, signingKey), token_type: 'Bearer', expires_in: 3600 }
  }
}
