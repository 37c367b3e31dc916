/** What people write instead of the right keyFor, by the step whose results it explains. General before special. */
import { refuse } from '../../../src/grader/kit/index.ts'
import { answered, fitting, type Header, type KeySet, model, type Rules, rules } from './model.ts'
import { type Jwk, thumbprintOf } from './thumbprints.ts'

/** Conditions of later steps may not be there yet. */
const later: Partial<Rules> = {
  isForUse: () => true,
  isForAlg: () => true,
  choose: keys => keys[0],
}
const either = (...changes: Partial<Rules>[]) =>
  changes.flatMap(change =>
    [change, { ...later, ...change }, { choose: later.choose, ...change } as Partial<Rules>].map(
      rule => (header: Header, jwks: KeySet) => answered(rule, header, jwks),
    ),
  )
/** Conditions of one step only: with `later`, two of them would be one program. */
const withFirst = (change: Partial<Rules>) =>
  [change, { ...change, choose: later.choose } as Partial<Rules>].map(
    rule => (header: Header, jwks: KeySet) => answered(rule, header, jwks),
  )
const withoutKid = ({ kid: _, ...header }: Header): Header => header
const named = (compare: (one: unknown, other: unknown) => boolean): Partial<Rules> => ({
  isNamed: (key, header) => header.kid === undefined || compare(key.kid, header.kid),
})
/** Takes a kid for absent when `isNone` says so. */
const absent = (isNone: (kid: unknown) => boolean): Partial<Rules> => ({
  isNamed: (key, header) => isNone(header.kid) || key.kid === header.kid,
})
/** Falls back on a key of another name when `holds`. */
const fallback = (holds: (jwks: KeySet) => boolean) => (header: Header, jwks: KeySet) => {
  const right = answered(later, header, jwks)
  const [other] = fitting(later, withoutKid(header), jwks)
  const isDone = rules.isDone(header.alg)
  return isDone && other !== undefined && fitting(later, header, jwks).length === 0 && holds(jwks)
    ? other
    : right
}
/** Looks at the first key of that name only, and then at the other conditions. */
const firstOfName = (header: Header, jwks: KeySet) => {
  const first = jwks.keys.find(key => rules.isNamed(key, header))
  return answered({}, header, { keys: first === undefined ? [] : [first] })
}
/** Looks at the last key of that name only, as a map by kid has it. */
const lastOfName = (header: Header, jwks: KeySet) =>
  answered({}, header, {
    keys: [...new Map(jwks.keys.map(key => [header.kid === undefined ? key : key.kid, key])).values()],
  })
const orUnnamed: Partial<Rules> = {
  isNamed: (key, header) => key.kid === undefined || rules.isNamed(key, header),
}
const KNOWN_TYPES = ['RSA', 'EC', 'OKP', 'oct']

export const mistakes = model.mistakes({
  kid: {
    'kid-ignored': either({ isNamed: () => true, choose: keys => keys[0] }),
    'kid-fallback': [fallback(() => true), fallback(({ keys }) => keys.length === 1)],
    'kid-inexact': either(
      named((one, other) => String(one).toLowerCase() === String(other).toLowerCase()),
      named((one, other) => String(one).startsWith(String(other))),
      named((one, other) => String(other).startsWith(String(one))),
      named((one, other) => String(one).includes(String(other))),
      named((one, other) => String(one).trim() === String(other).trim()),
      named((one, other) => String(one).normalize() === String(other).normalize()),
      named((one, other) => String(one).endsWith(String(other))),
      named((one, other) => String(other).endsWith(String(one))),
      named((one, other) => String(other).split('/').at(-1) === one),
      ...[4, 8, 10, 16, 20, 24, 32, 36, 40].map(length =>
        named((one, other) => String(one).slice(0, length) === String(other).slice(0, length)),
      ),
    ),
    'kid-of-unnamed': [
      ...either({ isNamed: (key, header) => key.kid === undefined || rules.isNamed(key, header) }),
      (header, jwks) => answered(jwks.keys.length === 1 ? orUnnamed : {}, header, jwks),
      (header, jwks) => answered({ ...later, ...(jwks.keys.length === 1 && orUnnamed) }, header, jwks),
    ],
    'kid-taken-for-absent': either(absent(kid => !kid)),
    'kid-by-thumbprint': either({
      isNamed: (key, header) => rules.isNamed(key, header) || thumbprintOf(key) === header.kid,
    }),
    'use-required': either({ isForUse: key => key.use === 'sig' }),
    'key-alg-required': either({ isForAlg: (key, alg) => key.alg === alg }),
    'type-unchecked': either({ isType: () => true, isCurve: () => true }),
    'curve-unchecked': either({ isCurve: () => true }),
    'secret-as-key': either({
      isDone: alg => alg === 'HS256' || rules.isDone(alg),
      isType: (key, alg) => (alg === 'HS256' ? key.kty === 'oct' : rules.isType(key, alg)),
    }),
    'none-has-a-key': either(
      { isDone: () => true, isType: (key, alg) => !rules.isDone(alg) || rules.isType(key, alg) },
      {
        isDone: alg => alg === 'none' || rules.isDone(alg),
        isType: (key, alg) => alg === 'none' || rules.isType(key, alg),
      },
      {
        isDone: alg => alg !== 'none' && alg !== 'HS256',
        isType: (key, alg) => !rules.isDone(alg) || rules.isType(key, alg),
      },
    ),
  },
  fit: {
    'use-ignored': withFirst({ isForUse: () => true }),
    'key-alg-ignored': withFirst({ isForAlg: () => true }),
    'use-and-alg-ignored': withFirst({ isForUse: () => true, isForAlg: () => true }),
    'first-of-name': firstOfName,
    'last-of-name': lastOfName,
    'unknown-type-breaks': (header, jwks) =>
      rules.isDone(header.alg) && jwks.keys.some(key => !KNOWN_TYPES.includes(String(key.kty)))
        ? refuse('bad-key', 'unsupported', 'malformed')
        : answered({}, header, jwks),
  },
  unnamed: {
    'unnamed-first': either({ choose: keys => keys[0] }),
    'unnamed-last': either({ choose: keys => keys.at(-1) }),
    'kid-taken-for-absent': either(
      absent(kid => kid === undefined || kid === null),
      absent(kid => !kid),
      absent(kid => typeof kid !== 'string'),
      absent(kid => typeof kid !== 'string' || kid === ''),
    ),
    'kid-as-text': either(named((one, other) => String(one) === String(other))),
  },
})

export const isKey = (value: unknown): value is Jwk =>
  typeof value === 'object' && value !== null && 'kty' in value
