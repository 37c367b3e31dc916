// style: the class is a shell around functions; the table of what was used is a map of maps, cleaned once an hour
import { createPrivateKey, randomBytes, sign } from 'node:crypto'
import { JwtError } from '../jwt/errors.ts'
import { encode } from '../jwt/base64url.ts'
import { decodeJson, encodeJson } from '../jwt/json.ts'
import { keyFor } from '../jwt/jwks.ts'
import { verifyRs256 } from '../jwt/rs256.ts'

type Form = Record<string, string | undefined>
const isNumber = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value)

const issue = (typ: string, claims: object, jwk: any): string => {
  try {
    const key = createPrivateKey({ key: jwk, format: 'jwk' })
    if (key.asymmetricKeyType !== 'rsa' || (key.asymmetricKeyDetails?.modulusLength as number) < 2048) throw new Error('no')
    const text = `${encodeJson({ alg: 'RS256', typ, kid: jwk.kid })}.${encodeJson(claims)}`
    return `${text}.${encode(sign('RSA-SHA256', Buffer.from(text), key))}`
  } catch {
    throw new JwtError('bad-key', 'it does not sign')
  }
}

export const createAssertion = ({ clientId, issuer, privateKey, now }: any): string => {
  const times = { iat: now, exp: now + 1 }
  return issue('client-authentication+jwt', { iss: clientId, sub: clientId, aud: issuer, ...times, jti: randomBytes(12).toString('base64url') }, privateKey)
}

function createExchange({ issuer, audience, signingKey, clients }: any) {
  const used = new Map<string, Map<string, number>>()
  let cleaned = Number.NEGATIVE_INFINITY
  const clean = (now: number): void => {
    if (now - cleaned < 1800) return
    cleaned = now
    for (const [client, names] of used) {
      for (const [name, end] of names) if (end <= now) names.delete(name)
      if (names.size === 0) used.delete(client)
    }
  }
  return (form: Form, now: number) => {
    const assertion = form.client_assertion ?? ''
    const isAsked =
      form.grant_type === 'client_credentials' &&
      form.client_assertion_type === 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'
    if (!isAsked) throw new JwtError('malformed', 'not a request for a token')
    const claimed = decodeJson(assertion.split('.').at(1) ?? '').iss
    const client = Object.entries<any>(clients).find(([name]) => name === claimed)
    if (client === undefined) throw new JwtError('bad-key', 'nobody')
    const [name, { keys }] = client
    const { header, payload: claims } = verifyRs256(assertion, keyFor(decodeJson(assertion.split('.')[0] as string), { keys })) as any
    if (header.typ !== undefined && !/^(client-authentication\+)?jwt$/i.test(header.typ)) throw new JwtError('unsupported', 'typ')
    if (claims.sub !== name || (form.client_id !== undefined && form.client_id !== name)) throw new JwtError('claim-mismatch', 'who')
    if (claims.aud === undefined || claims.exp === undefined) throw new JwtError('claim-missing', 'aud, exp')
    if (claims.aud !== issuer) throw new JwtError('claim-mismatch', 'aud')
    const { exp, iat = exp - 300, nbf = now } = claims
    if (!isNumber(exp) || !isNumber(iat) || !isNumber(nbf)) throw new JwtError('malformed', 'times')
    if (exp <= now) throw new JwtError('expired', 'exp')
    if (Math.max(iat, nbf) > now + 60) throw new JwtError('not-yet-valid', 'iat, nbf')
    if (exp - iat > 300 || exp > now + 360) throw new JwtError('expired', 'it lives too long')
    if (typeof claims.jti !== 'string') throw new JwtError('claim-missing', 'jti')
    clean(now)
    const names = used.get(name) ?? new Map<string, number>()
    if ((names.get(claims.jti) ?? 0) > now) throw new JwtError('bad-key', 'again')
    used.set(name, names.set(claims.jti, exp))
    const token = { iss: issuer, exp: now + 3600, aud: audience, sub: name, client_id: name, iat: now, jti: randomBytes(16).toString('hex') }
    return { access_token: issue('at+jwt', token, signingKey), token_type: 'Bearer', expires_in: 3600 } as const
  }
}

export class TokenEndpoint {
  exchange: ReturnType<typeof createExchange>
  constructor(options: any) {
    this.exchange = createExchange(options)
  }
}
