// style: refusals are thrown inside and turned into a Response at the border
import { randomBytes, scrypt } from 'node:crypto'
import { decode } from '../jwt/base64url.ts'
import { constantTimeEqual } from '../jwt/hmac.ts'
import { issue } from '../jwt/index.ts'

class Refusal extends Error {
  readonly status: number
  readonly headers: Record<string, string>
  constructor(status: number, headers: Record<string, string> = {}) {
    super(`refused with ${status}`)
    this.status = status
    this.headers = headers
  }
}

function assert(condition: unknown, status: number, headers?: Record<string, string>): asserts condition {
  if (!condition) throw new Refusal(status, headers)
}

const hashOf = (password: string, salt: Uint8Array): Promise<Buffer> =>
  new Promise((resolve, reject) =>
    scrypt(password, salt, 32, { N: 2 ** 14, r: 8, p: 5 }, (error, key) => (error ? reject(error) : resolve(key))),
  )

async function bodyOf(request: Request): Promise<string> {
  const decoder = new TextDecoder()
  let rest = 8192
  let text = ''
  for await (const chunk of request.body ?? []) {
    rest -= chunk.byteLength
    assert(rest >= 0, 413)
    text += decoder.decode(chunk, { stream: true })
  }
  return text + decoder.decode()
}

type Context = { users: Record<string, { salt: string; hash: string }>; secret: Uint8Array; issuer: string; audience: string; now: number }

async function answer(request: Request, context: Context): Promise<Response> {
  assert(request.method === 'POST', 405, { Allow: 'POST' })
  const [type] = (request.headers.get('content-type') ?? 'none').toLowerCase().split(';')
  assert(type?.trim() === 'application/json', 415)
  const text = await bodyOf(request)
  let body: unknown
  try {
    body = JSON.parse(text)
  } catch {
    throw new Refusal(400)
  }
  assert(typeof body === 'object' && body !== null && !Array.isArray(body), 400)
  const { username, password } = body as Record<string, unknown>
  assert(typeof username === 'string', 400)
  assert(typeof password === 'string', 400)
  const found = Object.getOwnPropertyDescriptor(context.users, username)?.value
  const derived = await hashOf(password, found ? decode(found.salt) : randomBytes(16))
  const matches = constantTimeEqual(derived, found ? decode(found.hash) : randomBytes(32))
  assert(matches && found, 401)
  const access_token = issue({ iss: context.issuer, aud: context.audience, sub: username }, context.secret, { now: context.now, lifetime: 900 })
  return Response.json({ access_token, token_type: 'Bearer', expires_in: 900 }, { headers: { 'Cache-Control': 'no-store' } })
}

export const login = async (request: Request, context: Context): Promise<Response> => {
  try {
    return await answer(request, context)
  } catch (error) {
    const { status, headers } = error instanceof Refusal ? error : new Refusal(400)
    return Response.json({ error: 'refused' }, { status, headers })
  }
}
