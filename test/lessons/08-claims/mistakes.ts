/** What people write instead of the right rule, by the step whose answers it explains. General before special. */
import type { JwtErrorCode, Signs, WrongAnswer } from '../../../src/grader/kit/index.ts'
import { type Claims, type Expectations, model, oddClaim, PAIRS, type Same } from './model.ts'

const right = model.rules
type Change = Partial<typeof right>
const faults = (claims: Claims, expected: Expectations): JwtErrorCode[] =>
  model.ruling([claims, expected]).codes

/** A comparison of texts that is not exact, tried for one claim and for several. */
function texts(same: (value: string, expected: string) => boolean): Change[] {
  const lenient: Same = (value, expected) => typeof value === 'string' && same(value, expected)
  const some: Same = (value, expected) =>
    Array.isArray(value) ? value.some(member => lenient(member, expected)) : lenient(value, expected)
  const whole: Same = (value, expected) =>
    Array.isArray(value) ? value.includes(expected) : lenient(value, expected)
  return [
    { iss: lenient, sub: lenient, aud: some },
    { iss: lenient, sub: lenient },
    { iss: lenient },
    { sub: lenient },
    { aud: some },
    { aud: whole },
    { iss: lenient, sub: lenient, aud: whole },
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
const asText: Same = (value, expected) => String(value) === expected
/** An array that includes the expected text, or one value that is the same in this way. */
const orIncludes =
  (same: Same): Same =>
  (value, expected) =>
    Array.isArray(value) ? value.includes(expected) : same(value, expected)
/** One value that is the expected text, or an object of which this is true. */
const orObject = (holds: (value: object, expected: string) => boolean): Change => ({
  aud: (value, expected) =>
    value === expected || (typeof value === 'object' && value !== null && holds(value, expected)),
})
/** `'issuer' in expected`: an option that is undefined counts too. */
const named = (names: string): Change => ({
  isWanted: (option, name, isNamed) => option !== undefined || (isNamed && names.includes(name)),
})
const unless = (claims: Claims, name: string): boolean => Boolean(claims[name])

const list = (some: (members: unknown[], expected: string) => boolean): Change => ({
  aud: (value, expected) => (Array.isArray(value) ? some(value, expected) : value === expected),
})

const asked = (hasAll: (typeof right)['hasAll']): Change => ({ hasAll })

export const mistakes = model.mistakes({
  exact: {
    'claims-never-refuse': [() => []],
    'absent-accepted': [
      { isThere: unless, absent: () => [] },
      { absent: () => [] },
      { absent: name => (name === 'iss' ? [] : ['claim-missing']) },
      { absent: name => (name === 'sub' ? [] : ['claim-missing']) },
      { isThere: (claims, name) => claims[name] !== undefined && claims[name] !== null, absent: () => [] },
    ],
    'empty-expectation': [
      { isWanted: expectation => Boolean(expectation) },
      ...(['aud', 'iss', 'sub'] as const).map(
        (falsy): Change => ({
          isWanted: (expectation, name) =>
            name === falsy ? Boolean(expectation) : expectation !== undefined,
        }),
      ),
    ],
    'unasked-checked': [
      { isWanted: () => true },
      { isWanted: () => true, absent: () => [] },
      (claims, expected) =>
        PAIRS.every(([name, option]) => claims[name] === expected[option])
          ? []
          : ['claim-missing', 'claim-mismatch'],
      ...['iss sub aud', 'iss', 'sub', 'aud'].map(named),
    ],
    'subject-ignored': [
      { sub: () => true },
      { isWanted: (expectation, name) => name !== 'sub' && expectation !== undefined },
    ],
    'only-one-expectation': [
      (claims, expected) => (expected.issuer === undefined ? [] : faults(claims, expected)),
      (claims, expected) => (expected.subject === undefined ? [] : faults(claims, expected)),
      (claims, { issuer, subject, ...rest }) =>
        faults(claims, issuer === undefined ? { subject, ...rest } : { issuer, ...rest }),
      (claims, { issuer, subject, ...rest }) =>
        faults(claims, subject === undefined ? { issuer, ...rest } : { subject, ...rest }),
      (claims, { issuer, subject, ...rest }) => {
        const each = [faults(claims, { issuer }), faults(claims, { subject })]
        const one = issuer !== undefined && subject !== undefined && each.some(codes => codes.length === 0)
        return [...faults(claims, rest), ...(one ? [] : each.flat())]
      },
    ],
    'issuer-ignored': [
      { iss: () => true },
      { isWanted: (expectation, name) => name !== 'iss' && expectation !== undefined },
    ],
    'claims-swapped': [
      (claims, { issuer, subject, ...rest }) => faults(claims, { issuer: subject, subject: issuer, ...rest }),
      (claims, { issuer, audience, ...rest }) =>
        faults(claims, { issuer: audience, audience: issuer, ...rest }),
      ...[
        ['iss', 'sub'],
        ['sub', 'iss'],
        ['aud', 'iss'],
        ['aud', 'sub'],
      ].flatMap(([name = '', other = '']) =>
        [other, name].map(present => (claims: Claims, { required, ...expected }: Expectations) => {
          const { [name]: _, ...rest } = claims
          const read = Object.hasOwn(claims, present) ? { ...rest, [name]: claims[other] } : rest
          return [...faults(read, expected), ...faults(claims, { required })]
        }),
      ),
    ],
    'case-folded': [
      ...texts((value, expected) => value.toLowerCase() === expected.toLowerCase()),
      ...texts((value, expected) => value.toUpperCase() === expected.toUpperCase()),
      ...texts((value, expected) => value.toLowerCase() === expected),
    ],
    'blanks-trimmed': [
      ...texts((value, expected) => value.trim() === expected.trim()),
      ...texts((value, expected) => value.trim() === expected),
      ...texts((value, expected) => value.trimEnd() === expected.trimEnd()),
      ...texts((value, expected) => value.trimEnd() === expected),
      ...texts((value, expected) => value.trimStart() === expected.trimStart()),
      ...texts((value, expected) => value.trimStart() === expected),
    ],
    'slash-dropped': [
      ...texts((value, expected) => withoutSlash(value) === withoutSlash(expected)),
      ...texts((value, expected) => withoutSlash(value) === expected),
      ...texts((value, expected) => value.replace(/\/$/, '') === expected.replace(/\/$/, '')),
    ],
    'url-compared': [
      ...texts((value, expected) => url(value) === url(expected)),
      ...URL_PARTS.flatMap(part =>
        texts((value, expected) =>
          URL.canParse(value) && URL.canParse(expected)
            ? new URL(value)[part] === new URL(expected)[part]
            : value === expected,
        ),
      ),
      ...texts((value, expected) => value.split('#')[0] === expected),
    ],
    'prefix-accepted': [
      ...texts((value, expected) => value.startsWith(expected)),
      ...texts((value, expected) => expected.startsWith(value)),
    ],
    'suffix-accepted': [
      ...texts((value, expected) => value.endsWith(expected)),
      ...texts((value, expected) => expected.endsWith(value)),
    ],
    'substring-accepted': [
      ...texts((value, expected) => value.includes(expected)),
      ...texts((value, expected) => expected.includes(value)),
      {
        aud: (value, expected) =>
          (typeof value === 'string' || Array.isArray(value)) && value.includes(expected),
      },
      {
        aud: (value, expected) =>
          Array.isArray(value)
            ? value.some(member => typeof member === 'string' && member.includes(expected))
            : value === expected,
      },
    ],
    'pattern-used': [
      ...texts((value, expected) => pattern(expected, value)),
      ...texts((value, expected) => pattern(`^${expected}$`, value)),
      ...texts((value, expected) => pattern(`^${expected}$`, value, 'i')),
    ],
    'unicode-normalised': [
      ...(['NFC', 'NFD', 'NFKC', 'NFKD'] as const).flatMap(form =>
        texts((value, expected) => value.normalize(form) === expected.normalize(form)),
      ),
      ...texts((value, expected) => value.localeCompare(expected) === 0),
      ...texts((value, expected) => collator.compare(value, expected) === 0),
    ],
    'loose-equality': [
      { iss: loose, sub: loose },
      { iss: loose },
      { sub: loose },
      { iss: asText, sub: asText },
      { iss: loose, sub: loose, aud: orIncludes(loose) },
      ...[loose, orIncludes(loose), orIncludes(asText)].map(aud => ({ aud })),
    ],
    'list-of-issuers': [{ iss: right.aud, sub: right.aud }, { iss: right.aud }, { sub: right.aud }],
  },
  audience: {
    'aud-ignored': [
      { aud: () => true },
      { isWanted: (expectation, name) => name !== 'aud' && expectation !== undefined },
    ],
    'aud-absent-accepted': [
      { absent: name => (name === 'aud' ? [] : ['claim-missing']) },
      {
        isThere: (claims, name) => (name === 'aud' ? Boolean(claims.aud) : Object.hasOwn(claims, name)),
        absent: name => (name === 'aud' ? [] : ['claim-missing']),
      },
    ],
    'aud-array-refused': [list(() => false)],
    'aud-text-refused': [{ aud: (value, expected) => Array.isArray(value) && value.includes(expected) }],
    'aud-first-only': [
      list((members, expected) => members[0] === expected),
      list((members, expected) => members.at(-1) === expected),
      list((members, expected) => members.length === 1 && members[0] === expected),
      list((members, expected) => members.indexOf(expected) > 0),
      list((members, expected) => members.indexOf(expected) !== 0),
      list((all, expected) => all.indexOf(expected) > 0 || (all.length === 1 && all[0] === expected)),
    ],
    'aud-every': [
      list((members, expected) => members.every(member => member === expected)),
      list((members, expected) => members.length > 0 && members.every(member => member === expected)),
    ],
    'aud-empty-accepted': [list((members, expected) => members.length === 0 || members.includes(expected))],
    'aud-joined': [
      ...[',', ' ', ''].flatMap(between => [
        list((members, expected) => members.join(between).includes(expected)),
        list((members, expected) => members.join(between) === expected || members.includes(expected)),
        {
          aud: (value: unknown, expected: string) =>
            Array.isArray(value)
              ? value.join(between).includes(expected)
              : typeof value === 'string' && value.includes(expected),
        },
      ]),
      list((members, expected) => JSON.stringify(members).includes(expected)),
      { aud: (value, expected) => JSON.stringify(value).includes(expected) },
      { aud: (value, expected) => String(value) === expected },
      { aud: (value, expected) => JSON.stringify(value).includes(JSON.stringify(expected)) },
    ],
    'aud-split': [
      ...[' ', ',', /[\s,]+/].map(
        (separator): Change => ({
          aud: (value, expected) =>
            Array.isArray(value)
              ? value.includes(expected)
              : typeof value === 'string' && value.split(separator).includes(expected),
        }),
      ),
      {
        aud: (value, expected) =>
          (Array.isArray(value) || typeof value === 'string') && [...value].includes(expected),
      },
    ],
    'aud-keys': [
      orObject((value, expected) => expected in value || (Array.isArray(value) && value.includes(expected))),
      orObject((value, expected) => expected in value),
    ],
    'aud-object': [
      orObject((value, expected) => Object.values(value).includes(expected)),
      orObject((value, expected) => Array.from(value as string[]).includes(expected)),
    ],
    'aud-flattened': [
      { aud: (value, expected) => [value].flat(Infinity).includes(expected) },
      list((members, expected) => members.flat().includes(expected)),
    ],
    'aud-wildcard': [
      list((members, expected) => members.includes(expected) || members.includes('*')),
      {
        aud: (value, expected) =>
          value === '*' || (Array.isArray(value) && value.includes('*')) || right.aud(value, expected),
      },
    ],
  },
  required: {
    'required-ignored': [asked(() => true)],
    'required-truthy': [
      asked((claims, names) => names.every(name => Object.hasOwn(claims, name) && Boolean(claims[name]))),
      asked((claims, names) => names.every(name => Boolean(claims[name]))),
      asked((claims, names) => names.every(name => Boolean(claims[name]) || claims[name] === 0)),
      asked((claims, names) => names.every(name => claims[name] !== undefined && claims[name] !== '')),
    ],
    'required-inherited': [
      asked((claims, names) => names.every(name => name in claims)),
      asked((claims, names) => names.every(name => claims[name] !== undefined)),
    ],
    'required-any': [
      asked((claims, names) => names.length === 0 || names.some(name => Object.hasOwn(claims, name))),
      asked((claims, names) => names.some(name => Object.hasOwn(claims, name))),
    ],
    'required-first-only': [
      asked((claims, names) => names.slice(0, 1).every(name => Object.hasOwn(claims, name))),
      asked((claims, names) => names.slice(-1).every(name => Object.hasOwn(claims, name))),
    ],
    'required-path': [
      asked((claims, names) =>
        names.every(
          name =>
            name
              .split('.')
              .reduce<unknown>((value, part) => (value as Claims | undefined)?.[part], claims) !== undefined,
        ),
      ),
    ],
    'required-case': [
      asked((claims, names) =>
        names.every(name => Object.keys(claims).some(own => own.toLowerCase() === name.toLowerCase())),
      ),
      asked((claims, names) => names.every(name => Object.hasOwn(claims, name.trim()))),
    ],
  },
})

type Wrong = WrongAnswer<[claims: Claims, expected: Expectations]>
const only = ({ right }: Wrong, code: JwtErrorCode): boolean =>
  right.length > 0 && right.every(other => other === code)

export const signs: Signs<[claims: Claims, expected: Expectations]> = {
  'has-own-property-claim': ({ args: [claims], answer, thrown }) =>
    thrown !== null && answer === 'other' && Object.hasOwn(claims, 'hasOwnProperty'),
  'missing-called-mismatch': wrong => only(wrong, 'claim-missing') && wrong.answer === 'claim-mismatch',
  'mismatch-called-missing': wrong => only(wrong, 'claim-mismatch') && wrong.answer === 'claim-missing',
  'other-type-accepted': ({ args, answer, right }) =>
    right.length > 0 && answer === 'accepted' && oddClaim(...args) !== undefined,
}
