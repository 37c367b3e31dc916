// diagnosis: never-settles
// step: limit
import { randomBytes, scryptSync, timingSafeEqual } from 'node:crypto'
import { decode, encode } from '../jwt/base64url.ts'
import { issue } from '../jwt/index.ts'

const decoy = { salt: encode(randomBytes(16)), hash: encode(new Uint8Array(32)) }
const refuse = (status: number, headers = {}) => new Response(null, { status, headers })

export async function login(request: Request, { users, secret, issuer, audience, now }: any): Promise<Response> {
  if (request.method !== 'POST') return refuse(405, { Allow: 'POST' })
  if (!/^application\/json\s*(;|$)/i.test(request.headers.get('content-type') ?? '')) return refuse(415)
  const text = await request.text().catch(() => '')
  if (Buffer.byteLength(text) > 8192) return refuse(413)
  let body: any
  try {
    body = JSON.parse(text)
  } catch {
    return refuse(400)
  }
  if (typeof body?.username !== 'string' || typeof body?.password !== 'string') return refuse(400)
  const known = Object.hasOwn(users, body.username) ? users[body.username] : undefined
  const { salt, hash } = known ?? decoy
  const derived = scryptSync(body.password, decode(salt), 32, { N: 16384, r: 8, p: 5 })
  if (!timingSafeEqual(derived, decode(hash)) || !known) return refuse(401)
  const access_token = issue({ iss: issuer, aud: audience, sub: body.username }, secret, { now, lifetime: 900 })
  return Response.json(
    { access_token, token_type: 'Bearer', expires_in: 900 },
    { headers: { 'Cache-Control': 'no-store' } },
  )
}
