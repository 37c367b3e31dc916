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
  words: (header, jwks) => ({
    alg: show(header.alg),
    kid: show(header.kid),
    count: String(fitting({}, header, jwks).length),
    kids: show(jwks.keys.map(key => key.kid)),
  }),
})
