// diagnosis: let-in
// step: token
import { scrypt, timingSafeEqual } from 'node:crypto'
import { decode } from '../jwt/base64url.ts'
import { issue } from '../jwt/index.ts'

async function checkPassword(users: any, username: string, password: string): Promise<boolean> {
  const { salt, hash } = users[username]
  const derived = await new Promise<Buffer>((resolve, reject) =>
    scrypt(password, decode(salt), 32, { N: 16384, r: 8, p: 5 }, (error, key) => (error ? reject(error) : resolve(key))),
  )
  return timingSafeEqual(derived, decode(hash))
}

export async function login(request: Request, context: any): Promise<Response> {
  const { username, password } = (await request.json()) as any
  if (!checkPassword(context.users, username, password)) return new Response(null, { status: 401 })
  const claims = { iss: context.issuer, aud: context.audience, sub: username }
  const access_token = issue(claims, context.secret, { now: context.now, lifetime: 900 })
  return Response.json(
    { access_token, token_type: 'Bearer', expires_in: 900 },
    { headers: { 'Cache-Control': 'no-store' } },
  )
}
