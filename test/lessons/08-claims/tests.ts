/** The hidden tests of checkClaims: rows of claims and expectations. model.ts says what is right for them. */
import {
  combinations,
  defined,
  defineRows,
  type Learner,
  pick,
  type RowsApi,
  strings,
} from '../../../src/grader/kit/index.ts'
import { EDITED, EVERY_PART, edited, near, otherTypes } from '../shared/near.ts'
import diagnoses from './diagnoses.md'
import { mistakes, signs } from './mistakes.ts'
import { type Claims, type Expectations, model } from './model.ts'

type Row = [claims: Claims, expected: Expectations]
type Api = RowsApi<Row>

const URL = 'https://login.example'

/** Texts that a careless comparison takes for something else, in groups that it takes for the same. */
const CONFUSED = [
  ['', ' ', '0', 'null', 'undefined', '[object Object]'],
  ['42', '42.0', '042', '4_2', '0x2a'],
  ['true', 'True', '1'],
  ['a.b', 'axb', 'a+b', 'aab', '(', '[a-z]', '*', '.*', 'a*'],
  ['a b', 'a,b', 'a\u00a0b', 'a\tb', 'a  b', 'a', 'b'],
  ['ab', 'a\u200bb', 'a\u00adb', '\ufeffab', 'a b', 'ba', 'a-b', 'a_b'],
  ['\u00e9', 'e\u0301', 'e', '\u00c9', '\u212b', '\u00c5', 'A'],
  ['stra\u00dfe', 'STRASSE', 'strasse', '\ufb01n', 'fin', '\u0130', 'i\u0307', 'i', 'I'],
  strings`
    https://a.example https://a.example/ HTTPS://A.EXAMPLE https://a.example:443 https://www.a.example
    https://a.example?x https://a.example/x/.. http://a.example //a.example a.example
  `,
  ['constructor', 'toString', '__proto__', 'length'],
  ['\ud83d\udd11', '\ud83d\udd12'],
  ['\u20ac', '\u00ac'],
  ['\u0161', 'a'],
  ['a b:c', 'a b:d', 'http://[', ':'],
  ['x'.repeat(300), `${'x'.repeat(299)}y`, 'x'.repeat(299)],
]
/** Each with the next of its group and the first one, in both directions; the second with itself. */
const PAIRS = CONFUSED.flatMap(group =>
  combinations(group, group).filter(([left, right]) => {
    const [from, to] = [group.indexOf(left), group.indexOf(right)]
    return from === to ? from === 1 : Math.abs(from - to) === 1 || from === 0 || to === 0
  }),
)
const SPECIAL = ['', '42', 'true', 'a,b']

const arraysWith = (text: string): unknown[] => [[], [text], ['other', text], [[text]], ['other']]
const TWO = [
  { claim: 'iss', option: 'issuer' },
  { claim: 'sub', option: 'subject' },
] as const

