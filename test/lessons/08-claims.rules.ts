/** What checkClaims has to decide, as questions that can be answered wrongly one by one. */
import type { JwtErrorCode } from '../../src/grader/kit/index.ts'
import type { WrongRule } from './07-decision-table.ts'

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
