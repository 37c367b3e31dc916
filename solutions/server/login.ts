import { scrypt, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'
import { issue } from '../jwt/index.ts'

const derive = promisify<string, string, number, Buffer>(scrypt)
/** For users that do not exist: the work is the same. */
const NOBODY = { salt: '00'.repeat(16), hash: '00'.repeat(32) }

/** Answers a login (RFC 6749 §5.1 has the form of the answer). */
export async function login(
  request: Request,
  context: {
    users: Record<string, { salt: string; hash: string }>
    secret: Uint8Array
    issuer: string
    audience: string
    now: number
  },
): Promise<Response> {
  const answer = (status: number, body: unknown): Response =>
    Response.json(body, { status, headers: { 'Cache-Control': 'no-store' } })
  if (request.method !== 'POST') return answer(405, { error: 'method' })
  if (!request.headers.get('content-type')?.startsWith('application/json'))
    return answer(415, { error: 'type' })
  let credentials: { user?: unknown; password?: unknown }
  try {
    credentials = JSON.parse(await request.text())
  } catch {
    return answer(400, { error: 'json' })
  }
  const { user, password } = credentials
  if (typeof user !== 'string' || typeof password !== 'string') return answer(400, { error: 'json' })
  const known = Object.hasOwn(context.users, user) ? context.users[user] : undefined
  const { salt, hash } = known ?? NOBODY
  const derived = await derive(password, salt, 32)
  if (!timingSafeEqual(derived, Buffer.from(hash, 'hex')) || known === undefined)
    return answer(401, { error: 'user or password' })
  const { issuer: iss, audience: aud, secret, now } = context
  const token = issue({ iss, aud, sub: user }, secret, { now, lifetime: 900 })
  const response = answer(200, { access_token: token, token_type: 'Bearer', expires_in: 900 })
  response.headers.append('Set-Cookie', 'a=1; Path=/')
  response.headers.append('Set-Cookie', 'b=2; Path=/')
  return response
}