function exact({ rows }: Api): void {
  for (const { claim, option } of TWO) {
    rows(`${claim} is the expected ${option}, or it is refused`, 'RFC 7519 §4.1.1', () => {
      const row = (value: unknown, wanted: string): Row => [{ [claim]: value }, { [option]: wanted }]
      const rows = (claim === 'iss' ? ['a', URL] : [URL]).flatMap((text): Row[] => [
        row(text, text),
        [{}, { [option]: text }],
        [{ jti: text, aud: text, issuer: text, subject: text }, { [option]: text }],
        ...edited(text).map((other, index) => (index % 2 === 0 ? row(other, text) : row(text, other))),
        ...near(text).map((other, index) => (index % 2 === 0 ? row(other, text) : row(text, other))),
        row(text, text),
        row(text, text),
      ])
      const turned = near(URL).map((other, index) => (index % 2 === 1 ? row(other, URL) : row(URL, other)))
      const pairs = PAIRS.map(([value, wanted]) => row(value, wanted))
      const parts = EDITED.map(([value, wanted]) => row(value, wanted))
      parts.push(...EVERY_PART.map(text => row(text, text)))
      const both = [
        ['me', 'ada', undefined, undefined],
        ['me', 'ada', 'me', 'ada'],
        ['me', 'bob', 'me', 'ada'],
        ['you', 'ada', 'me', 'ada'],
        [undefined, 'bob', undefined, 'ada'],
        ['you', 'eve', 'me', 'eve'],
        ['ada', 'me', 'me', 'ada'],
      ].map(([iss, sub, issuer, subject]): Row => [defined({ iss, sub }), defined({ issuer, subject })])
      return [...rows, ...turned, ...pairs, ...both, ...parts]
    })
    rows(`${claim} of another type is another value`, 'RFC 7519 §4.1.1', () => {
      const rows = ['a', URL, ...SPECIAL].flatMap(text =>
        [...otherTypes(text), ...arraysWith(text)].map(
          (value): Row => [{ [claim]: value }, { [option]: text }],
        ),
      )
      const lists: Row[] = [
        [{ [claim]: ['a', 'b'] }, { [option]: 'a,b' }],
        [{ [claim]: ['a', 'b'] }, { [option]: 'a' }],
      ]
      return [...rows, ...lists]
    })
  }
  rows("an expectation of '' is one, and undefined is none", null, () => {
    const values = [undefined, '', 'a', null]
    const expectations: Expectations[] = [
      {},
      { issuer: '' },
      { subject: '' },
      { issuer: '', subject: '' },
      { issuer: undefined, subject: undefined, audience: undefined },
    ]
    return combinations(values, values, expectations).map(
      ([iss, sub, expected]): Row => [defined({ iss, sub }), expected],
    )
  })
  rows(
    'each is compared with its own claim',
    'RFC 7519 §4.1.1',
    combinations([undefined, 'a', 'b'], [undefined, 'a', 'b'], [undefined, 'a', 'b'], ['a', 'b']).map(
      ([iss, sub, issuer, subject]): Row => [
        defined({ iss, sub, name: 'a', issuer: 'a', subject: 'b' }),
        defined({ issuer, subject }),
      ],
    ),
  )
}

/** Members that are not `text`. */
const fillers = (text: string): string[] =>
  ['https://mail.example', `${text}x`, `x${text}`, text.slice(0, -1), text.toUpperCase(), ''].filter(
    other => other !== text,
  )

