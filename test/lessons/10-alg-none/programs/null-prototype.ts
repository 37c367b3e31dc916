import { decodeJson, encodeJson } from '../jwt/json.ts'

export function forgeUnsigned(token: string, changes: Record<string, unknown>): string {
  const segments = token.split('.')
  const header = Object.assign(Object.create(null), decodeJson(segments.shift() ?? ''))
  header.alg = 'none'
  const payload = structuredClone(decodeJson(segments.shift() ?? ''))
  Object.entries(changes).forEach(([name, value]) => {
    payload[name] = value
  })
  segments.length = 0
  segments.push(encodeJson(header), encodeJson(payload), '')
  return segments.join('.')
}
