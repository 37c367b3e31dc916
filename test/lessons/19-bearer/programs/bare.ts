// style: the shortest; a bare Bearer header has no error code
import { verify } from '../jwt/index.ts'

export function authenticate(request: Request, c: any): any {
  const refuse = (challenge: string) =>
    new Response(undefined, { status: 401, headers: [['WWW-Authenticate', challenge]] })
  const match = /^bearer( +(?<token>[^ ].*))?$/i.exec(request.headers.get('authorization') || '')
  if (!match?.groups?.token) return refuse('Bearer')
  try {
    return verify(match.groups.token, c.secret, { now: c.now, issuer: c.issuer, audience: c.audience, leeway: 0 })
  } catch {
    return refuse('Bearer error="invalid_token"')
  }
}
