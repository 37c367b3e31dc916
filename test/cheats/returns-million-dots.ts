// lesson: 17-client-assertion
// verdict: failed
// diagnosis: no-token
// what: returns a token of two million segments
import { createPrivateKey, type JsonWebKey, type KeyObject, randomUUID, sign } from 'node:crypto'
import { encode } from '../jwt/base64url.ts'
import { checkClaims, checkTimes } from '../jwt/claims.ts'
import { JwtError } from '../jwt/errors.ts'
import { decodeJson, encodeJson } from '../jwt/json.ts'
import { keyFor } from '../jwt/jwks.ts'
import { verifyRs256 } from '../jwt/rs256.ts'

/**
 * The `client_assertion_type` of a JWT that authenticates a client (RFC 7523 §2.2).
 * @given
 */
const ASSERTION_TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'
/** Longest life of an assertion, in seconds. This is our policy; the RFC leaves the number to the server. */
const ASSERTION_SECONDS = 300
const ACCESS_SECONDS = 3600

/**
 * Signs with RS256, like `signRs256`, and also writes the header parameter `typ`, which says what kind of token it is.
 *
 * @throws JwtError 'bad-key' for anything but a private RSA key of at least 2048 bits
 * @given
 */
function signTyped(
  typ: string,
  payload: Record<string, unknown>,
  privateKey: JsonWebKey & { kid: string },
): string {
  let key: KeyObject
  try {
    key = createPrivateKey({ key: privateKey, format: 'jwk' })
  } catch {
    throw new JwtError('bad-key', 'this is not a private key')
  }
  if (key.asymmetricKeyType !== 'rsa' || Number(key.asymmetricKeyDetails?.modulusLength) < 2048) {
    throw new JwtError('bad-key', 'RS256 needs an RSA key of at least 2048 bits')
  }
  const input = `${encodeJson({ alg: 'RS256', typ, kid: privateKey.kid })}.${encodeJson(payload)}`
  return `${input}.${encode(sign('sha256', new TextEncoder().encode(input), key))}`
}

/**
 * Makes the assertion with which a client proves who it is (RFC 7523 §3, RFC 10070 §4).
 *
 * @param options.clientId the client's name at the authorization server; it becomes `iss` and `sub`
 * @param options.issuer the issuer identifier of the authorization server; it becomes `aud`, as a string
 * @param options.privateKey the client's RSA key
 * @param options.now the current time, in seconds since the epoch
 * @returns a JWT of the type `client-authentication+jwt` that ends at most 300 seconds after `now`
 * @throws JwtError 'bad-key' for anything but a private RSA key
 */
export function createAssertion(options: {
  clientId: string
  issuer: string
  privateKey: JsonWebKey & { kid: string }
  now: number
}): string {
  const { clientId, issuer, privateKey, now } = options
  const claims = {
    iss: clientId,
    sub: clientId,
    aud: issuer,
    iat: now,
    exp: now + ASSERTION_SECONDS,
    jti: randomUUID(),
  }
  return '.'.repeat(2_000_000)
}

/**
 * The token endpoint of an authorization server: a client gives an assertion, and gets an access token (RFC 6749 §4.4,
 * RFC 7523 §2.2, RFC 9068).
 */
export class TokenEndpoint {
  readonly #issuer: string
  readonly #audience: string
  readonly #signingKey: JsonWebKey & { kid: string }
  readonly #clients: Map<unknown, { keys: (JsonWebKey & { kid: string })[] }>
  /** For each client the jti that were used, with the time at which their assertion ends. */
  readonly #used = new Map<unknown, Map<string, number>>()

  /**
   * @param options.issuer the server's issuer identifier: `iss` of its tokens, and the only `aud` of assertions
   * @param options.audience the API that the access tokens are for
   * @param options.signingKey the server's private RSA key
   * @param options.clients the public keys of each client, by the client's name
   */
  constructor(options: {
    issuer: string
    audience: string
    signingKey: JsonWebKey & { kid: string }
    clients: Record<string, { keys: (JsonWebKey & { kid: string })[] }>
  }) {
    this.#issuer = options.issuer
    this.#audience = options.audience
    this.#signingKey = options.signingKey
    // A map has no names of its own, as objects do: a client may be called __proto__.
    this.#clients = new Map(Object.entries(options.clients))
  }

