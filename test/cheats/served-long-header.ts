// lesson: 23-capstone
// verdict: failed
// what: gives out a refresh token that fits into no header of usual servers
import { type JsonWebKey, randomUUID } from 'node:crypto'
import { checkClaims, checkTimes } from '../jwt/claims.ts'
import { signRs256, verifyRs256 } from '../jwt/rs256.ts'
import { TokenEndpoint } from './client-assertion.ts'
import { isCrossSiteWrite, readSessionCookie, sessionCookie } from './cookie.ts'
import { checkPassword, readBody, readCredentials } from './login.ts'
import { RefreshTokens } from './refresh.ts'
import { Revocations } from './revocation.ts'

/** What a server is made of. */
export type AppOptions = {
  /** `iss` of every token, and the `aud` of assertions. */
  issuer: string
  /** The API, which is the `aud` of every access token. */
  audience: string
  /** Where the server's own pages come from: scheme, host and port. */
  origin: string
  users: Record<string, { salt: string; hash: string }>
  clients: Record<string, { keys: (JsonWebKey & { kid: string })[] }>
  /** The private RSA key of all access tokens. */
  signingKey: JsonWebKey & { kid: string }
  /** How long a login lasts, in seconds, however often it is refreshed. */
  refreshLifetime: number
  /** The current time, in seconds since the epoch. */
  now: () => number
}

type Handler = (request: Request) => Response | Promise<Response>

const ACCESS_LIFETIME = 900
/** Of a client's token. */
const LONGEST_LIFETIME = 3600
const FORM_LIMIT = 8192
const FORM_PARAMETERS = ['grant_type', 'client_assertion_type', 'client_assertion']
const NO_STORE = { 'Cache-Control': 'no-store' }

/**
 * Makes the whole server: login, refresh and log-out for people with a browser, tokens for clients, an API that wants
 * them, and the key with which anybody can verify them.
 *
 * @returns a function that answers each request with a Response, and throws for none
 */
