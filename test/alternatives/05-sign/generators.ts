// style: a generator of segments, a memo of the header only, tagged template
import { encode } from './base64url.ts'
import { JwtError } from './errors.ts'
import { hmacSha256 } from './hmac.ts'
import { encodeJson } from './json.ts'

let header: string | undefined

function dotted(texts: TemplateStringsArray, ...parts: string[]): Uint8Array {
  return Uint8Array.from(String.raw(texts, ...parts), letter => letter.charCodeAt(0))
}

function* segments(payload: Record<string, unknown>, secret: Uint8Array): Generator<string, void> {
  yield (header ??= encodeJson({ alg: 'HS256', typ: 'JWT' }))
  const body = encodeJson(payload)
  yield body
  yield encode(hmacSha256(secret, dotted`${header}.${body}`))
}

export function signHs256(payload: Record<string, unknown>, secret: Uint8Array): string {
  switch (true) {
    case secret.length < 32:
      throw new JwtError('bad-key', `${secret.length}`)
    default:
      return [...segments(payload, secret)].join('.')
  }
}
