import { decode, encode } from '../jwt/base64url.ts'

const text = (segment = ''): string => new TextDecoder().decode(decode(segment))
const segment = (json: string): string => encode(new TextEncoder().encode(json))

export function forgeUnsigned(token: string, changes: Record<string, unknown>): string {
  const [header, payload] = token.split('.')
  let before = true
  // Only the outermost object is visited last, with an empty name.
  const unsigned = JSON.parse(text(header), (name, value) => (name === '' && before ? { ...value, alg: 'none' } : value))
  before = false
  return `${segment(JSON.stringify(unsigned, null, 2))}.${segment(JSON.stringify({ ...JSON.parse(text(payload)), ...changes }, null, '\t'))}.`
}