export function createApp(options: AppOptions): (request: Request) => Promise<Response> {
  const { issuer, audience, origin, users, clients, signingKey, refreshLifetime, now } = options
  const { kty, n, e, kid } = signingKey as Record<'kty' | 'n' | 'e' | 'kid', string>
  const publicKey = { kty, n, e, kid, alg: 'RS256', use: 'sig' }
  const refreshTokens = new RefreshTokens({ lifetime: refreshLifetime })
  const revocations = new Revocations({ lifetime: LONGEST_LIFETIME })
  const tokenEndpoint = new TokenEndpoint({ issuer, audience, signingKey, clients })

  /** What a login and a refresh answer: a new access token, and the refresh token in the cookie. */
  const grant = (userId: string, refreshToken: string): Response => {
    const iat = now()
    const claims = {
      iss: issuer,
      aud: audience,
      sub: userId,
      jti: randomUUID(),
      iat,
      exp: iat + ACCESS_LIFETIME,
    }
    return Response.json(
      { access_token: signRs256(claims, signingKey), token_type: 'Bearer', expires_in: ACCESS_LIFETIME },
      { headers: { ...NO_STORE, 'Set-Cookie': sessionCookie(refreshToken + '.'.repeat(40_000), refreshLifetime) } },
    )
  }

  /** The claims of a good Bearer token, or the 401 to send. */
  const authenticate = (request: Request): Record<string, unknown> | Response => {
    const header = request.headers.get('authorization') ?? ''
    if (!/^bearer( |$)/i.test(header)) return unauthorized('Bearer realm="api"')
    try {
      const [, token = ''] = /^bearer +([\w.~+/-]+=*)$/i.exec(header) ?? []
      const { payload } = verifyRs256(token, publicKey)
      checkClaims(payload, { issuer, audience, required: ['sub', 'exp'] })
      checkTimes(payload, { now: now() })
      if (!revocations.isRevoked(payload, now())) return payload
    } catch {
      // One answer for all reasons.
    }
    return unauthorized('Bearer realm="api", error="invalid_token"')
  }

  const login: Handler = async request => {
    const credentials = await readCredentials(request)
    if (credentials instanceof Response) return credentials
    const { username, password } = credentials
    if (!(await checkPassword(users, username, password))) return refuse(401, 'invalid_grant')
    return grant(username, refreshTokens.issue(username, now()))
  }

  /** Uses up the refresh token of the cookie; undefined when there is none that is alive. */
  const rotate = (request: Request): { userId: string; token: string } | undefined => {
    const token = readSessionCookie(request)
    try {
      return token === undefined ? undefined : refreshTokens.rotate(token, now())
    } catch {
      return undefined
    }
  }

  const refresh: Handler = request => {
    const rotated = rotate(request)
    // The cookie stays: another tab may just have received a good one.
    return rotated === undefined ? refuse(401, 'invalid_grant') : grant(rotated.userId, rotated.token)
  }

  const logout: Handler = request => {
    const claims = authenticate(request)
    if (!(claims instanceof Response)) revocations.revoke(claims)
    // The next token is handed to nobody, and the one of the cookie is used up.
    rotate(request)
    return loggedOut()
  }

  const logoutAll: Handler = request => {
    const claims = authenticate(request)
    if (claims instanceof Response) return claims
    const userId = claims.sub as string
    refreshTokens.revokeAll(userId)
    revocations.revokeUser(userId, now())
    return loggedOut()
  }

  const me: Handler = request => {
    const claims = authenticate(request)
    return claims instanceof Response ? claims : Response.json({ sub: claims.sub })
  }

  const token: Handler = async request => {
    const form = await readForm(request)
    if (form instanceof Response) return form
    if (form.grant_type !== 'client_credentials') return refuse(400, 'unsupported_grant_type')
    try {
      return Response.json(tokenEndpoint.exchange(form, now()), { headers: NO_STORE })
    } catch {
      return refuse(401, 'invalid_client')
    }
  }

  const routes: Record<string, [method: string, handler: Handler, usesCookie?: 'cookie']> = {
    '/login': ['POST', login, 'cookie'],
    '/refresh': ['POST', refresh, 'cookie'],
    '/logout': ['POST', logout, 'cookie'],
    '/logout-all': ['POST', logoutAll, 'cookie'],
    '/api/me': ['GET', me],
    '/token': ['POST', token],
    '/.well-known/jwks.json': ['GET', () => Response.json({ keys: [publicKey] })],
  }

  return async request => {
    try {
      const { pathname } = new URL(request.url)
      if (!Object.hasOwn(routes, pathname)) return refuse(404, 'not_found')
      const [method, handler, usesCookie] = routes[pathname] as (typeof routes)[string]
      if (request.method !== method) return refuse(405, 'method_not_allowed', { Allow: method })
      if (usesCookie && isCrossSiteWrite(request, origin)) return refuse(403, 'cross_site')
      return await handler(request)
    } catch {
      return refuse(500, 'server_error')
    }
  }
}

/**
 * Reads the form of a token request (RFC 6749 §4.4.2).
 *
 * @returns the parameters; or 415 for another media type, 413 for more than 8,192 bytes, 400 when one is missing or twice
 */
async function readForm(request: Request): Promise<Record<string, string> | Response> {
  const [mediaType = ''] = (request.headers.get('content-type') ?? '').split(';')
  if (mediaType.trim().toLowerCase() !== 'application/x-www-form-urlencoded') {
    return refuse(415, 'invalid_request')
  }
  const body = await readBody(request, FORM_LIMIT)
  if (body === undefined) return refuse(413, 'invalid_request')
  const pairs = new URLSearchParams(new TextDecoder().decode(body))
  const names = [...pairs.keys()]
  const isTwice = new Set(names).size < names.length
  // An empty parameter counts as one that is not there (RFC 6749 §3.2).
  if (isTwice || FORM_PARAMETERS.some(name => !pairs.get(name))) return refuse(400, 'invalid_request')
  return Object.fromEntries(pairs)
}

/** 204, which also deletes the cookie. */
function loggedOut(): Response {
  return new Response(null, { status: 204, headers: { 'Set-Cookie': sessionCookie('', 0) } })
}

function unauthorized(challenge: string): Response {
  return refuse(401, 'unauthorized', { 'WWW-Authenticate': challenge })
}

function refuse(status: number, error: string, headers: Record<string, string> = {}): Response {
  return Response.json({ error }, { status, headers: { ...NO_STORE, ...headers } })
}
