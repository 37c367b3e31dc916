// style: keyobject
import { createHmac, createSecretKey } from 'node:crypto'
import { JwtError } from './errors.ts'
const b64 = (v: unknown) => Buffer.from(JSON.stringify(v)).toString('base64url')
export function signHs256(payload: Record<string, unknown>, secret: Uint8Array): string { const key = createSecretKey(secret); if (key.symmetricKeySize! * 8 < 256) throw new JwtError('bad-key', 'x'); const h = createHmac('sha256', key); const a = b64({ alg: 'HS256', typ: 'JWT' }), b = b64(payload); h.update(a); h.update('.'); h.update(b); return `${a}.${b}.${h.digest('base64url')}` }
