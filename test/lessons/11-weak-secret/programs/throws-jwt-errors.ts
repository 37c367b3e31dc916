import { createHmac, timingSafeEqual } from 'node:crypto'
import { decode } from '../jwt/base64url.ts'
import { JwtError } from '../jwt/errors.ts'
import { decodeJson } from '../jwt/json.ts'

export function crackSecret(token: string, candidates: readonly string[]): string | undefined {
  const segments = token.split('.')
  if (segments.length !== 3) throw new JwtError('malformed', 'three segments')
  const [header, payload, signature] = segments as [string, string, string]
  if (decodeJson(header).alg !== 'HS256') throw new JwtError('unsupported', 'HS256 only')
  const wanted = decode(signature)
  if (wanted.length !== 32) throw new JwtError('bad-signature', '32 bytes')
  let index = 0
  while (index < candidates.length) {
    const mac = createHmac('sha256', candidates[index] as string).update(`${header}.${payload}`).digest()
    if (timingSafeEqual(mac, wanted)) break
    index += 1
  }
  return candidates[index]
}
