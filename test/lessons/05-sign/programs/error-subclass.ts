// style: refuse subclass
import { encode } from './base64url.ts'
import { JwtError } from './errors.ts'
import { hmacSha256 } from './hmac.ts'
import { encodeJson } from './json.ts'
type P = Record<string, unknown>
const utf8 = (t: string) => new TextEncoder().encode(t)
const HEAD = { alg: 'HS256', typ: 'JWT' }
function check(secret: Uint8Array) { if (secret.length < 32) throw new JwtError('bad-key', 'short') }
const mac = (secret: Uint8Array, text: string) => encode(hmacSha256(secret, utf8(text)))
function sign(payload: P, secret: Uint8Array): string { check(secret); const i = `${encodeJson(HEAD)}.${encodeJson(payload)}`; return `${i}.${mac(secret, i)}` }
class ShortSecret extends JwtError { constructor() { super('bad-key', 'too short') } }
export const signHs256 = (payload: P, secret: Uint8Array): string => { if (!(secret.length >= 32)) throw new ShortSecret(); return sign(payload, secret) }
