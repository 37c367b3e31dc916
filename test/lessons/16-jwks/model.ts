/** Which key of a set a token may be verified with, once: the questions of keyFor. A mistake answers one of them wrongly. */
import { defineModel, refuse, show } from '../../../src/grader/kit/index.ts'
import type { Jwk } from './thumbprints.ts'

export type Header = Record<string, unknown>
export type KeySet = { keys: Jwk[] }
type Args = [header: Header, jwks: KeySet]

const NEEDS = new Map<unknown, { kty: string; crv?: string }>([
  ['RS256', { kty: 'RSA' }],
  ['ES256', { kty: 'EC', crv: 'P-256' }],
])

export const rules = {
  /** Algorithms that a set of public keys can serve. */
  isDone: (alg: unknown): boolean => NEEDS.has(alg),
  isType: (key: Jwk, alg: unknown): boolean => NEEDS.get(alg)?.kty === key.kty,
  isCurve: (key: Jwk, alg: unknown): boolean => (NEEDS.get(alg)?.crv ?? key.crv) === key.crv,
  isNamed: (key: Jwk, header: Header): boolean => header.kid === undefined || key.kid === header.kid,
  isForUse: (key: Jwk): boolean => key.use === undefined || key.use === 'sig',
  isForAlg: (key: Jwk, alg: unknown): boolean => key.alg === undefined || key.alg === alg,
  /** The key among those that fit; undefined when there is none to return. */
  choose: (fitting: readonly Jwk[]): Jwk | undefined => (fitting.length === 1 ? fitting[0] : undefined),
}
export type Rules = typeof rules

/** The keys of the set that fit, by these rules. */
export function fitting(changed: Partial<Rules>, header: Header, jwks: KeySet): Jwk[] {
  const ask = { ...rules, ...changed }
  return jwks.keys.filter(
    key =>
      ask.isNamed(key, header) &&
      ask.isType(key, header.alg) &&
      ask.isCurve(key, header.alg) &&
      ask.isForUse(key) &&
      ask.isForAlg(key, header.alg),
  )
}

/** What a keyFor with these rules answers. */
export function answered(changed: Partial<Rules>, header: Header, jwks: KeySet) {
  const ask = { ...rules, ...changed }
  if (!ask.isDone(header.alg)) return refuse('unsupported', 'bad-key')
  return ask.choose(fitting(changed, header, jwks)) ?? refuse('bad-key')
}

export const model = defineModel<Args, unknown>({
  call: 'keyFor',
  parameters: ['header', 'jwks'],
  right: (header, jwks) => answered({}, header, jwks),
  because,
  words: (header, jwks) => ({
    alg: show(header.alg),
    kid: show(header.kid),
    count: String(fitting({}, header, jwks).length),
    kids: show(jwks.keys.map(key => key.kid)),
  }),
})

/** Why the header must be refused, or which key it asks for. */
function because(header: Header, jwks: KeySet): string {
  const { alg, kid } = header
  if (!rules.isDone(alg)) return `the header says alg: ${show(alg)}, and no public key belongs to that`
  const found = fitting({}, header, jwks)
  if (found.length > 1) return `the header has no kid, and ${found.length} keys of the set fit`
  if (found.length === 1)
    return `exactly one key of the set is what the header asks for, and it has ${aboutKey(found[0] as Jwk)}`
  const named = jwks.keys.filter(key => rules.isNamed(key, header))
  if (kid !== undefined && named.length === 0) return `no key of the set has the kid ${show(kid)}`
  const asked = kid === undefined ? 'each key of the set' : `each key with the kid ${show(kid)}`
  if (named.length !== 1) return `${asked} is for something else than ${show(alg)}`
  return `the only key that could be meant has ${aboutKey(named[0] as Jwk)}, and the header says alg: ${show(alg)}`
}

/** The members by which a key is chosen. */
const aboutKey = (key: Jwk): string =>
  ['kid', 'kty', 'crv', 'use', 'alg']
    .filter(name => Object.hasOwn(key, name))
    .map(name => `${name}: ${show(key[name])}`)
    .join(', ') || 'none of the members kid, kty, crv, use and alg'
