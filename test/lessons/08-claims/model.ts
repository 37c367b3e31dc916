/** What a token must be: the rule of checkClaims, once. A mistake answers one of the questions in `rules` wrongly. */
import { defineModel, type JwtErrorCode, show } from '../../../src/grader/kit/index.ts'
import { differenceOf, visible } from './differences.ts'

export type Claims = Record<string, unknown>
export type Expectations = {
  issuer?: string | undefined
  audience?: string | undefined
  subject?: string | undefined
  required?: string[] | undefined
}
export type Same = (value: unknown, expected: string) => boolean

/** The claims that can be expected, each with its option. */
export const PAIRS = [
  ['iss', 'issuer'],
  ['sub', 'subject'],
  ['aud', 'audience'],
] as const
export type Name = (typeof PAIRS)[number][0]

const same: Same = (value, expected) => value === expected
const rules = {
  iss: same,
  sub: same,
  aud: ((value, expected) => (Array.isArray(value) ? value.includes(expected) : value === expected)) as Same,
  /** Whether an option is an expectation at all. */
  isWanted: (option: string | undefined, _name: Name, _isNamed: boolean): boolean => option !== undefined,
  /** Whether a claim is there to be compared. */
  isThere: (claims: Claims, name: Name): boolean => Object.hasOwn(claims, name),
  /** Codes for an expected claim that is absent. */
  absent: (_name: Name): readonly JwtErrorCode[] => ['claim-missing'],
  /** Whether all required claims are there. */
  hasAll: (claims: Claims, names: string[]): boolean => names.every(name => Object.hasOwn(claims, name)),
}

export const model = defineModel<[claims: Claims, expected: Expectations], typeof rules>({
  call: 'checkClaims',
  parameters: ['claims', 'expected'],
  rules,
  decide(ask, [claims, expected], { refuse, holds }) {
    const { required = [] } = expected
    if (!ask.hasAll(claims, required))
      refuse('claim-missing', () => {
        const missing = required.find(name => !Object.hasOwn(claims, name))
        return `the required claim ${show(missing)} is not an own property of the claims: 'claim-missing'`
      })
    for (const [name, option] of PAIRS) {
      const wanted = expected[option] as string
      if (!ask.isWanted(wanted, name, option in expected)) continue
      const value = claims[name]
      if (!ask.isThere(claims, name)) {
        for (const code of ask.absent(name))
          refuse(code, () => `${option} is expected and there is no ${name}: '${code}'`)
      } else if (ask[name](value, wanted)) {
        holds(() =>
          Array.isArray(value)
            ? `aud includes ${show(wanted)}`
            : `${name} is ${show(wanted)}, as ${option} says`,
        )
      } else {
        refuse(
          'claim-mismatch',
          () =>
            `${name} is ${visible(value)}, while ${option} is ${visible(wanted)}: 'claim-mismatch'${difference(value, wanted)}`,
        )
        if (value === null) refuse('claim-missing', () => `${name} is null`)
      }
    }
    if (required.length > 0) holds(() => `all of ${show(required)} are there`)
  },
  words(claims, expected) {
    const odd = oddClaim(claims, expected)
    return odd === undefined ? {} : { odd: `${odd}: ${show(claims[odd])}` }
  },
  traits: {
    'another claim of the token has the expected string': (claims, expected) =>
      wantedOf(expected).some(option =>
        Object.entries(claims).some(
          ([name, value]) => name !== OPTIONS[option] && value === expected[option],
        ),
      ),
    'the token has no iss': claims => !Object.hasOwn(claims, 'iss'),
    'the token has no aud': claims => !Object.hasOwn(claims, 'aud'),
    'the token has no sub': claims => !Object.hasOwn(claims, 'sub'),
    'required names at least one claim': (_, { required = [] }) => required.length > 0,
    'required names more than one claim': (_, { required = [] }) => required.length > 1,
    'required names iss, sub or aud': (_, { required = [] }) =>
      required.some(name => ['iss', 'sub', 'aud'].includes(name)),
    'more than one of issuer, audience, subject and required is given': (_, expected) =>
      wantedOf(expected).length + (expected.required?.length ? 1 : 0) > 1,
    'required is given together with issuer, audience or subject': (_, expected) =>
      Boolean(expected.required?.length && wantedOf(expected).length > 0),
    'aud is an array': claims => Array.isArray(claims.aud),
    'aud is an array of more than five elements': claims => listOf(claims).length > 5,
    'aud has an element twice': claims => new Set(listOf(claims)).size < listOf(claims).length,
    'aud is a string': claims => typeof claims.aud === 'string',
    "an option is ''": (_, expected) => wantedOf(expected).some(option => expected[option] === ''),
    'a string has characters beyond ASCII': (claims, expected) =>
      textsOf(claims, expected).some(text => /[^\0-\x7f]/.test(text)),
    'a string is longer than 50 characters': (claims, expected) =>
      textsOf(claims, expected).some(text => text.length > 50),
    'a claim has the name of something that every object inherits': claims =>
      Object.keys(claims).some(name => name in Object.prototype),
  },
})

/** How a text differs from the expected one, as a sentence of its own. */
function difference(value: unknown, wanted: string): string {
  const members: unknown[] = Array.isArray(value) ? value : [value]
  const [only] = members
  const words = members.length === 1 && typeof only === 'string' ? differenceOf(only, wanted) : null
  return words === null
    ? ''
    : `. The two strings differ ${words}, and that makes them two: compare them with === and nothing before it`
}

/** An expected claim that holds another type than a text (or an array, for aud). */
export const oddClaim = (claims: Claims, expected: Expectations): Name | undefined =>
  PAIRS.find(
    ([name, option]) =>
      expected[option] !== undefined &&
      Object.hasOwn(claims, name) &&
      typeof claims[name] !== 'string' &&
      !(name === 'aud' && Array.isArray(claims.aud)),
  )?.[0]

const OPTIONS = { issuer: 'iss', audience: 'aud', subject: 'sub' } as const
const wantedOf = (expected: Expectations): (keyof typeof OPTIONS)[] =>
  (['issuer', 'audience', 'subject'] as const).filter(option => expected[option] !== undefined)
const textsOf = (claims: Claims, expected: Expectations): string[] =>
  wantedOf(expected)
    .flatMap(option => [expected[option], claims[OPTIONS[option]]].flat())
    .filter(value => typeof value === 'string')
const listOf = ({ aud }: Claims): unknown[] => (Array.isArray(aud) ? aud : [])
