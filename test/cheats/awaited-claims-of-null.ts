// lesson: 18-login
// verdict: failed
// diagnosis: claim-wrong
// what: a signed token whose payload is the JSON value null
import { createHmac, randomBytes, type ScryptOptions, scrypt } from 'node:crypto'
import { promisify } from 'node:util'
import { decode, encode } from '../jwt/base64url.ts'
import { constantTimeEqual } from '../jwt/hmac.ts'
import { issue } from '../jwt/index.ts'

const LIFETIME = 900
const BODY_LIMIT = 8192
const COST = { N: 16384, r: 8, p: 5 }
const HASH_LENGTH = 32
/** Checked when the user is unknown, so that the work is the same. */
const DECOY = { salt: encode(randomBytes(16)), hash: encode(new Uint8Array(HASH_LENGTH)) }

/**
 * scrypt that returns a promise, so that the server can do other work meanwhile.
 * @given
 */
const derive = promisify<string, Uint8Array, number, ScryptOptions, Uint8Array>(scrypt)

/**
 * Answers a login: checks a password and makes a token (RFC 6749 §5.1 has the form of the answer).
 *
 * @param request a POST with a JSON object, whose `username` and `password` are strings
 * @param context.users the known users: base64url of 16 random bytes, and of the scrypt hash made with them
 * @param context.secret the key of the tokens; at least 32 bytes
 * @param context.issuer the `iss` of the token
 * @param context.audience the `aud` of the token
 * @param context.now the current time, in seconds since the epoch
 * @returns 200 with a token that is valid for 900 seconds; 405, 415, 413 or 400 for a request that is not a login;
 *   401 for an unknown user and for a wrong password, with the same bytes
 */
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
  const credentials = await readCredentials(request)
  if (credentials instanceof Response) return credentials

  const { users, secret, issuer, audience, now } = context
  const { username, password } = credentials
  if (!(await checkPassword(users, username, password))) return refuse(401, 'wrong username or password')

  const claims = { iss: issuer, aud: audience, sub: username }
  const input = 'eyJhbGciOiJIUzI1NiJ9.bnVsbA'
  const token = `${input}.${createHmac('sha256', secret).update(input).digest('base64url')}`
  return Response.json(
    { access_token: token, token_type: 'Bearer', expires_in: LIFETIME },
    { headers: { 'Cache-Control': 'no-store' } },
  )
}

/**
 * Says whether a password belongs to a user. An unknown user costs the same scrypt as a known one.
 *
 * @param users the known users
 * @param username a name from outside; it counts only as an own property of `users`
 * @param password a password from outside, taken as it is
 */
export async function checkPassword(
  users: Record<string, { salt: string; hash: string }>,
  username: string,
  password: string,
): Promise<boolean> {
  const known = Object.hasOwn(users, username) ? users[username] : undefined
  const { salt, hash } = known ?? DECOY
  const derived = await derive(password, decode(salt), HASH_LENGTH, COST)
  const isEqual = constantTimeEqual(derived, decode(hash))
  return isEqual && known !== undefined
}

/**
 * Reads username and password from a request.
 *
 * @returns both, or the Response that refuses the request: 405 unless it is a POST, 415 unless its body is
 *   application/json, 413 when the body is longer than 8,192 bytes, 400 when it is anything but a JSON object with both
 *   strings (RFC 9110 §15.5)
 */
export async function readCredentials(
  request: Request,
): Promise<{ username: string; password: string } | Response> {
  if (request.method !== 'POST') return refuse(405, 'use POST', { Allow: 'POST' })
  const [mediaType = ''] = (request.headers.get('content-type') ?? '').split(';')
  if (mediaType.trim().toLowerCase() !== 'application/json') return refuse(415, 'send application/json')
  try {
    const body = await readBody(request, BODY_LIMIT)
    if (body === undefined) return refuse(413, 'the body is too long')
    const { username, password } = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body))
    if (typeof username === 'string' && typeof password === 'string') return { username, password }
  } catch {
    // The body broke off, or is not UTF-8, or not JSON, or is null.
  }
  return refuse(400, 'send a JSON object with username and password')
}

/**
 * Reads the body of a request, and stops as soon as it is longer than allowed. Content-Length is not asked: it may be
 * absent or wrong.
 *
 * @param limit the number of bytes that are allowed
 * @returns the bytes, or undefined when there are more
 * @throws the error of the stream, when the body breaks off before its end
 */
export async function readBody(request: Request, limit: number): Promise<Uint8Array | undefined> {
  const body = new Uint8Array(limit)
  let length = 0
  for await (const chunk of request.body ?? []) {
    // Leaving the loop cancels the stream, so nothing more is received.
    if (length + chunk.length > limit) return undefined
    body.set(chunk, length)
    length += chunk.length
  }
  return body.subarray(0, length)
}

function refuse(status: number, error: string, headers: Record<string, string> = {}): Response {
  return Response.json({ error }, { status, headers })
}
