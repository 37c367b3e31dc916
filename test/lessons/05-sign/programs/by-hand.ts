// style: no helper of the workspace but the error, base64url by regular expression, hash twice by hand
import { hash } from 'node:crypto'
import { JwtError } from './errors.ts'

const url = (text: string): string => text.replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '')
const utf8 = (text: string): string => Array.from(new TextEncoder().encode(text), byte => String.fromCharCode(byte)).join('')

export function signHs256(payload: Record<string, unknown>, secret: Uint8Array): string {
  const length = secret.length
  if (!(length >= 32)) {
    const error = new JwtError('bad-key', 'HS256 needs 256 bits')
    throw error
  }
  const head = url(btoa('{"alg":"HS256","typ":"JWT"}'))
  const body = url(btoa(utf8(JSON.stringify(payload))))
  const key = Buffer.alloc(64)
  if (length > 64) hash('sha256', secret, 'buffer').copy(key)
  else key.set(secret)
  const inner = hash('sha256', Buffer.concat([key.map(byte => byte ^ 0x36), Buffer.from(`${head}.${body}`)]), 'buffer')
  const mac = hash('sha256', Buffer.concat([key.map(byte => byte ^ 0x5c), inner]), 'base64')
  return head.concat('.', body, '.', url(mac))
}
