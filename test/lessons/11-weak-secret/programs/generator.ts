import { encode } from '../jwt/base64url.ts'
import { hmacSha256 } from '../jwt/hmac.ts'
import { decodeJson } from '../jwt/json.ts'

function* macs(input: Uint8Array, candidates: Iterable<string>): Generator<[string, string]> {
  for (const candidate of candidates) {
    yield [candidate, encode(hmacSha256(new TextEncoder().encode(candidate), input))]
  }
}

export function crackSecret(token: string, candidates: readonly string[]): string | undefined {
  const [header = '', payload = '', signature, extra] = token.split('.')
  if (signature === undefined || extra !== undefined) return undefined
  if (decodeJson(header).alg !== 'HS256') return undefined
  for (const [candidate, mac] of macs(new TextEncoder().encode(`${header}.${payload}`), candidates)) {
    if (mac === signature) return candidate
  }
}
