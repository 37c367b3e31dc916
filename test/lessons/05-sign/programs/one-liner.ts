// style: one expression, createHmac, Buffer's base64url
import { createHmac } from 'node:crypto'
import { JwtError } from './errors.ts'

const segment = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
const refuse = (): never => {
  throw new JwtError('bad-key', 'short')
}

export const signHs256 = (payload: Record<string, unknown>, secret: Uint8Array): string =>
  secret.byteLength > 31
    ? [segment({ typ: 'JWT', alg: 'HS256' }), segment(payload)].reduce((h, p) => `${h}.${p}.${createHmac('sha256', secret).update(`${h}.${p}`).digest('base64url')}`)
    : refuse()
