import { type JsonWebKey, randomBytes } from 'node:crypto'
import { JwtError } from '../jwt/errors.ts'
import { signRs256, verifyRs256 } from '../jwt/rs256.ts'
import { TokenEndpoint } from './client-assertion.ts'
import * as cookies from './cookie.ts'
import * as logins from './login.ts'
import { RefreshTokens } from './refresh.ts'
import { Revocations } from './revocation.ts'

type Key = JsonWebKey & { kid: string }
export type AppOptions = {
  issuer: string
  audience: string
  origin: string
  users: Record<string, { salt: string; hash: string }>
  clients: Record<string, { keys: Key[] }>
  signingKey: Key
  refreshLifetime: number
  now: () => number
}

/** A refusal on its way to the client. */
class Refusal extends Error {
  status: number
  headers: Record<string, string>
  constructor(status: number, error: string, headers: Record<string, string> = {}) {
    super(error)
    this.status = status
    this.headers = headers
  }
}

const METHODS = new Map([
  ['/login', 'POST'],
  ['/refresh', 'POST'],
  ['/logout', 'POST'],
  ['/logout-all', 'POST'],
  ['/api/me', 'GET'],
  ['/token', 'POST'],
  ['/.well-known/jwks.json', 'GET'],
])

class App {
  #options
  #refresh
  #revoked = new Revocations({ lifetime: 3600 })
  #clients
  constructor(options: AppOptions) {
    this.#options = options
    this.#refresh = new RefreshTokens({ lifetime: options.refreshLifetime })
    this.#clients = new TokenEndpoint(options)
  }

  async handle(request: Request): Promise<Response> {
    try {
      const path = new URL(request.url).pathname
      const method = METHODS.get(path)
      if (method === undefined) throw new Refusal(404, 'unknown')
      if (request.method !== method) throw new Refusal(405, 'method', { allow: method })
      const isCookieRoute = path.startsWith('/log') || path === '/refresh'
      if (isCookieRoute && cookies.isCrossSiteWrite(request, this.#options.origin)) throw new Refusal(403, 'origin')
      switch (path) {
        case '/login':
          return await this.login(request)
        case '/refresh':
          return this.refresh(request)
        case '/logout':
          return this.logout(request)
        case '/logout-all':
          return this.logoutAll(request)
        case '/api/me':
          return Response.json({ sub: this.claims(request).sub })
        case '/token':
          return await this.token(request)
        default:
          return this.keys()
      }
    } catch (error) {
      if (error instanceof Refusal)
        return Response.json({ error: error.message }, { status: error.status, headers: error.headers })
      return new Response(null, { status: 500 })
    }
  }

  keys() {
    const { kty, n, e, kid } = this.#options.signingKey
    return new Response(JSON.stringify({ keys: [{ kid, kty, n, e }] }), {
      headers: { 'content-type': 'application/jwk-set+json' },
    })
  }

  async login(request: Request) {
    const read = await logins.readCredentials(request)
    if (read instanceof Response) return read
    if (!(await logins.checkPassword(this.#options.users, read.username, read.password)))
      throw new Refusal(401, 'credentials')
    return this.grant(read.username, this.#refresh.issue(read.username, this.#options.now()))
  }

  refresh(request: Request) {
    const rotated = this.rotated(request)
    if (rotated === null) throw new Refusal(401, 'session')
    return this.grant(rotated.userId, rotated.token)
  }

  rotated(request: Request) {
    try {
      return this.#refresh.rotate(cookies.readSessionCookie(request) ?? '', this.#options.now())
    } catch {
      return null
    }
  }

  logout(request: Request) {
    this.rotated(request)
    try {
      this.#revoked.revoke(this.claims(request))
    } catch (error) {
      if (!(error instanceof Refusal || error instanceof JwtError)) throw error
    }
    return this.out()
  }

  logoutAll(request: Request) {
    const { sub } = this.claims(request)
    this.#revoked.revokeUser(String(sub), this.#options.now())
    this.#refresh.revokeAll(String(sub))
    return this.out()
  }

  out() {
    return new Response(null, { status: 204, headers: [['set-cookie', cookies.sessionCookie('', 0)]] })
  }

  claims(request: Request): Record<string, unknown> {
    const [scheme, ...rest] = (request.headers.get('authorization') ?? '').split(/ +/)
    if (scheme?.toLowerCase() !== 'bearer') throw new Refusal(401, 'token', { 'www-authenticate': 'Bearer' })
    const { issuer, audience, signingKey, now } = this.#options
    try {
      const { kty, n, e } = signingKey as Required<Key>
      const { payload } = verifyRs256(rest.join(' '), { kty, n, e } as JsonWebKey)
      const { exp, nbf = 0, iss, aud, sub } = payload as Record<string, number>
      const isGood =
        Number.isFinite(exp) && now() < (exp as number) && now() >= (nbf as number) && typeof sub === 'string'
      if (isGood && (iss as unknown) === issuer && [aud].flat().includes(audience as never))
        if (!this.#revoked.isRevoked(payload, now())) return payload
    } catch {}
    throw new Refusal(401, 'token', { 'www-authenticate': 'Bearer error="invalid_token"' })
  }

  grant(sub: string, refreshToken: string) {
    const { issuer: iss, audience, signingKey, now, refreshLifetime } = this.#options
    const iat = now()
    const jti = randomBytes(16).toString('hex')
    const token = signRs256({ jti, sub, iss, aud: [audience], iat, exp: iat + 900, role: 'user' }, signingKey)
    const headers = new Headers({ 'cache-control': 'private, no-store' })
    headers.append('set-cookie', cookies.sessionCookie(refreshToken, refreshLifetime))
    return Response.json({ expires_in: 900, token_type: 'bearer', access_token: token }, { headers })
  }

  async token(request: Request) {
    if (!/^application\/x-www-form-urlencoded\s*(;|$)/i.test(request.headers.get('content-type') ?? ''))
      throw new Refusal(400, 'invalid_request')
    const body = await logins.readBody(request, 8192)
    if (body === undefined) throw new Refusal(413, 'invalid_request')
    const form: Record<string, string> = {}
    for (const [name, value] of new URLSearchParams(Buffer.from(body).toString())) {
      if (Object.hasOwn(form, name)) throw new Refusal(400, 'invalid_request')
      form[name] = value
    }
    for (const name of ['grant_type', 'client_assertion_type'])
      if (form[name] === undefined) throw new Refusal(400, 'invalid_request')
    if (form.client_assertion === undefined) throw new Refusal(401, 'invalid_client')
    try {
      return Response.json(this.#clients.exchange(form, this.#options.now()), {
        headers: { 'cache-control': 'no-store', pragma: 'no-cache' },
      })
    } catch {
      throw new Refusal(400, 'invalid_grant')
    }
  }
}

export const createApp = (options: AppOptions) => {
  const app = new App(options)
  return (request: Request) => app.handle(request)
}