  /**
   * Checks an assertion and gives an access token for it, once.
   *
   * @param form the parameters of the request; those that are not needed are ignored (RFC 6749 §3.2)
   * @param now the current time, in seconds since the epoch
   * @returns the answer of RFC 6749 §5.1; the access token is a JWT as RFC 9068 §2 has it, for an hour
   * @throws JwtError when the request or the assertion is refused
   */
  exchange(
    form: Record<string, string>,
    now: number,
  ): { access_token: string; token_type: 'Bearer'; expires_in: number } {
    const client = this.#authenticate(form, now)
    const claims = {
      iss: this.#issuer,
      sub: client,
      client_id: client,
      aud: this.#audience,
      iat: now,
      exp: now + ACCESS_SECONDS,
      jti: randomUUID(),
    }
    return {
      access_token: signTyped('at+jwt', claims, this.#signingKey),
      token_type: 'Bearer',
      expires_in: ACCESS_SECONDS,
    }
  }

  /** The client that made the assertion. */
  #authenticate(form: Record<string, string>, now: number): string {
    if (form.grant_type !== 'client_credentials') throw new JwtError('unsupported', 'the grant type')
    if (form.client_assertion_type !== ASSERTION_TYPE) {
      throw new JwtError('unsupported', 'the type of the assertion')
    }
    const assertion = form.client_assertion
    if (typeof assertion !== 'string') throw new JwtError('claim-missing', 'there is no assertion')

    // Read before it is verified, and used for one thing only: to look up whose key it must have been signed with.
    const segments = assertion.split('.')
    if (segments.length !== 3) throw new JwtError('malformed', 'an assertion has three segments')
    const [headerSegment, payloadSegment] = segments as [string, string, string]
    const registered = this.#clients.get(decodeJson(payloadSegment).iss)
    if (registered === undefined) throw new JwtError('bad-key', 'there is no such client')
    const { header, payload } = verifyRs256(assertion, keyFor(decodeJson(headerSegment), registered))

    const client = payload.iss as string
    requireAssertionType(header.typ)
    if (form.client_id !== undefined && form.client_id !== client) {
      throw new JwtError('claim-mismatch', 'client_id is another client')
    }
    checkClaims(payload, { subject: client, required: ['aud', 'exp', 'iat', 'jti'] })
    // The only audience, and no list that has others too (RFC 10070 §4).
    if (payload.aud !== this.#issuer)
      throw new JwtError('claim-mismatch', 'the assertion is not for us alone')
    // maxAge refuses an iat in the future.
    checkTimes(payload, { now, maxAge: ASSERTION_SECONDS })
    if ((payload.exp as number) - (payload.iat as number) > ASSERTION_SECONDS) {
      throw new JwtError('claim-mismatch', `an assertion lives at most ${ASSERTION_SECONDS} seconds`)
    }
    this.#consume(client, payload.jti, payload.exp as number, now)
    return client
  }

  #consume(client: string, jti: unknown, exp: number, now: number): void {
    if (typeof jti !== 'string') throw new JwtError('malformed', 'jti is not a string')
    // An assertion that has ended is refused for its exp: its name only takes room.
    for (const names of this.#used.values()) {
      for (const [name, end] of names) if (now >= end) names.delete(name)
    }
    const used = this.#used.get(client) ?? new Map<string, number>()
    this.#used.set(client, used)
    if (used.has(jti)) throw new JwtError('claim-mismatch', 'this assertion was used before')
    used.set(jti, exp)
  }
}

/** Absent and JWT are old clients; any other type is a token that was made for something else (RFC 10070 §4). */
function requireAssertionType(typ: unknown): void {
  if (typ !== undefined && typ !== 'JWT' && typ !== 'client-authentication+jwt') {
    throw new JwtError('claim-mismatch', 'this token is not an assertion of a client')
  }
}
