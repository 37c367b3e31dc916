import { decodeJson, encodeJson } from '../jwt/json.ts'

function over(base: Record<string, unknown>, changes: Record<string, unknown>): Record<string, unknown> {
  const map = new Map<string, unknown>(Object.entries(base))
  for (const [name, value] of Object.entries(changes)) map.set(name, value)
  return Object.fromEntries(map)
}

export function forgeUnsigned(token: string, changes: Record<string, unknown>): string {
  const match = /^([^.]*)\.([^.]*)\./.exec(token)
  if (match === null) throw new Error('not a token')
  const header = over(decodeJson(match[1] as string), { alg: 'none' })
  const payload = over(decodeJson(match[2] as string), changes)
  return `${encodeJson(header)}.${encodeJson(payload)}.`
}
