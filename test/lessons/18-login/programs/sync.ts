// style: scryptSync, a reader, Buffers; the decoy is a real record that is made when the file is loaded
import crypto from 'node:crypto'
import * as jwt from '../jwt/index.ts'

const cost = { cost: 16384, blockSize: 8, parallelization: 5, maxmem: 64 * 1024 * 1024 }
const nobodySalt = crypto.randomBytes(16)
const nobody = {
  salt: nobodySalt.toString('base64url'),
  hash: crypto.scryptSync(crypto.randomBytes(32), nobodySalt, 32, cost).toString('base64url'),
}

const read = async (request: Request): Promise<Buffer | null> => {
  const reader = request.body?.getReader()
  if (!reader) return Buffer.alloc(0)
  let all = Buffer.alloc(0)
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return all
    all = Buffer.concat([all, value])
    if (all.byteLength > 8192) {
      void reader.cancel()
      return null
    }
  }
}

export async function login(request: Request, context: any): Promise<Response> {
  const no = (status: number): Response => new Response(null, { status })
  switch (request.method) {
    case 'POST':
      break
    default:
      return new Response('', { status: 405, headers: [['allow', 'POST']] })
  }
  if (!/^\s*application\/json\s*(;|$)/i.test(request.headers.get('Content-Type') ?? '')) return no(415)
  const bytes = await read(request).catch(() => Buffer.from('!'))
  if (bytes === null) return no(413)
  let credentials: { username: unknown; password: unknown }
  try {
    credentials = JSON.parse(bytes.toString('utf8'))
    if (credentials === null || Array.isArray(credentials) || typeof credentials !== 'object') return no(400)
  } catch {
    return no(400)
  }
  const { username, password } = credentials
  if (typeof username !== 'string' || typeof password !== 'string') return no(400)
  const exists = Object.prototype.hasOwnProperty.call(context.users, username)
  const user = exists ? context.users[username] : nobody
  const hash = crypto.scryptSync(Buffer.from(password, 'utf8'), Buffer.from(user.salt, 'base64url'), 32, cost)
  if (!(crypto.timingSafeEqual(hash, Buffer.from(user.hash, 'base64url')) && exists)) return no(401)
  return new Response(
    JSON.stringify({
      expires_in: 900,
      token_type: 'bearer',
      access_token: jwt.issue(
        { sub: username, jti: crypto.randomUUID(), aud: [context.audience], iss: context.issuer },
        context.secret,
        { now: context.now, lifetime: 15 * 60 },
      ),
    }),
    { status: 200, headers: { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store, private', pragma: 'no-cache' } },
  )
}
