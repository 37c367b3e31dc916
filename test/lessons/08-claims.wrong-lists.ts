/** Wrong rules about aud and required. */
import type { WrongRule } from './07-decision-table.ts'
import { type Claims, type Rules, rightRules, wrong } from './08-claims.rules.ts'

const list = (some: (members: unknown[], expected: string) => boolean): Partial<Rules> => ({
  audience: (value, expected) => (Array.isArray(value) ? some(value, expected) : value === expected),
})

/** Wrong rules about aud. */
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
    list((members, expected) => members.indexOf(expected) > 0),
    list(
      (members, expected) =>
        members.indexOf(expected) > 0 || (members.length === 1 && members[0] === expected),
    ),
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
    'aud-flattened',
    'RFC 7519 §4.1.3',
    'Your code takes an array within the array apart and looks for the audience there. aud is a text or an array of texts, and an array is no text: compare the members as they are, without flat.',
    { audience: (value, expected) => [value].flat(Infinity).includes(expected) },
    list((members, expected) => members.flat().includes(expected)),
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

/** Wrong rules about required. */
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
