// style: a TransformStream that counts, digests of the hashes compared, a Map of users
import { createHash, randomBytes, scrypt as scryptWithCallback, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'
import { decode } from '../jwt/base64url.ts'
import { issue } from '../jwt/index.ts'

const scrypt = promisify(scryptWithCallback) as unknown as (p: Uint8Array, s: Uint8Array, n: number, o: object) => Promise<Uint8Array>
const sha = (bytes: Uint8Array) => createHash('sha512').update(bytes).digest()

const limit = (most: number) => {
  let seen = 0
  return new TransformStream<Uint8Array, Uint8Array>({
    transform(chunk, controller) {
      seen += chunk.byteLength
      if (seen > most) controller.error(new RangeError('too long'))
      else controller.enqueue(chunk)
    },
  })
}

export async function login(request: Request, { users, secret, issuer, audience, now }: any) {
  const refuse = (status: number, headers?: HeadersInit) => new Response('no', { status, headers })
  if (request.method !== 'POST') return refuse(405, { Allow: 'POST' })
  const essence = (request.headers.get('content-type') ?? '').replace(/;.*/s, '').trim()
  if (essence.toUpperCase() !== 'APPLICATION/JSON') return refuse(415)
  let body: any = null
  try {
    if (request.body) body = await new Response(request.body.pipeThrough(limit(8192))).json()
  } catch (error) {
    return refuse(error instanceof RangeError ? 413 : 400)
  }
  if (typeof body?.username !== 'string' || typeof body.password !== 'string') return refuse(400)
  const record = new Map<string, { salt: string; hash: string }>(Object.entries(users)).get(body.username)
  const key = await scrypt(new TextEncoder().encode(body.password), record ? decode(record.salt) : randomBytes(16), 32, { N: 16384, r: 8, p: 5 })
  const ok = timingSafeEqual(sha(key), sha(record ? decode(record.hash) : randomBytes(32)))
  if (!ok || record === undefined) return refuse(401)
  const token = issue({ iss: issuer, aud: audience, sub: body.username }, secret, { now, lifetime: 900 })
  return Response.json({ access_token: token, token_type: 'Bearer', expires_in: 900 }, { headers: { 'Cache-Control': 'no-store' } })
}
