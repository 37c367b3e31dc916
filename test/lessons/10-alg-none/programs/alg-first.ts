import { decodeJson, encodeJson } from '../jwt/json.ts'

// The order of the members of a JSON object has no meaning, so alg may move to the front.
export function forgeUnsigned(token: string, changes: Record<string, unknown>): string {
  const dot = token.indexOf('.')
  const rest = token.slice(dot + 1)
  const { alg: _, ...others } = decodeJson(token.slice(0, dot))
  const claims = decodeJson(rest.slice(0, rest.indexOf('.')))
  const names = new Set([...Object.keys(changes), ...Object.keys(claims)])
  const payload: Record<string, unknown> = {}
  for (const name of names) payload[name] = Object.hasOwn(changes, name) ? changes[name] : claims[name]
  return `${encodeJson({ alg: 'none', ...others })}.${encodeJson(payload)}.`
}
