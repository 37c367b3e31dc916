/** Claims and changes that the tests of several attacks are made of. */
import type { Learner } from '../../../src/grader/kit/index.ts'
import type { Call } from './expect.ts'
import type { Json } from './read.ts'

/** Claims of an expired token, of every type that JSON has. */
export const CLAIMS: Json = {
  iss: 'https://login.example',
  sub: 'ada',
  aud: ['api', 'admin'],
  iat: 1_700_000_000,
  exp: 1_700_000_900,
  role: 'reader',
  verified: true,
  limit: 100,
  note: null,
  profile: { city: 'K\u00f6ln', tags: ['a', 'b'], level: 1 },
}

/** Changes over them: old claims and new ones, falsy values, objects instead of objects. */
export const CHANGES: Json[] = [
  { role: 'admin' },
  { role: 'admin', sub: 'root', admin: true },
  { exp: 4_102_444_800 },
  { exp: null, note: 'x' },
  { verified: false, limit: 0, role: '' },
  { profile: { level: 9 } },
  { profile: {}, aud: [] },
  { extra: { a: { b: [1, 'two', null] } }, missing: null },
  { name: 'Zo\u00eb \u{1f511}', '\u6771\u4eac': 1.5 },
  { changes: { role: 'admin' }, hasOwnProperty: 1, toString: 'x' },
  {},
]

const NAMES = ['sub', 'role', 'exp', 'iat', 'jti', 'scope', 'org', 'n', 'a', '\u00e9', 'long name']
const VALUES: unknown[] = [
  '',
  'x',
  'ada \u20ac',
  0,
  1,
  -2.5,
  1e9,
  true,
  false,
  null,
  [],
  [1, [2]],
  {},
  { a: null },
]

/** Tokens with claims and changes that nobody chose, from the seed of the run. */
export function randomCalls(learner: Learner, tokenOf: (claims: Json) => string, count = 30): Call[] {
  const among = <T>(values: readonly T[]): T => values[Math.floor(learner.random() * values.length)] as T
  const object = (size: number): Json =>
    Object.fromEntries(Array.from({ length: size }, () => [among(NAMES), among(VALUES)]))
  return Array.from({ length: count }, () => [
    tokenOf(object(Math.floor(learner.random() * 6))),
    object(Math.floor(learner.random() * 4)),
  ])
}