function audience({ rows }: Api): void {
  rows(
    'aud is the audience, or an array that includes it',
    'RFC 7519 §4.1.3',
    ['https://api.example', 'api'].flatMap((audience): Row[] => [
      [{ aud: audience }, { audience }],
      [{ aud: [audience] }, { audience }],
      [{ aud: ['https://mail.example', audience] }, { audience }],
      [{ aud: [audience, 'https://mail.example'] }, { audience }],
      [{ aud: [audience, audience] }, { audience }],
      [{ aud: audience.slice(1, -1) }, { audience }],
      [{ aud: 'https://mail.example' }, { audience }],
      [{ aud: ['https://mail.example', 'https://shop.example'] }, { audience }],
      [{ aud: [] }, { audience }],
      [{}, { audience }],
      [{ iss: audience, sub: audience, azp: audience, client_id: audience, audience }, { audience }],
      [{ aud: 'mail', iss: audience, sub: audience, azp: audience, client_id: audience }, { audience }],
      [
        { iss: URL, aud: URL },
        { issuer: URL, audience },
      ],
      [{ aud: `${audience}.evil.test` }, { audience }],
      [{ aud: [`${audience}.evil.test`] }, { audience }],
      [{ aud: `evil-${audience}` }, { audience }],
      [{ aud: [`evil-${audience}`] }, { audience }],
      [{ aud: [audience.slice(0, 2), audience.slice(2)] }, { audience }],
      [{ aud: ['a', audience.charAt(0)] }, { audience: `a,${audience.charAt(0)}` }],
      [{ aud: ['a', audience.charAt(0)] }, { audience: `a ${audience.charAt(0)}` }],
      [{ aud: ['a', audience.charAt(0)] }, { audience: `a","${audience.charAt(0)}` }],
      [{ aud: audience }, { audience: audience.charAt(1) }],
    ]),
  )
  rows('at every place of an array of any length', 'RFC 7519 §4.1.3', () => {
    const rows = ['api', URL].flatMap(audience =>
      [0, 1, 2, 3, 4, 5, 20].flatMap(length => {
        const others = Array.from(
          { length },
          (_, index) => fillers(audience)[index % fillers(audience).length] as string,
        )
        const places = Array.from(
          { length },
          (_, place): Row => [{ aud: others.with(place, audience) }, { audience }],
        )
        return [[{ aud: others }, { audience }] as Row, ...places]
      }),
    )
    // One of very many, and none of them.
    const many = Array.from({ length: 300 }, (_, index) => `https://api${index}.example`)
    const oneOfMany = [0, 99, 256, 299].map(
      (place): Row => [{ aud: many }, { audience: many[place] as string }],
    )
    oneOfMany.push([{ aud: many }, { audience: 'https://api300.example' }])
    const twice: Row[] = [
      [{ aud: ['b', 'api', 'b', 'api'] }, { audience: 'api' }],
      [{ aud: ['b', 'b'] }, { audience: 'api' }],
    ]
    return [...rows, ...twice, ...oneOfMany]
  })
  rows('nothing that is nearly the audience is the audience', 'RFC 7519 §4.1.3', () => {
    const row = (aud: unknown, audience: string): Row => [{ aud }, { audience }]
    const others = near(URL)
    const rows = [
      ...edited(URL).map((other, index) => row((index >> 1) % 2 === 0 ? other : [other], URL)),
      ...others.flatMap((other, index) => [
        row(index % 2 === 0 ? other : ['https://mail.example', other], URL),
        row(index % 2 === 0 ? [URL] : URL, other),
      ]),
      ...near('a').map((other, index) => (index % 2 === 0 ? row(other, 'a') : row(['b', 'a'], other))),
      row(others, URL),
      row([...others, URL], URL),
      row([URL, ...others], URL),
    ]
    const special = PAIRS.flatMap(([value, wanted], index) => [
      row(value, wanted),
      row(index % 2 === 0 ? [value] : ['x', value, 'y'], wanted),
    ])
    const parts = EDITED.map(([value, wanted], index) =>
      row([value, ['x', value, 'y'], value, [value]][(index >> 1) % 4], wanted),
    )
    parts.push(...EVERY_PART.flatMap(text => [row(text, text), row(['x', text], text)]))
    return [...rows, ...special, ...parts]
  })
  rows('elements do not run together, and a string is one audience', 'RFC 7519 §4.1.3', [
    ...['a,b', 'a b', 'ab'].map((audience): Row => [{ aud: ['a', 'b'] }, { audience }]),
    [{ aud: ['ap', 'i'] }, { audience: 'api' }],
    [{ aud: 'a,b' }, { audience: 'a' }],
    [{ aud: 'a b' }, { audience: 'b' }],
    [{ aud: 'a, b' }, { audience: 'b' }],
    [{ aud: 'a;b' }, { audience: 'a' }],
    [{ aud: 'a|b' }, { audience: 'b' }],
    [{ aud: 'abc' }, { audience: 'b' }],
    [{ aud: '["api"]' }, { audience: 'api' }],
    [{ aud: ['api'] }, { audience: '["api"]' }],
    [{ aud: ['["api"]'] }, { audience: 'api' }],
    [{ aud: ['x"api"y'] }, { audience: 'api' }],
    ...['0', '1', 'length', 'includes'].map((audience): Row => [{ aud: ['x', 'y'] }, { audience }]),
    [{}, { audience: '' }],
    ...combinations([[], [''], '', ['a', ''], ['a'], 'a', 'abc'], ['', 'a']).map(
      ([aud, audience]): Row => [{ aud }, { audience }],
    ),
    [{ aud: '*' }, { audience: 'api' }],
    [{ aud: ['*'] }, { audience: 'api' }],
    [{ aud: 'https://*.example' }, { audience: 'https://api.example' }],
    [{ aud: 'https://api.example' }, { audience: 'https://*.example' }],
  ])
  rows(
    'aud of another type is for nobody',
    'RFC 7519 §4.1.3',
    [URL, ...SPECIAL].flatMap(text =>
      // An array of arrays holds no text, so it does not hold this one.
      [...otherTypes(text), [[text]], [['other', text]]].map((aud): Row => [{ aud }, { audience: text }]),
    ),
  )
  rows(
    'without an expectation aud may be anything, and the expectations hold together',
    'RFC 8725 §3.9',
    () => {
      const auds = [undefined, 'api', ['mail', 'api'], ['mail'], [], 42, null]
      const free = combinations(auds, [{}, { audience: undefined }]).map(
        ([aud, expected]): Row => [defined({ aud }), expected],
      )
      const rows = combinations(
        [undefined, 'me', 'you'],
        ['ada', 'bob'],
        auds,
        [undefined, 'me'],
        [undefined, 'ada'],
        ['api'],
      ).map(
        ([iss, sub, aud, issuer, subject, audience]): Row => [
          defined({ iss, sub, aud }),
          defined({ issuer, subject, audience }),
        ],
      )
      return [...free, ...rows]
    },
  )
}

