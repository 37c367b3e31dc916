/** Wrong rules about iss and sub, and about any comparison of texts. */
import type { WrongRule } from './07-decision-table.ts'
import {
  type Claims,
  claimFaults,
  type Expectations,
  type Rules,
  rightRules,
  type Same,
  wrong,
} from './08-claims.rules.ts'

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
const URL_PARTS = ['origin', 'host', 'hostname'] as const
const urlPart = (text: string, part: (typeof URL_PARTS)[number]): string =>
  URL.canParse(text) ? new URL(text)[part] : text
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
    { absent: name => (name === 'iss' ? [] : ['claim-missing']) },
    { absent: name => (name === 'sub' ? [] : ['claim-missing']) },
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
    'only-one-expectation',
    'RFC 7519 §4.1',
    'When an issuer and a subject are expected, one of them is enough for your code, or it looks at one only. Each expectation has to hold: ask them one after the other, without else or an early return between.',
    (claims, { issuer, subject, ...rest }) =>
      claimFaults(claims, issuer === undefined ? { subject, ...rest } : { issuer, ...rest }),
    (claims, { issuer, subject, ...rest }) =>
      claimFaults(claims, subject === undefined ? { issuer, ...rest } : { subject, ...rest }),
    (claims, { issuer, subject, ...rest }) => {
      const each = [claimFaults(claims, { issuer }), claimFaults(claims, { subject })]
      const one = issuer !== undefined && subject !== undefined && each.some(codes => codes.length === 0)
      return [...claimFaults(claims, rest), ...(one ? [] : each.flat())]
    },
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
    ...[
      ['iss', 'sub'],
      ['sub', 'iss'],
      ['aud', 'iss'],
      ['aud', 'sub'],
    ].map(([name = '', other = '']) => (claims: Claims, { required, ...expected }: Expectations) => {
      const { [name]: _, ...rest } = claims
      const read = Object.hasOwn(claims, other) ? { ...rest, [name]: claims[other] } : rest
      return [...claimFaults(read, expected), ...claimFaults(claims, { required })]
    }),
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
    ...texts((value, expected) => value.trimEnd() === expected.trimEnd()),
    ...texts((value, expected) => value.trimEnd() === expected),
    ...texts((value, expected) => value.trimStart() === expected.trimStart()),
    ...texts((value, expected) => value.trimStart() === expected),
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
    ...URL_PARTS.flatMap(part =>
      texts((value, expected) => urlPart(value, part) === urlPart(expected, part)),
    ),
    ...URL_PARTS.flatMap(part =>
      texts((value, expected) =>
        URL.canParse(value) && URL.canParse(expected)
          ? urlPart(value, part) === urlPart(expected, part)
          : value === expected,
      ),
    ),
    ...texts((value, expected) => value.split('#')[0] === expected),
    ...texts((value, expected) => value.split('?')[0] === expected),
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
    {
      audience: (value, expected) =>
        Array.isArray(value)
          ? value.some(member => typeof member === 'string' && member.includes(expected))
          : value === expected,
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
