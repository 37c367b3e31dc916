// style: one check a line, as most people write it; variants.ts edits it
import { createPrivateKey, randomUUID, sign } from 'node:crypto'
import { encode } from '../jwt/base64url.ts'
import { checkTimes } from '../jwt/claims.ts'
import { JwtError } from '../jwt/errors.ts'
import { decodeJson, encodeJson } from '../jwt/json.ts'
import { keyFor } from '../jwt/jwks.ts'
import { verifyRs256 } from '../jwt/rs256.ts'

const ASSERTION_TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'

function signTyped(typ: string, payload: any, privateKey: any): string {
  let key: any
  try {
    key = createPrivateKey({ key: privateKey, format: 'jwk' })
  } catch {
    throw new JwtError('bad-key', 'not a private key')
  }
  if (key.asymmetricKeyType !== 'rsa') throw new JwtError('bad-key', 'not RSA')
  if (key.asymmetricKeyDetails.modulusLength < 2048) throw new JwtError('bad-key', 'too short')
  const input = `${encodeJson({ alg: 'RS256', typ, kid: privateKey.kid })}.${encodeJson(payload)}`
  return [input, encode(sign('sha256', Buffer.from(input), key))].join('.')
}

export function createAssertion({ clientId, issuer, privateKey, now }: any): string {
  const claims: any = {
    iss: clientId,
    sub: clientId,
    aud: issuer,
    iat: now,
    exp: now + 120,
    jti: randomUUID(),
  }
  return signTyped('client-authentication+jwt', claims, privateKey)
}

export class TokenEndpoint {
  options: any
  used = new Map<string, number>()

  constructor(options: any) {
    this.options = options
  }

  exchange(form: any, now: number): any {
    const { issuer, audience, signingKey, clients } = this.options
    if (form.grant_type !== 'client_credentials') throw new JwtError('unsupported', 'grant_type')
    if (form.client_assertion_type !== ASSERTION_TYPE) throw new JwtError('unsupported', 'client_assertion_type')
    const assertion = String(form.client_assertion)
    const [headerSegment = '', payloadSegment = ''] = assertion.split('.')
    const claimed = decodeJson(payloadSegment)
    const name = claimed.iss as string
    if (!Object.hasOwn(clients, name)) throw new JwtError('bad-key', 'unknown client')
    const key = keyFor(decodeJson(headerSegment), clients[name])
    const { header, payload } = verifyRs256(assertion, key) as any

    if (payload.sub !== payload.iss) throw new JwtError('claim-mismatch', 'sub is not iss')
    if (form.client_id !== undefined && form.client_id !== payload.iss) throw new JwtError('claim-mismatch', 'client_id')
    const types = [undefined, 'JWT', 'client-authentication+jwt']
    if (!types.includes(header.typ)) throw new JwtError('claim-mismatch', 'typ')

    if (payload.aud === undefined) throw new JwtError('claim-missing', 'aud')
    if (payload.aud !== issuer) throw new JwtError('claim-mismatch', 'aud')
    if (payload.exp === undefined) throw new JwtError('claim-missing', 'exp')
    if (payload.iat === undefined) throw new JwtError('claim-missing', 'iat')
    checkTimes(payload, { now })
    if (payload.iat > now + 60) throw new JwtError('not-yet-valid', 'iat')
    if (payload.exp - payload.iat > 300) throw new JwtError('claim-mismatch', 'it lives too long')

    if (payload.jti === undefined) throw new JwtError('claim-missing', 'jti')
    if (typeof payload.jti !== 'string') throw new JwtError('malformed', 'jti')
    for (const [id, ends] of this.used) {
      if (now >= ends) this.used.delete(id)
    }
    const id = JSON.stringify([payload.iss, payload.jti])
    if (this.used.has(id)) throw new JwtError('claim-mismatch', 'used before')
    this.used.set(id, payload.exp)

    const access: any = {
      iss: issuer,
      aud: audience,
      sub: payload.iss,
      client_id: payload.iss,
      iat: now,
      exp: now + 3600,
      jti: randomUUID(),
    }
    return { access_token: signTyped('at+jwt', access, signingKey), token_type: 'Bearer', expires_in: 3600 }
  }
}
