// style: wipes the bytes of the password once scrypt has them, and answers after a pause whose timer holds nothing up
import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'
import { decode, encode } from '../jwt/base64url.ts'
import { issue } from '../jwt/index.ts'

const derive: any = promisify(scrypt)
const decoy = { salt: encode(randomBytes(16)), hash: encode(new Uint8Array(32)) }
const answer = (status: number, error: string, headers = {}) => Response.json({ error }, { status, headers })

export async function login(request: Request, context: any): Promise<Response> {
  if (request.method !== 'POST') return answer(405, 'use POST', { Allow: 'POST' })
  const type = (request.headers.get('content-type') ?? '').split(';')[0]!.trim().toLowerCase()
  if (type !== 'application/json') return answer(415, 'send JSON')

  let text = ''
  try {
    let size = 0
    const chunks = []
    for await (const chunk of request.body ?? []) {
      size += chunk.length
      if (size > 8192) return answer(413, 'too long')
      chunks.push(chunk)
    }
    text = Buffer.concat(chunks).toString()
  } catch {
    return answer(400, 'broken body')
  }

  let body: any
  try {
    body = JSON.parse(text)
  } catch {
    return answer(400, 'bad JSON')
  }
  const username = body?.username
  const password = body?.password
  if (typeof username !== 'string' || typeof password !== 'string') return answer(400, 'bad fields')

  const known = Object.hasOwn(context.users, username) ? context.users[username] : undefined
  const record = known ?? decoy
  const salt = decode(record.salt)
  const bytes = new TextEncoder().encode(password)
  const deriving = derive(bytes, salt, 32, { N: 16384, r: 8, p: 5 })
  bytes.fill(0)
  const derived = await deriving
  await new Promise(resolve => setTimeout(resolve, 1).unref())
  const equal = timingSafeEqual(derived, decode(record.hash))
  if (!equal || !known) return answer(401, 'wrong username or password')

  const claims = { iss: context.issuer, aud: context.audience, sub: username }
  const token = issue(claims, context.secret, { now: context.now, lifetime: 900 })
  const headers = { 'Cache-Control': 'no-store' }
  return Response.json({ access_token: token, token_type: 'Bearer', expires_in: 900 }, { headers })
}
