// style: one regular expression for the shape, digests compared with ===, a frozen result with more members
import { createHash, createHmac } from 'node:crypto'
import { decode } from './base64url.ts'
import { JwtError, type JwtErrorCode } from './errors.ts'
import { decodeJson } from './json.ts'

const TOKEN = /^([\w-]+)\.([\w-]+)\.([\w-]*)$/
const refuse = (code: JwtErrorCode): never => {
  throw new JwtError(code, code)
}
const digest = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('base64')

export const verifyHs256 = (token: string, secret: Uint8Array) => {
  const [text, h, p, s] = TOKEN.exec(token) ?? refuse('malformed')
  if (text !== token) refuse('malformed')
  const header = decodeJson(h!)
  const payload = decodeJson(p!)
  if (!(header.alg === 'HS256')) refuse('unsupported')
  if (Object.keys(header).some(name => name === 'crit' || name === 'b64')) refuse('unsupported')
  if (!(secret.length > 31)) refuse('bad-key')
  const mac = createHmac('sha256', secret).update(`${h}.${p}`, 'utf8').digest()
  return digest(decode(s!)) === digest(mac)
    ? Object.freeze({ header, payload, signature: s, valid: true })
    : refuse('bad-signature')
}
