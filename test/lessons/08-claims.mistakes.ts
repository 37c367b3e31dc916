import { type Evidence, type KnownMistake, show } from '../../src/grader/kit/index.ts'
import { returnedNotThrown, sharedOf } from './07-decision-table.ts'
import { type Claims, differenceOf, type Expectations } from './08-claims.rules.ts'

const codesOf = ({ expected }: Evidence): readonly string[] =>
  expected.kind === 'refusal' ? expected.codes : []
const only = (evidence: Evidence, code: string): boolean =>
  codesOf(evidence).every(other => other === code) && codesOf(evidence).length > 0

/** Wrong answers to one input, most specific first. */
export const mistakes: KnownMistake[] = [
  {
    id: 'checked-object-changed',
    reference: null,
    matches: ({ expected }) => expected.kind === 'unchanged',
    message:
      'checkClaims changed an object that it was given. Both belong to the caller: the claims are read afterwards, and the expectations are used for the next token too. sort, pop, shift and splice change an array in place; look with includes, or work on a copy.',
  },
  returnedNotThrown('claims-returned-not-thrown', 'checkClaims'),
  {
    id: 'has-own-property-claim',
    reference: null,
    matches: ({ args, thrown }) =>
      thrown !== null && thrown.jwtCode === null && Object.hasOwn(args[0] as Claims, 'hasOwnProperty'),
    message: evidence =>
      `The token has a claim called hasOwnProperty, and your code broke on it (${evidence.thrown?.message}). claims.hasOwnProperty(name) calls what the token says. Object.hasOwn(claims, name) asks without the token's help.`,
  },
  {
    id: 'missing-called-mismatch',
    reference: null,
    matches: evidence => only(evidence, 'claim-missing') && evidence.thrown?.jwtCode === 'claim-mismatch',
    message:
      'The claim is absent, and your code said claim-mismatch. Absent is claim-missing; claim-mismatch says that it is there with another value. Two questions, in this order: is it there, is it equal.',
  },
  {
    id: 'mismatch-called-missing',
    reference: null,
    matches: evidence => only(evidence, 'claim-mismatch') && evidence.thrown?.jwtCode === 'claim-missing',
    message:
      "The claim is there, and your code said claim-missing. Also '', 0, false and [] are there: with another value or type than expected, so claim-mismatch. Ask Object.hasOwn(claims, name), not whether the value is truthy.",
  },
  {
    id: 'other-type-accepted',
    reference: 'RFC 7519 §2',
    matches: ({ expected, seen, args }) =>
      expected.kind === 'refusal' && seen.outcome.kind === 'value' && oddClaim(args) !== null,
    message: ({ args }) =>
      `${oddClaim(args)} was accepted. It is neither the expected text nor, for aud, an array of texts: claim-mismatch. Conversions (==, String, join, in) make other types look like texts.`,
  },
  {
    id: 'accepted',
    reference: 'RFC 7519 §4.1',
    matches: ({ expected, seen }) =>
      expected.kind === 'refusal' && seen.outcome.kind === 'value' && seen.outcome.value.type !== 'exotic',
    message: ({ args, seen }) => `This token was accepted, and ${faultInWords(args)}${sharedOf(seen)}`,
  },
  {
    id: 'wrong-code',
    reference: 'RFC 7519 §4.1',
    matches: ({ expected, thrown }) => expected.kind === 'refusal' && (thrown?.jwtCode ?? null) !== null,
    message: ({ args, thrown, seen }) =>
      `This token was refused with the code '${thrown?.jwtCode}', and ${faultInWords(args)} The code tells the caller what to do next, so it has to name the fault.${sharedOf(seen)}`,
  },
  {
    id: 'refused',
    reference: 'RFC 7519 §4.1',
    matches: ({ expected, thrown }) => expected.kind === 'no-throw' && (thrown?.jwtCode ?? null) !== null,
    message: ({ args, thrown, seen }) =>
      `This token was refused with the code '${thrown?.jwtCode}' (${thrown?.message}), and everything that is expected of it holds: ${expectationsInWords(args)}.${sharedOf(seen)}`,
  },
]

const PAIRS = [
  ['iss', 'issuer'],
  ['sub', 'subject'],
  ['aud', 'audience'],
] as const

/** A value as it is shown, with characters that are not seen or look like others as escapes. */
const visible = (value: unknown): string =>
  show(value, 60).replace(
    /[\u0080-\u00bf\u0400-\u04ff\u2000-\u200f\u2028\u2029\ufeff]|\p{Mn}/gu,
    character => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )

/** The first expectation that does not hold, with what is there in its place, and its code. */
function faultInWords(args: unknown[]): string {
  const [claims, expected] = args as [Claims, Expectations]
  const missing = (expected.required ?? []).find(name => !Object.hasOwn(claims, name))
  if (missing !== undefined)
    return `the required claim ${show(missing)} is not an own member of the claims: 'claim-missing'.`
  for (const [name, option] of PAIRS) {
    const wanted = expected[option]
    if (wanted === undefined) continue
    if (!Object.hasOwn(claims, name))
      return `${name} is not there, and ${option} asks for it: 'claim-missing'.`
    const value = claims[name]
    const members: unknown[] = name === 'aud' && Array.isArray(value) ? value : [value]
    if (members.includes(wanted)) continue
    const closest = members.filter(member => typeof member === 'string').at(-1)
    const difference = members.length === 1 && closest !== undefined ? differenceOf(closest, wanted) : null
    const told =
      difference === null
        ? ''
        : ` The two texts differ ${difference}, and that makes them two: compare them with === and nothing before it.`
    return `${name} is ${visible(value)}, while ${option} is ${visible(wanted)}: 'claim-mismatch'.${told}`
  }
  return 'an expectation does not hold.'
}

/** The expectations of a call, with the claims that meet them. */
function expectationsInWords(args: unknown[]): string {
  const [claims, expected] = args as [Claims, Expectations]
  const parts = PAIRS.filter(([, option]) => expected[option] !== undefined).map(([name, option]) =>
    Array.isArray(claims[name])
      ? `aud includes ${show(expected[option])}`
      : `${name} is ${show(expected[option])}, as ${option} says`,
  )
  if (expected.required?.length) parts.push(`all of ${show(expected.required)} are there`)
  return parts.length === 0 ? 'nothing is' : parts.join('; ')
}

/** An expected claim that holds another type than a text (or an array, for aud), in words. */
function oddClaim(args: unknown[]): string | null {
  const [claims, expected] = args as [Claims, Expectations]
  const odd = (
    [
      ['iss', expected.issuer],
      ['sub', expected.subject],
      ['aud', expected.audience],
    ] as const
  ).find(
    ([name, wanted]) =>
      wanted !== undefined &&
      Object.hasOwn(claims, name) &&
      typeof claims[name] !== 'string' &&
      !(name === 'aud' && Array.isArray(claims.aud)),
  )
  return odd === undefined ? null : `${odd[0]}: ${show(claims[odd[0]])}`
}
