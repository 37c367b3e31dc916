// style: create hmac
import { createHmac } from 'node:crypto'
import { JwtError } from './errors.ts'
const b64 = (v: unknown) => Buffer.from(JSON.stringify(v)).toString('base64url')
export function signHs256(payload: Record<string, unknown>, secret: Uint8Array): string { if (secret.byteLength < 32) throw new JwtError('bad-key', 'x'); const s = [b64({ typ: 'JWT', alg: 'HS256' }), b64(payload)].join('.'); return s + '.' + createHmac('sha256', secret).update(s, 'ascii').digest('base64url') }
