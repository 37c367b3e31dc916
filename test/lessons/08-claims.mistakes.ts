import { type Evidence, type KnownMistake, show } from '../../src/grader/kit/index.ts'
import { returnedNotThrown, sharedOf } from './07-decision-table.ts'
import type { Claims, Expectations } from './08-claims.rules.ts'
import { claimFaultInWords, expectationsInWords } from './08-claims.words.ts'

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
    message: ({ args, seen }) =>
      `This token was accepted, and ${claimFaultInWords(...(args as [Claims, Expectations]))}${sharedOf(seen)}`,
  },
  {
    id: 'wrong-code',
    reference: 'RFC 7519 §4.1',
    matches: ({ expected, thrown }) => expected.kind === 'refusal' && (thrown?.jwtCode ?? null) !== null,
    message: ({ args, thrown, seen }) =>
      `This token was refused with the code '${thrown?.jwtCode}', and ${claimFaultInWords(...(args as [Claims, Expectations]))} The code tells the caller what to do next, so it has to name the fault.${sharedOf(seen)}`,
  },
  {
    id: 'refused',
    reference: 'RFC 7519 §4.1',
    matches: ({ expected, thrown }) => expected.kind === 'no-throw' && (thrown?.jwtCode ?? null) !== null,
    message: ({ args, thrown, seen }) =>
      `This token was refused with the code '${thrown?.jwtCode}' (${thrown?.message}), and everything that is expected of it holds: ${expectationsInWords(...(args as [Claims, Expectations]))}.${sharedOf(seen)}`,
  },
]

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
