// diagnosis: let-in
// step: header
import { decodeJson } from '../jwt/json.ts'

export function authenticate(request: Request, context: any): Record<string, unknown> | Response {
  const token = /^bearer +(\S+)$/i.exec(request.headers.get('authorization') ?? '')?.[1]
  if (token === undefined) return new Response(null, { status: 401 })
  const claims = decodeJson(token.split('.')[1] ?? '')
  if (Number(claims.exp) <= context.now) return new Response(null, { status: 401 })
  return claims
}
