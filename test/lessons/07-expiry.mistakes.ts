import { type Evidence, type KnownMistake, show } from '../../src/grader/kit/index.ts'
import { returnedNotThrown, sharedOf, type WrongRule } from './07-decision-table.ts'
import { type Claims, rightRules, type TimeOptions, wrong } from './07-expiry.rules.ts'
import { limitsInWords, timeFaultInWords } from './07-expiry.words.ts'
import { ABSENT, ZERO } from './07-expiry.wrong-limits.ts'

const NOT_FINITE =
  "typeof NaN is 'number', and so is Infinity's, but every comparison with NaN is false and nothing is after Infinity: such a token never ends. JSON can bring it: 1e999 is read as Infinity. Number.isFinite refuses both."

/** Wrong rules about what a time is. */
export const wrongTypes: WrongRule[] = [
  ...wrong(
    'iat-unchecked',
    'RFC 7519 §2',
    'An iat that is no number got through. iat has to be a finite number whenever it is there, also when no maxAge is asked for: whoever reads it later relies on it.',
    {
      isTime: (value, name, { maxAge }) => (name === 'iat' && maxAge === undefined) || Number.isFinite(value),
    },
    { isTime: (value, name) => name === 'iat' || Number.isFinite(value) },
  ),
  ...wrong(
    'nan-time',
    'RFC 7519 §2',
    NOT_FINITE,
    { isTime: value => typeof value === 'number' },
    { isTime: value => typeof value === 'number' && !Number.isNaN(value) },
    { isTime: (value, name) => (name === 'iat' ? Number.isFinite(value) : typeof value === 'number') },
  ),
  ...wrong(
    'falsy-skipped',
    'RFC 7519 §2',
    "A claim with null, '' or false was passed over: if (claims.exp) asks whether the value is truthy, and those are not. They are there, and they are no numbers: malformed. Ask whether the claim is present first, then whether it is a finite number.",
    { seen: (claims, name) => Boolean(claims[name]) },
    { isTime: value => !value || Number.isFinite(value) },
    {
      isTime: value => !value || Number.isFinite(value),
      expired: moment => Boolean(moment.time) && rightRules.expired(moment),
    },
    {
      isTime: value => !value || Number.isFinite(value),
      expired: moment => (moment.time as unknown) !== '' && rightRules.expired(moment),
    },
  ),
]

/** The claims of a call that hold something else than a finite number. */
function oddTimes({ args }: Evidence): [string, unknown][] {
  const claims = args[0] as Claims
  return ['exp', 'nbf', 'iat']
    .filter(name => Object.hasOwn(claims, name) && !Number.isFinite(claims[name]))
    .map(name => [name, claims[name]])
}

function wrongType(
  id: string,
  message: (name: string, shown: string) => string,
  fits: (value: unknown, name: string) => boolean,
): KnownMistake {
  return {
    id,
    reference: 'RFC 7519 §2',
    matches: evidence => {
      const first = oddTimes(evidence)[0]
      const lenient =
        evidence.thrown === null ||
        evidence.thrown.jwtCode === 'expired' ||
        evidence.thrown.jwtCode === 'not-yet-valid'
      return (
        evidence.expected.kind === 'refusal' && lenient && first !== undefined && fits(first[1], first[0])
      )
    },
    message: evidence => {
      const [name, value] = oddTimes(evidence)[0] as [string, unknown]
      return message(name, show(value))
    },
  }
}

/** Wrong answers to one input, most specific first. */
export const mistakes: KnownMistake[] = [
  returnedNotThrown('times-returned-not-thrown', 'checkTimes'),
  wrongType(
    'nan-time',
    (name, shown) => `${name}: ${shown} was taken for a time. ${NOT_FINITE}`,
    value => typeof value === 'number',
  ),
  wrongType(
    'null-time',
    (name, shown) =>
      `${name}: ${shown} was treated as if the claim were absent, or as 0. It is there, and it is no number: malformed. Only a claim that is not in the object is absent.`,
    value => value === null,
  ),
  wrongType(
    'text-time',
    (name, shown) =>
      `${name}: ${shown} is a text, and your code took it for a time, or passed over it. JavaScript compares a text with a number by guessing, and a text that is no number makes every comparison false, so the token never ends. Ask Number.isFinite(value), which does not convert; the global isFinite and Number(...) do.`,
    value => typeof value === 'string',
  ),
  wrongType(
    'iat-unchecked',
    (_, shown) =>
      `iat: ${shown} got through. iat has to be a number whenever it is there, also when no maxAge is asked for: whoever reads it later relies on it.`,
    (_, name) => name === 'iat',
  ),
  wrongType(
    'type-unchecked',
    (name, shown) =>
      `${name}: ${shown} was taken for a time, or passed over. JavaScript converts it without asking (true is 1, [] is 0, {} is NaN) and compares. Check first that the value is a finite number: malformed.`,
    () => true,
  ),
  {
    id: 'zero-refused',
    reference: 'RFC 7519 §2',
    matches: ({ expected, thrown, args }) =>
      expected.kind === 'no-throw' &&
      thrown !== null &&
      (thrown.jwtCode === 'malformed' || thrown.jwtCode === 'claim-missing') &&
      ['exp', 'nbf', 'iat'].some(name => ((args[0] as Claims)[name] as number) <= 0),
    message: ZERO,
  },
  {
    id: 'absent-malformed',
    reference: 'RFC 7519 §4.1',
    matches: ({ expected, thrown, args }) =>
      expected.kind === 'no-throw' &&
      thrown?.jwtCode === 'malformed' &&
      ['exp', 'nbf', 'iat'].every(name => !Object.hasOwn(args[0] as Claims, name)),
    message: ABSENT,
  },
  {
    id: 'has-own-property-claim',
    reference: null,
    matches: ({ args, thrown }) =>
      thrown !== null && thrown.jwtCode === null && Object.hasOwn(args[0] as Claims, 'hasOwnProperty'),
    message: ({ thrown }) =>
      `The token has a claim called hasOwnProperty, and your code broke on it (${thrown?.message}). claims.hasOwnProperty(name) calls what the token says. Object.hasOwn(claims, name) asks without the token's help.`,
  },
  {
    id: 'accepted',
    reference: 'RFC 7519 §4.1',
    matches: ({ expected, seen }) =>
      expected.kind === 'refusal' && seen.outcome.kind === 'value' && seen.outcome.value.type !== 'exotic',
    message: ({ args, seen }) =>
      `This token was accepted, and ${timeFaultInWords(...(args as [Claims, TimeOptions]))}.${sharedOf(seen)}`,
  },
  {
    id: 'wrong-code',
    reference: 'RFC 7519 §4.1',
    matches: ({ expected, thrown }) => expected.kind === 'refusal' && (thrown?.jwtCode ?? null) !== null,
    message: ({ args, thrown, seen }) =>
      `This token was refused with the code '${thrown?.jwtCode}', and ${timeFaultInWords(...(args as [Claims, TimeOptions]))}. The code tells the caller what to do next, so it has to name a fault that is there.${sharedOf(seen)}`,
  },
  {
    id: 'refused',
    reference: 'RFC 7519 §4.1',
    matches: ({ expected, thrown }) => expected.kind === 'no-throw' && (thrown?.jwtCode ?? null) !== null,
    message: ({ args, thrown, seen }) =>
      `This token was refused with the code '${thrown?.jwtCode}' (${thrown?.message}), and all limits hold: ${limitsInWords(...(args as [Claims, TimeOptions]))}.${sharedOf(seen)}`,
  },
]
