// style: the decoy's record is made with the first login, whoever that is; a table of checks
import { randomBytes, scryptSync, timingSafeEqual } from 'node:crypto'
import { decode, encode } from '../jwt/base64url.ts'
import { issue } from '../jwt/index.ts'

type User = { salt: string; hash: string }
const COST = { N: 16_384, r: 8, p: 5, maxmem: 2 ** 26 }
let decoy: User | undefined
const scryptOf = (password: string | Uint8Array, salt: Uint8Array) => new Uint8Array(scryptSync(password, salt, 32, COST))

const checks: [number, (request: Request) => boolean, HeadersInit?][] = [
  [405, request => request.method === 'POST', { Allow: 'POST' }],
  [415, request => /^application\/json$/i.test((request.headers.get('content-type') ?? '').split(';', 1)[0]!.trim())],
]

async function* upTo(limit: number, stream: ReadableStream<Uint8Array>) {
  let sum = 0
  for await (const chunk of stream) {
    if ((sum += chunk.length) > limit) throw 413
    yield* chunk
  }
}

export async function login(request: Request, context: { users: Record<string, User>; secret: Uint8Array; issuer: string; audience: string; now: number }) {
  for (const [status, holds, headers] of checks) if (!holds(request)) return new Response(null, { status, headers })
  const bytes: number[] = []
  let body: unknown
  try {
    if (request.body !== null) for await (const byte of upTo(8192, request.body)) bytes.push(byte)
    body = JSON.parse(new TextDecoder().decode(Uint8Array.from(bytes)))
  } catch (error) {
    return new Response(null, { status: error === 413 ? 413 : 400 })
  }
  const { username, password } = Object(body) as Record<string, unknown>
  if (typeof username !== 'string' || typeof password !== 'string') return new Response(null, { status: 400 })
  if (decoy === undefined) {
    const salt = randomBytes(16)
    decoy = { salt: encode(salt), hash: encode(scryptOf(randomBytes(16), salt)) }
  }
  const isKnown = Object.keys(context.users).includes(username)
  const { salt, hash } = isKnown ? (context.users[username] as User) : decoy
  const isRight = timingSafeEqual(scryptOf(password, decode(salt)), decode(hash))
  if (!(isRight && isKnown)) return new Response(null, { status: 401, headers: { 'WWW-Authenticate': 'Form' } })
  const { issuer, audience, secret, now } = context
  return Response.json(
    { access_token: issue({ iss: issuer, aud: audience, sub: username }, secret, { now, lifetime: 900 }), token_type: 'Bearer', expires_in: 900 },
    { headers: { 'Cache-Control': 'no-store' } },
  )
}
