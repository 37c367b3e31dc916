// diagnosis: scrypt-missing
// step: token
import { createHash } from 'node:crypto'
import { issue } from '../jwt/index.ts'

export async function login(request: Request, context: any): Promise<Response> {
  const { username, password } = (await request.json()) as any
  const { salt, hash } = context.users[username]
  const digest = createHash('sha256').update(salt + password).digest('base64url')
  if (digest !== hash) return Response.json({ error: 'wrong password' }, { status: 401 })
  const claims = { iss: context.issuer, aud: context.audience, sub: username }
  const access_token = issue(claims, context.secret, { now: context.now, lifetime: 900 })
  return Response.json({ access_token, token_type: 'Bearer', expires_in: 900 })
}
