// style: imports nothing of the library but the error: node:crypto only
import { createHmac, timingSafeEqual } from 'node:crypto'
import { JwtError } from './errors.ts'

const mac = (text: string, secret: Uint8Array): Buffer => createHmac('sha256', secret).update(text).digest()
const segment = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url')

function strong(secret: Uint8Array): void {
  if (secret.byteLength < 32) throw new JwtError('bad-key', 'an HS256 secret has 32 bytes or more')
}

function read(text: string): Record<string, any> {
  try {
    if (!/^[\w-]+$/.test(text)) throw new Error('no base64url')
    const bytes = Buffer.from(text, 'base64url')
    if (bytes.toString('base64url') !== text) throw new Error('no canonical base64url')
    const value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
    if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Error('no object')
    return value
  } catch (cause) {
    throw new JwtError('malformed', String(cause))
  }
}

export function issue(claims: Record<string, any>, secret: Uint8Array, options: { now: number; lifetime: number }): string {
  strong(secret)
  const text = `${segment({ typ: 'JWT', alg: 'HS256' })}.${segment({ ...claims, iat: options.now, exp: options.now + options.lifetime })}`
  return `${text}.${mac(text, secret).toString('base64url')}`
}

export function verify(token: string, secret: Uint8Array, options: { now: number; leeway?: number; issuer?: string; audience?: string; subject?: string }): Record<string, any> {
  strong(secret)
  const parts = token.split('.')
  if (parts.length !== 3) throw new JwtError('malformed', 'three segments')
  const [header, payload, signature] = parts as [string, string, string]
  const { alg, ...others } = read(header)
  if (alg !== 'HS256' || 'crit' in others || 'b64' in others) throw new JwtError('unsupported', 'HS256 only')
  const right = mac(`${header}.${payload}`, secret)
  const received = Buffer.from(signature, 'base64url')
  if (received.length !== right.length || received.toString('base64url') !== signature || !timingSafeEqual(received, right)) {
    throw new JwtError('bad-signature', 'wrong signature')
  }
  const claims = read(payload)
  const { now, leeway = 0, issuer, audience, subject } = options
  if (!Object.hasOwn(claims, 'exp')) throw new JwtError('claim-missing', 'exp')
  for (const name of ['exp', 'nbf', 'iat']) {
    if (Object.hasOwn(claims, name) && !Number.isFinite(claims[name])) throw new JwtError('malformed', name)
  }
  if (claims.nbf > now + leeway) throw new JwtError('not-yet-valid', 'nbf')
  if (claims.exp <= now - leeway) throw new JwtError('expired', 'exp')
  for (const [name, text] of [['aud', audience], ['iss', issuer], ['sub', subject]] as const) {
    if (text === undefined) continue
    if (!Object.hasOwn(claims, name)) throw new JwtError('claim-missing', name)
    const value = claims[name]
    if (value !== text && !(name === 'aud' && Array.isArray(value) && value.includes(text))) throw new JwtError('claim-mismatch', name)
  }
  return claims
}
