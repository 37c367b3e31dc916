// style: a function for each question, EC keys of clients too, clocks may differ by a minute, an array of one audience
import { createPrivateKey, type KeyObject, randomUUID, sign } from 'node:crypto'
import { encode } from '../jwt/base64url.ts'
import { checkClaims, checkTimes } from '../jwt/claims.ts'
import { verifyEs256 } from '../jwt/es256.ts'
import { JwtError } from '../jwt/errors.ts'
import { decodeJson, encodeJson } from '../jwt/json.ts'
import { keyFor } from '../jwt/jwks.ts'
import { verifyRs256 } from '../jwt/rs256.ts'

const TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'
const LEEWAY = 60

function privateKeyOf(jwk: any): KeyObject {
  let key: KeyObject | undefined
  try {
    key = createPrivateKey({ key: jwk, format: 'jwk' })
  } catch {
    key = undefined
  }
  const bits = key?.asymmetricKeyDetails?.modulusLength ?? 0
  if (key?.asymmetricKeyType === 'rsa' && bits >= 2048) return key
  throw new JwtError('bad-key', 'a private RSA key of at least 2048 bits')
}

function signTyped(typ: string, payload: object, jwk: any): string {
  const key = privateKeyOf(jwk)
  const text = [{ alg: 'RS256', typ, kid: jwk.kid }, payload].map(encodeJson).join('.')
  return `${text}.${encode(sign('sha256', new TextEncoder().encode(text), key))}`
}

export const createAssertion = (options: any): string =>
  signTyped(
    'client-authentication+jwt',
    {
      jti: `${options.clientId}-${randomUUID()}`,
      iss: options.clientId,
      sub: options.clientId,
      aud: options.issuer,
      iat: options.now,
      exp: options.now + 30,
    },
    options.privateKey,
  )

const read = (assertion: unknown): [any, any] => {
  if (typeof assertion !== 'string') throw new JwtError('claim-missing', 'no assertion')
  const [header, payload] = assertion.split('.')
  return [decodeJson(header ?? ''), decodeJson(payload ?? '')]
}

function requireForm(form: any): void {
  const wanted = { grant_type: 'client_credentials', client_assertion_type: TYPE }
  for (const [name, value] of Object.entries(wanted))
    if (form[name] !== value) throw new JwtError('claim-mismatch', name)
}

function requireTimes(claims: any, now: number): void {
  checkClaims(claims, { required: ['exp', 'iat'] })
  checkTimes({ exp: claims.exp, iat: claims.iat }, { now })
  if (claims.nbf !== undefined) checkTimes({ nbf: claims.nbf }, { now, leeway: LEEWAY })
  if (claims.iat - now > LEEWAY) throw new JwtError('not-yet-valid', 'iat')
  if (claims.exp - claims.iat > 300) throw new JwtError('expired', 'more than five minutes')
}

function requireAudience(claims: any, issuer: string): void {
  checkClaims(claims, { audience: issuer })
  const all = [claims.aud].flat()
  if (all.length !== 1) throw new JwtError('claim-mismatch', 'several audiences')
}

/** Names that were used, in two generations: each lives between five and ten minutes. */
class Once {
  #young = new Set<string>()
  #old = new Set<string>()
  #turned = Number.NEGATIVE_INFINITY
  take(name: string, now: number): boolean {
    if (now - this.#turned >= 360) {
      this.#old = now - this.#turned >= 720 ? new Set() : this.#young
      this.#young = new Set()
      this.#turned = now
    }
    if (this.#young.has(name) || this.#old.has(name)) return false
    this.#young.add(name)
    return true
  }
}

export class TokenEndpoint {
  private readonly options: any
  private readonly clients: Map<string, any>
  private readonly once = new Map<string, Once>()

  constructor(options: any) {
    this.options = options
    this.clients = new Map(Object.entries(options.clients))
  }

  exchange(form: any, now: number) {
    requireForm(form)
    const [header, claimed] = read(form.client_assertion)
    const client = this.clients.get(claimed.iss)
    if (client === undefined) throw new JwtError('claim-mismatch', 'unknown client')
    const key = keyFor(header, client)
    const { payload } = (header.alg === 'ES256' ? verifyEs256 : verifyRs256)(form.client_assertion, key) as any
    checkClaims(payload, { subject: claimed.iss })
    if ('client_id' in form && form.client_id !== payload.sub) throw new JwtError('claim-mismatch', 'client_id')
    if (/\+jwt$/.test(String(header.typ)) && header.typ !== 'client-authentication+jwt')
      throw new JwtError('unsupported', header.typ)
    requireAudience(payload, this.options.issuer)
    requireTimes(payload, now)
    if (typeof payload.jti !== 'string') throw new JwtError('claim-missing', 'jti')
    const once = this.once.get(payload.sub) ?? new Once()
    this.once.set(payload.sub, once)
    if (!once.take(payload.jti, now)) throw new JwtError('bad-key', 'replay')
    return this.answer(payload.sub, now)
  }

  private answer(client: string, now: number) {
    const { issuer: iss, audience: aud, signingKey } = this.options
    const claims = { iss, aud, sub: client, client_id: client, iat: now, exp: now + 3600, jti: randomUUID() }
    return { access_token: signTyped('at+jwt', claims, signingKey), token_type: 'Bearer', expires_in: 3600, scope: '' }
  }
}
