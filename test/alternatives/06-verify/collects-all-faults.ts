// style: every check runs, the first fault in the list is thrown at the end
import { decode } from './base64url.ts'
import { JwtError } from './errors.ts'
import { constantTimeEqual, hmacSha256 } from './hmac.ts'
import { decodeJson } from './json.ts'

type Json = Record<string, unknown>

export function verifyHs256(token: string, secret: Uint8Array): { header: Json; payload: Json } {
  const faults: JwtError[] = []
  const attempt = <T>(action: () => T): T | undefined => {
    try {
      return action()
    } catch (error) {
      if (!(error instanceof JwtError)) throw error
      faults.push(error)
      return undefined
    }
  }
  const must = (holds: boolean, code: ConstructorParameters<typeof JwtError>[0]) => {
    if (!holds) faults.push(new JwtError(code, code))
  }
  const [h = '', p = '', s = '', ...rest] = token.split('.')
  must(rest.length === 0 && token.split('.').length > 2, 'malformed')
  const header = attempt(() => decodeJson(h))
  const payload = attempt(() => decodeJson(p))
  const received = attempt(() => decode(s))
  if (header) {
    must(header.alg === 'HS256', 'unsupported')
    must(!('crit' in header) && !('b64' in header), 'unsupported')
  }
  must(secret.length >= 32, 'bad-key')
  const expected = hmacSha256(secret, new TextEncoder().encode(token.slice(0, token.length - s.length - 1)))
  must(received !== undefined && constantTimeEqual(received, expected), 'bad-signature')
  const [fault] = faults
  if (fault || !header || !payload) throw fault
  return { header, payload }
}