const INHERITED = strings`
  constructor toString valueOf hasOwnProperty isPrototypeOf propertyIsEnumerable toLocaleString
`
const ORDINARY = [
  ...strings`
    exp jti iss aud sub scope 0 length name https://example.com/role \u30ed\u30fc\u30eb a.b
  `,
  '',
]
const VALUES = ['x', 1, 0, false, true, '', [], {}, 'undefined', 'null']

function required({ rows }: Api): void {
  rows('a required claim is there with any value, or it is missing', null, () => {
    const none: Row[] = [
      [{}, { required: undefined }],
      [{ iss: 'me' }, { issuer: 'me', required: undefined }],
    ]
    const rows = ORDINARY.flatMap((name): Row[] => [
      [{}, { required: [name] }],
      [{ other: name }, { required: [name] }],
      [{ other: 0 }, { required: [name, 'other'] }],
      [{ [name]: 0 }, { required: [name, 'other'] }],
    ])
    const values = combinations(ORDINARY, VALUES)
      .filter((_, index) => index < 20 || index % 3 === 0)
      .map(([name, value]): Row => [{ [name]: value }, { required: [name] }])
    return [...rows, ...values, ...none]
  })
  rows('what every object inherits is not a claim', null, () => {
    const rows = INHERITED.flatMap((name): Row[] => [
      [{}, { required: [name] }],
      [{ iss: 'me' }, { required: ['iss', name] }],
      ...VALUES.map(
        (value): Row => [
          { [name]: value, iss: 'me' },
          { required: [name], issuer: 'me' },
        ],
      ),
    ])
    const setter: Row[] = [
      [{}, { required: ['__proto__'] }],
      [{ iss: 'me' }, { required: ['iss', '__proto__'] }],
    ]
    return [...rows, ...setter]
  })
  rows(
    'a claim called hasOwnProperty breaks nothing',
    null,
    INHERITED.map((name, index) => [index % 2 === 0 ? 'x' : 0, name] as const).flatMap(
      ([value, name]): Row[] => {
        const claims: Claims = { [name]: value, iss: 'me', aud: ['api'], sub: 'ada', jti: '7' }
        return [
          [claims, { issuer: 'me', audience: 'api', subject: 'ada', required: ['jti'] }],
          [claims, { issuer: 'you' }],
          [claims, { audience: 'mail' }],
          [claims, { subject: 'bob' }],
          [claims, { required: ['exp'] }],
          [{ [name]: value }, { issuer: 'me' }],
          [claims, {}],
        ]
      },
    ),
  )
  rows('all of several must be there, whichever is missing', null, () => {
    const names = ['jti', 'exp', 'scope', 'iat']
    const rows = [0, 1, 2, 3, 4].flatMap(count => {
      const required = names.slice(0, count)
      return Array.from(
        { length: 16 },
        (_, bits): Row => [
          Object.fromEntries(names.filter((_name, index) => bits & (1 << index)).map(name => [name, 0])),
          { required },
        ],
      )
    })
    const twice: Row[] = [
      [{ jti: 1 }, { required: ['jti', 'jti'] }],
      [{}, { required: ['jti', 'jti'] }],
      [{ a: 1, c: 1, b: 1 }, { required: ['c', 'a', 'b'] }],
    ]
    // One of many is missing.
    const manyNames = (count: number): string[] =>
      Array.from({ length: count }, (_, index) => `claim${index}`)
    const of = (names: string[], missing: number): Claims =>
      Object.fromEntries(names.filter((_, index) => index !== missing).map(name => [name, true]))
    for (const [required, places] of [
      [manyNames(12), [0, 4, 5, 6, 10, 11, 12]],
      [manyNames(130), [20, 50, 100, 129, 130]],
    ] as const)
      twice.push(...places.map((missing): Row => [of(required, missing), { required }]))
    return [...rows, ...twice]
  })
  rows('names are exact, and are not paths into nested objects', null, [
    ...['Exp', ' exp', 'exp ', 'ex', 'expx', ''].map((name): Row => [{ exp: 1 }, { required: [name] }]),
    [{ Exp: 1 }, { required: ['exp'] }],
    [{ a: { b: 1 } }, { required: ['a.b'] }],
    [{ 'a.b': 1 }, { required: ['a.b'] }],
    [{ 'a.b': 1 }, { required: ['a'] }],
    [{ a: { b: 1 } }, { required: ['b'] }],
    [{ a: 'exp' }, { required: ['exp'] }],
    [{ list: ['exp'] }, { required: ['exp'] }],
    [{ '\u00e9': 1 }, { required: ['e\u0301'] }],
    [{ 'e\u0301': 1 }, { required: ['\u00e9'] }],
    [{ '': 1 }, { required: ['exp'] }],
  ])
  rows('everything together', null, () => {
    const states = (right: unknown, wrongValue: unknown): unknown[] => [undefined, right, wrongValue]
    const rows = combinations(
      states('me', 'you'),
      states(['mail', 'api'], ['mail']),
      states('ada', 'bob'),
      [undefined, 'me'],
      ['api'],
      [undefined, 'ada'],
      [undefined, ['iss', 'jti']],
    ).map(
      ([iss, aud, sub, issuer, audience, subject, required], index): Row => [
        defined({ iss, aud, sub, jti: index % 3 === 0 ? undefined : 0 }),
        defined({ issuer, audience, subject, required }),
      ],
    )
    return rows.filter((_, index) => index % 4 !== 1)
  })
  rows('and with claims nobody chose', null, learner => Array.from({ length: 60 }, () => randomRow(learner)))
}

/** Claims and expectations that often agree, from the seed of the run. */
function randomRow(learner: Learner): Row {
  const word = (): string => pick(learner, ['me', 'you', 'Me', 'me ', 'mee', '', 'm', 'api', 'toString'])
  const maybe = <T>(value: T): T | undefined => (learner.random() < 0.3 ? undefined : value)
  const words = Array.from({ length: Math.floor(learner.random() * 5) }, word)
  const required = pick(learner, [[], ['jti'], ['iss'], ['aud', 'jti'], ['toString'], ['valueOf']])
  return [
    defined({
      iss: maybe(word()),
      sub: maybe(word()),
      aud: maybe(pick(learner, [word(), words])),
      jti: maybe(pick(learner, VALUES)),
      toString: maybe(word()),
    }),
    defined({
      issuer: maybe(maybe(word())),
      subject: maybe(maybe(word())),
      audience: maybe(word()),
      required: maybe(required),
    }),
  ]
}

defineRows(
  {
    id: '08-claims',
    model,
    mistakes,
    signs,
    diagnoses,
    ids: {
      'returned-not-thrown': 'claims-returned-not-thrown',
      'argument-changed': 'checked-object-changed',
    },
  },
  { exact, audience, required },
)
