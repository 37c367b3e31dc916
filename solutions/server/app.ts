import { issue, verify } from '../jwt/index.ts'

/** The whole server: login, a protected page, a key set. */
export function createApp(
  options: { secret: Uint8Array; now: () => number } | { secret: Uint8Array; now: number },
): (request: Request) => Promise<Response> {
  const now = (): number => (typeof options.now === 'number' ? options.now : options.now())
  return async request => {
    const { pathname } = new URL(request.url)
    if (pathname === '/login' && request.method === 'POST') {
      const { user } = (await request.json()) as { user: string }
      const token = issue({ sub: user }, options.secret, { now: now(), lifetime: 900 })
      return Response.json(
        { access_token: token },
        {
          headers: [
            ['Set-Cookie', 'a=1'],
            ['Set-Cookie', 'b=2'],
          ],
        },
      )
    }
    if (pathname === '/me') {
      const token = /^Bearer (.+)$/i.exec(request.headers.get('authorization') ?? '')?.[1] ?? ''
      try {
        return Response.json(verify(token, options.secret, { now: now() }))
      } catch {
        return new Response(null, { status: 401, headers: { 'WWW-Authenticate': 'Bearer' } })
      }
    }
    return new Response('not found', { status: 404 })
  }
}
