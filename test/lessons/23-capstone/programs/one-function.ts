import { createHash, createPublicKey, type JsonWebKey, randomUUID, timingSafeEqual } from 'node:crypto'
import { checkClaims, checkTimes } from '../jwt/claims.ts'
import { signRs256, verifyRs256 } from '../jwt/rs256.ts'
import { TokenEndpoint } from './client-assertion.ts'
import { isCrossSiteWrite, readSessionCookie, sessionCookie } from './cookie.ts'
import { checkPassword, readCredentials } from './login.ts'
import { RefreshTokens } from './refresh.ts'
import { Revocations } from './revocation.ts'

/** One long function; refusals are plain text. */
export function createApp({ issuer, audience, origin, users, clients, signingKey, refreshLifetime, now }: any) {
  const families = new RefreshTokens({ lifetime: refreshLifetime })
  const list = new Revocations({ lifetime: 3600 })
  const endpoint = new TokenEndpoint({ issuer, audience, signingKey, clients })
  const published = createPublicKey({ key: signingKey, format: 'jwk' }).export({ format: 'jwk' }) as JsonWebKey
  const text = (status: number, headers: HeadersInit = {}) => new Response('refused\n', { status, headers })

  function who(request: Request, time: number): Record<string, unknown> | undefined {
    const match = request.headers.get('Authorization')?.match(/^bearer[ ]+(\S+)$/i)
    if (!match) return undefined
    try {
      const { payload } = verifyRs256(match[1] as string, published)
      checkTimes(payload, { now: time })
      checkClaims(payload, { issuer, audience, required: ['exp', 'jti', 'sub'] })
      return list.isRevoked(payload, time) ? undefined : payload
    } catch {
      return undefined
    }
  }
  function deny(request: Request) {
    const isBearer = /^bearer\b/i.test(request.headers.get('authorization') ?? '')
    const error = isBearer ? ', error="invalid_token", error_description="get a new one"' : ''
    return text(401, { 'WWW-Authenticate': `Bearer realm="app"${error}` })
  }
  function session(sub: string, refreshToken: string, time: number) {
    const claims = { iss: issuer, aud: audience, sub, client_id: 'web', jti: randomUUID(), iat: time, exp: time + 900 }
    return new Response(
      JSON.stringify({ access_token: signRs256(claims, signingKey), token_type: 'Bearer', expires_in: 900 }),
      {
        headers: {
          'Content-Type': 'application/json; charset=utf-8',
          'Cache-Control': 'no-store',
          'Set-Cookie': sessionCookie(refreshToken, refreshLifetime),
        },
      },
    )
  }
  function same(a: string, b: string) {
    const digest = (value: string) => createHash('sha256').update(value).digest()
    return timingSafeEqual(digest(a), digest(b))
  }

  return async (request: Request): Promise<Response> => {
    const time = now()
    const { method } = request
    const path = new URL(request.url).pathname
    const allowed = { GET: ['/api/me', '/.well-known/jwks.json'], POST: ['/login', '/refresh', '/logout', '/logout-all', '/token'] }
    const right = Object.entries(allowed).find(([, paths]) => paths.some(one => same(one, path)))?.[0]
    if (!right) return text(404)
    if (right !== method) return text(405, { allow: right })
    const bare = path !== '/token' && right === 'POST'
    if (bare && isCrossSiteWrite(request, origin)) return text(403)

    if (path === '/.well-known/jwks.json') {
      return Response.json({ keys: [{ ...published, kid: signingKey.kid, use: 'sig' }] })
    }
    if (path === '/api/me') {
      const claims = who(request, time)
      return claims ? Response.json({ sub: claims.sub, exp: claims.exp }) : deny(request)
    }
    if (path === '/login') {
      const credentials = await readCredentials(request)
      if (!('username' in credentials)) return credentials
      const isRight = await checkPassword(users, credentials.username, credentials.password)
      return isRight ? session(credentials.username, families.issue(credentials.username, time), time) : text(401)
    }
    if (path === '/refresh') {
      const given = readSessionCookie(request)
      if (!given) return text(401)
      try {
        const { userId, token } = families.rotate(given, time)
        return session(userId, token, time)
      } catch {
        return text(401, { 'Cache-Control': 'no-store' })
      }
    }
    if (path === '/logout') {
      const given = readSessionCookie(request)
      try {
        if (given) families.rotate(given, time)
      } catch {}
      const claims = who(request, time)
      if (claims) list.revoke(claims)
      return new Response(undefined, { status: 204, headers: { 'Set-Cookie': sessionCookie('', 0), 'Clear-Site-Data': '"storage"' } })
    }
    if (path === '/logout-all') {
      const claims = who(request, time)
      if (!claims) return deny(request)
      families.revokeAll(claims.sub as string)
      list.revokeUser(claims.sub as string, time)
      return new Response(undefined, { status: 204, headers: { 'Set-Cookie': sessionCookie('', 0) } })
    }

    const oauthError = (status: number, error: string) => Response.json({ error }, { status })
    if (request.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase() !== 'application/x-www-form-urlencoded')
      return text(415)
    let received = ''
    const decoder = new TextDecoder()
    let length = 0
    try {
      for await (const chunk of request.body ?? []) {
        length += chunk.byteLength
        if (length > 8192) return text(413)
        received += decoder.decode(chunk, { stream: true })
      }
    } catch {
      return oauthError(400, 'invalid_request')
    }
    const form = new URLSearchParams(received)
    for (const name of form.keys()) if (form.getAll(name).length > 1) return oauthError(400, 'invalid_request')
    if (!form.has('client_assertion')) return oauthError(401, 'invalid_client')
    if (!form.has('grant_type') || !form.has('client_assertion_type')) return oauthError(400, 'invalid_request')
    if (form.get('grant_type') !== 'client_credentials') return oauthError(400, 'unsupported_grant_type')
    try {
      const answer = endpoint.exchange(Object.fromEntries(form.entries()), time)
      return Response.json(answer, { headers: [['Cache-Control', 'no-store']] })
    } catch {
      return oauthError(401, 'invalid_client')
    }
  }
}
