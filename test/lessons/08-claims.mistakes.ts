import { type Evidence, type JwtErrorCode, type KnownMistake, show } from '../../src/grader/kit/index.ts'
import { returnedNotThrown, type WrongRule } from './07-decision-table.ts'

export type Claims = Record<string, unknown>
export type Expectations = {
  issuer?: string | undefined
  audience?: string | undefined
  subject?: string | undefined
  required?: string[] | undefined
}
type Same = (value: unknown, expected: string) => boolean

/** The questions that checkClaims answers; a wrong rule answers one of them in another way. */
type Rules = {
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

const rightRules: Rules = {
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

export const rightClaims = (args: unknown[]): JwtErrorCode[] =>
  claimFaults(args[0] as Claims, args[1] as Expectations)

function wrong(
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

/** A comparison of texts that is not exact, tried for one claim and for several. */
function texts(same: (value: string, expected: string) => boolean): Partial<Rules>[] {
  const lenient: Same = (value, expected) => typeof value === 'string' && same(value, expected)
  const some: Same = (value, expected) =>
    Array.isArray(value) ? value.some(member => lenient(member, expected)) : lenient(value, expected)
  const whole: Same = (value, expected) =>
    Array.isArray(value) ? value.includes(expected) : lenient(value, expected)
  return [
    { issuer: lenient, subject: lenient, audience: some },
    { issuer: lenient, subject: lenient },
    { issuer: lenient },
    { subject: lenient },
    { audience: some },
    { audience: whole },
    { issuer: lenient, subject: lenient, audience: whole },
  ]
}

const withoutSlash = (text: string): string => text.replace(/\/+$/, '')
const collator = new Intl.Collator('en', { sensitivity: 'base' })
const url = (text: string): string => {
  try {
    return new URL(text).href
  } catch {
    return text
  }
}
const pattern = (source: string, text: string, flags = ''): boolean => {
  try {
    return new RegExp(source, flags).test(text)
  } catch {
    return false
  }
}
const loose = (value: unknown, expected: string): boolean => {
  // biome-ignore lint/suspicious/noDoubleEquals: this is what the mistake does
  return value == expected
}
const unless = (claims: Claims, name: string): boolean => Boolean(claims[name])

const INEXACT =
  'They are compared as texts, character by character (StringOrURI): case, blanks, a slash at the end and the way an accent is written all count. Any other rule lets somebody register a name that counts as yours. Use === and nothing before it.'

/** Wrong rules about iss and sub, and about any claim; each explains a whole table of answers. */
export const wrongTexts: WrongRule[] = [
  ...wrong(
    'claims-never-refuse',
    'RFC 7519 §4.1.1',
    'Your checkClaims refused none of these tokens, also not those of somebody else. Compare, and throw when the two differ.',
    () => [],
  ),
  ...wrong(
    'absent-accepted',
    'RFC 8725 §3.9',
    'An expected claim is absent, and your code accepted the token. if (claims.iss && ...) skips the check when there is nothing to check, so an attacker who finds any token without that claim can use it. Expected but absent is claim-missing.',
    { there: unless, absent: () => [] },
    { absent: () => [] },
    { there: (claims, name) => claims[name] !== undefined && claims[name] !== null, absent: () => [] },
  ),
  ...wrong(
    'empty-expectation',
    null,
    "An expectation of '' was taken for none. if (expected.issuer) asks whether it is truthy, and the empty text is not. A setting that was left empty must not switch a check off: compare with undefined.",
    { wanted: expectation => Boolean(expectation) },
    { wanted: (expectation, name) => (name === 'aud' ? Boolean(expectation) : expectation !== undefined) },
    { wanted: (expectation, name) => (name === 'iss' ? Boolean(expectation) : expectation !== undefined) },
    { wanted: (expectation, name) => (name === 'sub' ? Boolean(expectation) : expectation !== undefined) },
  ),
  ...wrong(
    'unasked-checked',
    null,
    'Nothing was expected of a claim, and your code refused the token for it. An expectation that is absent or undefined is none: look at it first, compare only if there is one.',
    { wanted: () => true },
    { wanted: () => true, absent: () => [] },
    (claims, expected) =>
      (['iss', 'sub', 'aud'] as const).every(
        name =>
          claims[name] === expected[({ iss: 'issuer', sub: 'subject', aud: 'audience' } as const)[name]],
      )
        ? []
        : ['claim-missing', 'claim-mismatch'],
  ),
  ...wrong(
    'subject-ignored',
    'RFC 7519 §4.1.2',
    "Your code does not compare sub with the expected subject: anyone's token would open this account.",
    { subject: () => true },
    { wanted: (expectation, name) => name !== 'sub' && expectation !== undefined },
  ),
  ...wrong(
    'issuer-ignored',
    'RFC 7519 §4.1.1',
    'Your code does not compare iss with the expected issuer.',
    { issuer: () => true },
    { wanted: (expectation, name) => name !== 'iss' && expectation !== undefined },
  ),
  ...wrong(
    'claims-swapped',
    'RFC 7519 §4.1',
    'Your code compares the wrong pair: the issuer belongs to iss, the subject to sub, the audience to aud.',
    (claims, { issuer, subject, ...rest }) =>
      claimFaults(claims, { issuer: subject, subject: issuer, ...rest }),
    (claims, { issuer, audience, ...rest }) =>
      claimFaults(claims, { issuer: audience, audience: issuer, ...rest }),
  ),
  ...wrong(
    'case-folded',
    'RFC 7519 §2',
    `Your code passes over upper and lower case. ${INEXACT}`,
    ...texts((value, expected) => value.toLowerCase() === expected.toLowerCase()),
    ...texts((value, expected) => value.toUpperCase() === expected.toUpperCase()),
    ...texts((value, expected) => value.toLowerCase() === expected),
  ),
  ...wrong(
    'blanks-trimmed',
    'RFC 7519 §2',
    `Your code passes over blanks at the ends. ${INEXACT}`,
    ...texts((value, expected) => value.trim() === expected.trim()),
    ...texts((value, expected) => value.trim() === expected),
  ),
  ...wrong(
    'slash-dropped',
    'RFC 7519 §2',
    `Your code passes over a slash at the end. https://login.example and https://login.example/ are two issuers. ${INEXACT}`,
    ...texts((value, expected) => withoutSlash(value) === withoutSlash(expected)),
    ...texts((value, expected) => withoutSlash(value) === expected),
    ...texts((value, expected) => value.replace(/\/$/, '') === expected.replace(/\/$/, '')),
  ),
  ...wrong(
    'url-compared',
    'RFC 7519 §2',
    `Your code reads the values as URLs before it compares them, so several texts count as one. ${INEXACT}`,
    ...texts((value, expected) => url(value) === url(expected)),
  ),
  ...wrong(
    'prefix-accepted',
    'RFC 8725 §3.9',
    `Your code compares only the beginning. https://login.example.evil.test begins with https://login.example. ${INEXACT}`,
    ...texts((value, expected) => value.startsWith(expected)),
    ...texts((value, expected) => expected.startsWith(value)),
  ),
  ...wrong(
    'suffix-accepted',
    'RFC 8725 §3.9',
    `Your code compares only the end: evil-login.example ends with login.example. ${INEXACT}`,
    ...texts((value, expected) => value.endsWith(expected)),
    ...texts((value, expected) => expected.endsWith(value)),
  ),
  ...wrong(
    'substring-accepted',
    'RFC 8725 §3.9',
    `Your code is content when one text is somewhere in the other: includes() on a string looks for a part, and api is a part of api.evil.test. On an array it looks for a whole member; make sure that it is an array before you ask. ${INEXACT}`,
    ...texts((value, expected) => value.includes(expected)),
    ...texts((value, expected) => expected.includes(value)),
    {
      audience: (value, expected) =>
        (typeof value === 'string' || Array.isArray(value)) && value.includes(expected),
    },
  ),
  ...wrong(
    'pattern-used',
    'RFC 7519 §2',
    `Your code uses one of the texts as a pattern: the dot of a regular expression stands for any character, and * for anything. ${INEXACT}`,
    ...texts((value, expected) => pattern(expected, value)),
    ...texts((value, expected) => pattern(`^${expected}$`, value)),
    ...texts((value, expected) => pattern(`^${expected}$`, value, 'i')),
  ),
  ...wrong(
    'unicode-normalised',
    'RFC 7519 §2',
    `Your code counts texts as equal that only look equal: é can be one character or an e with an accent after it, and those are two texts. ${INEXACT}`,
    ...(['NFC', 'NFD', 'NFKC', 'NFKD'] as const).flatMap(form =>
      texts((value, expected) => value.normalize(form) === expected.normalize(form)),
    ),
    ...texts((value, expected) => value.localeCompare(expected) === 0),
    ...texts((value, expected) => collator.compare(value, expected) === 0),
  ),
  ...wrong(
    'loose-equality',
    'RFC 7519 §4.1.1',
    'Your code converts before it compares: == and String(...) make ["x"] equal to "x" and 42 equal to "42". A claim of another type than a text is claim-mismatch; === does not convert.',
    { issuer: loose, subject: loose },
    { issuer: loose },
    { subject: loose },
    ...[
      {
        issuer: (value: unknown, expected: string) => String(value) === expected,
        subject: (value: unknown, expected: string) => String(value) === expected,
      },
    ],
    {
      issuer: loose,
      subject: loose,
      audience: (value, expected) =>
        Array.isArray(value) ? value.includes(expected) : loose(value, expected),
    },
    { audience: loose },
    {
      audience: (value, expected) =>
        Array.isArray(value) ? value.includes(expected) : loose(value, expected),
    },
    {
      audience: (value, expected) =>
        Array.isArray(value) ? value.includes(expected) : String(value) === expected,
    },
  ),
  ...wrong(
    'list-of-issuers',
    'RFC 7519 §4.1.1',
    'Your code accepts an array for iss or sub. Only aud may be one: a token has one issuer and one subject, and an array is of another type.',
    ...[
      { issuer: rightRules.audience, subject: rightRules.audience },
      { issuer: rightRules.audience },
      { subject: rightRules.audience },
    ],
  ),
]

const list = (some: (members: unknown[], expected: string) => boolean): Partial<Rules> => ({
  audience: (value, expected) => (Array.isArray(value) ? some(value, expected) : value === expected),
})

export const wrongAudiences: WrongRule[] = [
  ...wrong(
    'aud-ignored',
    'RFC 8725 §3.9',
    'Your code does not look at aud. Then a token that somebody got for another service of the same issuer opens yours.',
    { audience: () => true },
    { wanted: (expectation, name) => name !== 'aud' && expectation !== undefined },
  ),
  ...wrong(
    'aud-absent-accepted',
    'RFC 8725 §3.9',
    'An audience was expected, the token has no aud, and your code accepted it. Such a token is for nobody in particular: the standard says to refuse it. Expected but absent is claim-missing.',
    { absent: name => (name === 'aud' ? [] : ['claim-missing']) },
    {
      there: (claims, name) => (name === 'aud' ? Boolean(claims.aud) : Object.hasOwn(claims, name)),
      absent: name => (name === 'aud' ? [] : ['claim-missing']),
    },
  ),
  ...wrong(
    'aud-array-refused',
    'RFC 7519 §4.1.3',
    'aud is an array that includes the audience, and your code refused it. A token may be meant for several: aud is a text or an array of texts, and one member that is equal is enough.',
    list(() => false),
  ),
  ...wrong(
    'aud-text-refused',
    'RFC 7519 §4.1.3',
    'aud is the audience itself, and your code refused it. For a single audience aud may be a plain text in place of an array with one member.',
    { audience: (value, expected) => Array.isArray(value) && value.includes(expected) },
  ),
  ...wrong(
    'aud-first-only',
    'RFC 7519 §4.1.3',
    'Your code looks at one member of the array only. The audience may stand at any place: ask whether the array includes it.',
    list((members, expected) => members[0] === expected),
    list((members, expected) => members.at(-1) === expected),
    list((members, expected) => members.length === 1 && members[0] === expected),
    list((members, expected) => members.slice(0, 2).includes(expected)),
    list(
      (members, expected) =>
        members.slice(1).includes(expected) || (members.length === 1 && members[0] === expected),
    ),
    list((members, expected) => members.slice(1).includes(expected)),
  ),
  ...wrong(
    'aud-every',
    'RFC 7519 §4.1.3',
    'Your code wants every member of the array to be the audience. A token may be meant for several: one member that is equal is enough (some, not every). And every says yes to an empty array.',
    list((members, expected) => members.every(member => member === expected)),
    list((members, expected) => members.length > 0 && members.every(member => member === expected)),
  ),
  ...wrong(
    'aud-empty-accepted',
    'RFC 7519 §4.1.3',
    'aud is an empty array, and your code accepted the token. It includes nobody, so it is not for you: claim-mismatch.',
    list((members, expected) => members.length === 0 || members.includes(expected)),
  ),
  ...wrong(
    'aud-joined',
    'RFC 7519 §4.1.3',
    'Your code makes one text of the array and compares or searches that. Members melt together then: ["a", "b"] becomes "a,b", and includes finds parts. Compare each member by itself.',
    ...[',', ' ', ''].flatMap(between => [
      list((members, expected) => members.join(between).includes(expected)),
      list((members, expected) => members.join(between) === expected || members.includes(expected)),
      {
        audience: (value: unknown, expected: string) =>
          Array.isArray(value)
            ? value.join(between).includes(expected)
            : typeof value === 'string' && value.includes(expected),
      },
    ]),
    list((members, expected) => JSON.stringify(members).includes(expected)),
    { audience: (value, expected) => JSON.stringify(value).includes(expected) },
    { audience: (value, expected) => String(value) === expected },
    { audience: (value, expected) => JSON.stringify(value).includes(JSON.stringify(expected)) },
  ),
  ...wrong(
    'aud-split',
    'RFC 7519 §4.1.3',
    'Your code takes a text apart and looks for the audience among the parts. A text is one audience, blanks and commas included; several audiences are an array.',
    ...[' ', ',', /[\s,]+/].map(
      (separator): Partial<Rules> => ({
        audience: (value, expected) =>
          Array.isArray(value)
            ? value.includes(expected)
            : typeof value === 'string' && value.split(separator).includes(expected),
      }),
    ),
    {
      audience: (value, expected) =>
        (Array.isArray(value) || typeof value === 'string') && [...value].includes(expected),
    },
  ),
  ...wrong(
    'aud-keys',
    'RFC 7519 §4.1.3',
    'Your code asks whether the audience is a key (in, or aud[audience]). The keys of an array are "0", "1", "length"; its values are asked by includes.',
    {
      audience: (value, expected) =>
        value === expected ||
        (typeof value === 'object' &&
          value !== null &&
          (expected in value || (Array.isArray(value) && value.includes(expected)))),
    },
    {
      audience: (value, expected) =>
        value === expected || (typeof value === 'object' && value !== null && expected in value),
    },
  ),
  ...wrong(
    'aud-object',
    'RFC 7519 §4.1.3',
    'Your code takes an object for a list. aud is a text or an array of texts, and anything else is claim-mismatch: ask Array.isArray.',
    {
      audience: (value, expected) =>
        value === expected ||
        (typeof value === 'object' && value !== null && Object.values(value).includes(expected)),
    },
    {
      audience: (value, expected) =>
        value === expected ||
        (typeof value === 'object' && value !== null && Array.from(value as string[]).includes(expected)),
    },
  ),
  ...wrong(
    'aud-wildcard',
    'RFC 7519 §4.1.3',
    'Your code takes * in aud for everybody. It is a text like any other.',
    list((members, expected) => members.includes(expected) || members.includes('*')),
    { audience: (value, expected) => value === '*' || rightRules.audience(value, expected) },
    {
      audience: (value, expected) =>
        value === '*' ||
        (Array.isArray(value) && value.includes('*')) ||
        rightRules.audience(value, expected),
    },
  ),
]

const asked = (required: Rules['required']): Partial<Rules> => ({ required })

export const wrongRequired: WrongRule[] = [
  ...wrong(
    'required-ignored',
    null,
    'Your code does not look at required: every name in it must be an own member of the claims.',
    asked(() => true),
  ),
  ...wrong(
    'required-truthy',
    null,
    "A required claim is there with 0, false or '', and your code counts it as missing. !claims[name] asks whether it is truthy; the question is whether it is there: Object.hasOwn(claims, name).",
    asked((claims, names) => names.every(name => Object.hasOwn(claims, name) && Boolean(claims[name]))),
    asked((claims, names) => names.every(name => Boolean(claims[name]))),
    asked((claims, names) => names.every(name => Boolean(claims[name]) || claims[name] === 0)),
    asked((claims, names) => names.every(name => claims[name] !== undefined && claims[name] !== '')),
  ),
  ...wrong(
    'required-inherited',
    null,
    'A required claim is not in the token, and your code found it all the same: every object inherits constructor, toString and more, and both in and claims[name] see those. Count own members only: Object.hasOwn(claims, name).',
    asked((claims, names) => names.every(name => name in claims)),
    asked((claims, names) => names.every(name => claims[name] !== undefined)),
  ),
  ...wrong(
    'required-any',
    null,
    'One of the required claims is there, and that is enough for your code. All of them must be there (every, not some).',
    asked((claims, names) => names.length === 0 || names.some(name => Object.hasOwn(claims, name))),
    asked((claims, names) => names.some(name => Object.hasOwn(claims, name))),
  ),
  ...wrong(
    'required-first-only',
    null,
    'Your code looks at one of the required names only. A return inside a loop ends it at the first round.',
    asked((claims, names) => names.slice(0, 1).every(name => Object.hasOwn(claims, name))),
    asked((claims, names) => names.slice(-1).every(name => Object.hasOwn(claims, name))),
    asked((claims, names) => names.slice(1).every(name => Object.hasOwn(claims, name))),
  ),
  ...wrong(
    'required-path',
    null,
    'Your code takes a dot in a required name for a way into a nested object. A name is a name: the claim "a.b" is a member called a.b.',
    asked((claims, names) =>
      names.every(
        name =>
          name.split('.').reduce<unknown>((value, part) => (value as Claims | undefined)?.[part], claims) !==
          undefined,
      ),
    ),
  ),
  ...wrong(
    'required-case',
    null,
    'Your code passes over upper and lower case, or blanks, in the names of claims. Names are exact: Exp is not exp.',
    asked((claims, names) =>
      names.every(name => Object.keys(claims).some(own => own.toLowerCase() === name.toLowerCase())),
    ),
    asked((claims, names) => names.every(name => Object.hasOwn(claims, name.trim()))),
  ),
]

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
