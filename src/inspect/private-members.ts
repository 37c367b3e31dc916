/** The members of a JWK that nobody else may have (RFC 7518 §6, RFC 9964 for AKP), by its type. */
const PRIVATE: ReadonlyMap<unknown, readonly string[]> = new Map([
  ['RSA', ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth']],
  ['EC', ['d']],
  ['OKP', ['d']],
  ['AKP', ['priv']],
  ['oct', ['k']],
])
const OF_ANY_TYPE: readonly string[] = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'k', 'priv']

/** Whether a `kty` is one of those that are registered. */
export const isKeyType = (type: unknown): boolean => PRIVATE.has(type)

/** The names of the private or secret members that a JWK has; of one whose type nobody knows, those of all types. */
export function privateMembers(jwk: Record<string, unknown>): string[] {
  const type = Object.hasOwn(jwk, 'kty') ? jwk.kty : undefined
  return (PRIVATE.get(type) ?? OF_ANY_TYPE).filter(name => Object.hasOwn(jwk, name) && isThere(jwk[name]))
}

const isThere = (value: unknown): boolean =>
  Array.isArray(value) ? value.length > 0 : typeof value === 'string' && value !== ''
