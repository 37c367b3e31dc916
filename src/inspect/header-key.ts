/** What a header has where the key of its author may stand: `jwk`, and the ephemeral key `epk` of an encryption. */
import type { JWK } from 'jose'
import { parseObject } from '../text/json.ts'
import { missingMembers } from './jwk-certificate.ts'
import { jwkLabel } from './key-labels.ts'
import { isKeyType, privateMembers } from './private-members.ts'
import { kindOf, own } from './times.ts'

type Json = Record<string, unknown>

/** What a key in a header is, in a few words: never more than it is. */
export function headerKeyInWords(value: unknown): string {
  if (!isObject(value)) return `${kindOf(value)}, but it must be an object`
  const type = own(value, 'kty')
  if (type === undefined) return 'an object without kty, which every JWK has'
  if (typeof type !== 'string') return `its kty is ${kindOf(type)}, but it must be a string`
  if (!isKeyType(type)) return 'its kty is not the name of a registered type'
  if (type === 'oct') return 'a secret, not a public key'
  const half = privateMembers(value).length > 0 ? 'with its private half' : 'its public half'
  const missing = missingMembers({ ...value, kty: type }).join(', ')
  return missing === '' ? `${labelOf(value)}, ${half}` : `incomplete: it has no ${missing}`
}

/** The name of a curve is shown when it looks like one: whoever wrote the token chose it. */
function labelOf(key: Json): string {
  const { crv, ...rest } = key
  const isName = typeof crv === 'string' && /^[\w-]{1,20}$/u.test(crv)
  return jwkLabel((isName ? key : rest) as JWK)
}

/** The keys in a value that should be one: itself, those in a list, in a key set, or in the JSON of a string. */
export function keysIn(value: unknown): Json[] {
  if (typeof value === 'string') return keysIn(parseObject(value))
  if (Array.isArray(value)) return value.filter(isObject)
  if (!isObject(value)) return []
  const inside = own(value, 'keys')
  return Array.isArray(inside) ? inside.filter(isObject) : [value]
}

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
