// style: a class with methods; the macs of both hashes compared; signs by itself
import { createHmac, randomBytes, scrypt, timingSafeEqual } from 'node:crypto'
import { decode } from '../jwt/base64url.ts'
import { signHs256 } from '../jwt/hs256.ts'

type User = { salt: string; hash: string }
type Context = { users: Record<string, User>; secret: Uint8Array; issuer: string; audience: string; now: number }

class Login {
  readonly #request: Request
  readonly #context: Context
  constructor(request: Request, context: Context) {
    this.#request = request
    this.#context = context
  }
  async answer(): Promise<Response> {
    const fault = this.#fault()
    if (fault) return fault
    const body = await this.#read()
    if (body === 'long') return Login.refuse(413)
    if (body === 'bad') return Login.refuse(400)
    return (await this.#check(body.username, body.password)) ? this.#token(body.username) : Login.refuse(401)
  }
  static refuse(status: number): Response {
    const response = Response.json({ status }, { status })
    if (status === 405) response.headers.set('Allow', 'POST')
    return response
  }
  #fault(): Response | null {
    if (this.#request.method !== 'POST') return Login.refuse(405)
    const type = this.#request.headers.get('content-type')
    if (type === null || !/^application\/json[\t ]*(?:$|;)/i.test(type)) return Login.refuse(415)
    return null
  }
  async #read(): Promise<{ username: string; password: string } | 'long' | 'bad'> {
    const declared = Number(this.#request.headers.get('content-length') ?? 0)
    if (declared > 8192) return 'long'
    const bytes = new Uint8Array(8193)
    let at = 0
    try {
      const reader = this.#request.body?.getReader()
      for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
        const room = part.value!.subarray(0, bytes.length - at)
        bytes.set(room, at)
        at += room.length
        if (at === bytes.length) {
          reader?.cancel().catch(() => {})
          return 'long'
        }
      }
      const value = JSON.parse(Buffer.from(bytes.buffer, 0, at).toString())
      return typeof value.username === 'string' && typeof value.password === 'string' ? value : 'bad'
    } catch {
      return 'bad'
    }
  }
  #derive(password: string, salt: Uint8Array): Promise<Uint8Array> {
    const { promise, resolve, reject } = Promise.withResolvers<Uint8Array>()
    scrypt(password, salt, 32, { N: 16384, r: 8, p: 5 }, (error, key) => (error ? reject(error) : resolve(key)))
    return promise
  }
  async #check(username: string, password: string): Promise<boolean> {
    const key = randomBytes(32)
    const mac = (bytes: Uint8Array) => createHmac('sha256', key).update(bytes).digest()
    const user = Object.entries(this.#context.users).find(([name]) => name === username)?.[1]
    const salt = user ? decode(user.salt) : randomBytes(16)
    const expected = user ? decode(user.hash) : randomBytes(32)
    return timingSafeEqual(mac(await this.#derive(password, salt)), mac(expected)) && user !== undefined
  }
  #token(sub: string): Response {
    const { issuer: iss, audience: aud, now, secret } = this.#context
    const token = signHs256({ iss, aud, sub, iat: now, exp: now + 900, role: 'user' }, secret)
    const body = { access_token: token, token_type: 'BEARER', expires_in: 900, scope: '' }
    return new Response(JSON.stringify(body, null, 2), {
      headers: { 'Content-Type': 'application/json', 'Cache-Control': 'no-store', Date: new Date(0).toUTCString() },
    })
  }
}

export function login(request: Request, context: Context): Promise<Response> {
  return new Login(request, context).answer()
}
