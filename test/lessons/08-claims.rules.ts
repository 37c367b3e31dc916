/** What checkClaims has to decide, as questions that can be answered wrongly one by one. */
import type { JwtErrorCode } from '../../src/grader/kit/index.ts'
import type { Trait, WrongRule } from './07-decision-table.ts'

export type Claims = Record<string, unknown>
export type Expectations = {
  issuer?: string | undefined
  audience?: string | undefined
  subject?: string | undefined
  required?: string[] | undefined
}
export type Same = (value: unknown, expected: string) => boolean

/** The questions that checkClaims answers; a wrong rule answers one of them in another way. */
export type Rules = {
  issuer: Same
  subject: Same
  audience: Same
  /** Whether an option is an expectation at all. */
  wanted: (expectation: string | undefined, name: string) => boolean
  /** Whether a claim is there to be compared. */
  there: (claims: Claims, name: string) => boolean
  /** Codes for an expected claim that is absent. */
  absent: (name: string) => JwtErrorCode[]
  required: (claims: Claims, names: string[]) => boolean
}

export const rightRules: Rules = {
  issuer: (value, expected) => value === expected,
  subject: (value, expected) => value === expected,
  audience: (value, expected) => (Array.isArray(value) ? value.includes(expected) : value === expected),
  wanted: expectation => expectation !== undefined,
  there: (claims, name) => Object.hasOwn(claims, name),
  absent: () => ['claim-missing'],
  required: (claims, names) => names.every(name => Object.hasOwn(claims, name)),
}

/** The codes that are true of these claims; none when they are as expected. */
export function claimFaults(
  claims: Claims,
  expected: Expectations,
  changes: Partial<Rules> = {},
): JwtErrorCode[] {
  const rules = { ...rightRules, ...changes }
  const codes: JwtErrorCode[] = []
  const look = (name: string, expectation: string | undefined, same: Same): void => {
    if (!rules.wanted(expectation, name)) return
    const wanted = expectation as string
    if (!rules.there(claims, name)) codes.push(...rules.absent(name))
    else if (!same(claims[name], wanted))
      codes.push('claim-mismatch', ...(claims[name] === null ? (['claim-missing'] as const) : []))
  }
  look('iss', expected.issuer, rules.issuer)
  look('sub', expected.subject, rules.subject)
  look('aud', expected.audience, rules.audience)
  if (!rules.required(claims, expected.required ?? [])) codes.push('claim-missing')
  return codes
}

/** The right decision about a call of checkClaims. */
export const rightClaims = (args: unknown[]): JwtErrorCode[] =>
  claimFaults(args[0] as Claims, args[1] as Expectations)

/** A wrong rule for each variant: the rules with changes, or a decision of its own. */
export function wrong(
  id: string,
  reference: string | null,
  message: string,
  ...variants: (Partial<Rules> | ((claims: Claims, expected: Expectations) => JwtErrorCode[]))[]
): WrongRule[] {
  return variants.map(variant => ({
    id,
    reference,
    message,
    decide: ([claims, expected]) =>
      typeof variant === 'function'
        ? variant(claims as Claims, expected as Expectations)
        : claimFaults(claims as Claims, expected as Expectations, variant),
  }))
}

const trait = (words: string, holds: (claims: Claims, expected: Expectations) => boolean): Trait => ({
  words,
  holds: ([claims, expected]) => holds(claims as Claims, expected as Expectations),
})
const OPTIONS = { issuer: 'iss', audience: 'aud', subject: 'sub' } as const
const wantedOf = (expected: Expectations): (keyof typeof OPTIONS)[] =>
  (['issuer', 'audience', 'subject'] as const).filter(option => expected[option] !== undefined)
const textsOf = (claims: Claims, expected: Expectations): string[] =>
  wantedOf(expected)
    .flatMap(option => [expected[option], claims[OPTIONS[option]]].flat())
    .filter(value => typeof value === 'string')
const listOf = ({ aud }: Claims): unknown[] => (Array.isArray(aud) ? aud : [])

/** What can be special about a call of checkClaims. */
export const claimTraits: readonly Trait[] = [
  trait('another claim of the token holds the expected text', (claims, expected) =>
    wantedOf(expected).some(option =>
      Object.entries(claims).some(([name, value]) => name !== OPTIONS[option] && value === expected[option]),
    ),
  ),
  ...(['iss', 'aud', 'sub'] as const).map(name =>
    trait(`the token has no ${name}`, claims => !Object.hasOwn(claims, name)),
  ),
  trait('required names at least one claim', (_, { required = [] }) => required.length > 0),
  trait('required names more than one claim', (_, { required = [] }) => required.length > 1),
  trait('required names iss, sub or aud', (_, { required = [] }) =>
    required.some(name => ['iss', 'sub', 'aud'].includes(name)),
  ),
  trait(
    'more than one of issuer, audience, subject and required is given',
    (_, expected) => wantedOf(expected).length + (expected.required?.length ? 1 : 0) > 1,
  ),
  trait('required is given together with issuer, audience or subject', (_, expected) =>
    Boolean(expected.required?.length && wantedOf(expected).length > 0),
  ),
  trait('aud is an array', claims => Array.isArray(claims.aud)),
  trait('aud is an array of more than five members', claims => listOf(claims).length > 5),
  trait('aud has a member twice', claims => new Set(listOf(claims)).size < listOf(claims).length),
  trait('aud is a text', claims => typeof claims.aud === 'string'),
  trait("an option is ''", (_, expected) => wantedOf(expected).some(option => expected[option] === '')),
  trait('a text has characters beyond ASCII', (claims, expected) =>
    textsOf(claims, expected).some(text => /[^\0-\x7f]/.test(text)),
  ),
  trait('a text is longer than 50 characters', (claims, expected) =>
    textsOf(claims, expected).some(text => text.length > 50),
  ),
  trait('a claim has the name of something that every object inherits', claims =>
    Object.keys(claims).some(name => name in Object.prototype),
  ),
]
