/** The tokens of the lab: HS256, as in lesson 05. */
import { createHmac, timingSafeEqual } from 'node:crypto'

const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url')

function signature(signingInput: string, secret: string): Buffer {
  return createHmac('sha256', secret).update(signingInput).digest()
}

/** Makes a token with these claims. */
export function signToken(claims: Record<string, unknown>, secret: string): string {
  const signingInput = `${encode({ alg: 'HS256', typ: 'JWT' })}.${encode(claims)}`
  return `${signingInput}.${signature(signingInput, secret).toString('base64url')}`
}

/** The claims of a token that was signed with this secret, or null. */
export function readToken(token: string, secret: string): Record<string, unknown> | null {
  const [header = '', payload = '', signed = '', ...rest] = token.split('.')
  const expected = signature(`${header}.${payload}`, secret)
  const received = Buffer.from(signed, 'base64url')
  if (rest.length > 0 || received.length !== expected.length || !timingSafeEqual(received, expected))
    return null
  const claims: unknown = JSON.parse(Buffer.from(payload, 'base64url').toString())
  return typeof claims === 'object' ? (claims as Record<string, unknown>) : null
}
