// style: one function, top to bottom
import { verify } from '../jwt/index.ts'

const refuse = (error?: string) => {
  const code = error === undefined ? '' : ', error="' + error + '"'
  const challenge = 'Bearer realm="api"' + code
  return new Response(null, { status: 401, headers: { 'WWW-Authenticate': challenge } })
}

export function authenticate(request: Request, context: any): Record<string, unknown> | Response {
  const header = request.headers.get('authorization')
  if (header === null) return refuse()
  const space = header.indexOf(' ')
  const scheme = space < 0 ? header : header.slice(0, space)
  if (scheme.toLowerCase() !== 'bearer') return refuse()
  const token = space < 0 ? '' : header.slice(space).trim()
  if (!/^[A-Za-z0-9\-._~+/]+=*$/.test(token)) return refuse('invalid_token')
  const options = { now: context.now, issuer: context.issuer, audience: context.audience }
  try {
    const claims = verify(token, context.secret, options)
    return claims
  } catch (error) {
    return refuse('invalid_token')
  }
}
