import {
  defineLesson,
  equal,
  fc,
  fromBase64url,
  hex,
  type Learner,
  plain,
  type CallResult,
  show,
  textOf,
  toBase64url,
  utf8,
  strings,
} from '../../../src/grader/kit/index.ts'
import diagnoses from './diagnoses.md'
import { mistakes } from './mistakes.ts'
import { nested, range } from '../inputs.ts'

const lesson = defineLesson({
  id: '03-json-segments',
  diagnoses,
  mistakes,
  parameters: { encodeJson: ['value'], decodeJson: ['segment'] },
})

/** The segment of a JSON text. */
const segmentOf = (json: string): string => toBase64url(utf8(json))

/** The segment of bytes that need not be UTF-8: a text before them, the bytes in hex, a text after them. */
const segmentOfBytes = (before: string, middle: string, after: string): string =>
  toBase64url(Uint8Array.from([...utf8(before), ...hex(middle), ...utf8(after)]))

/** A member called __proto__ has a test of its own. */
function withoutProto(value: unknown): boolean {
  return !JSON.stringify(value).includes('__proto__')
}

/** Any character but the surrogates: made here, as fast-check takes most of a second to get ready its own for JSON. */
const character = fc.oneof(
  fc.integer({ min: 0, max: 0x7f }),
  fc.integer({ min: 0x80, max: 0xd7ff }),
  fc.integer({ min: 0xe000, max: 0x10ffff }),
)
const unit = character.map(codePoint => String.fromCodePoint(codePoint))
/** Any JSON value, with characters of all of Unicode in its texts. */
const jsonValue = fc.jsonValue({ stringUnit: unit, maxDepth: 4 }).filter(withoutProto)
const jsonObject = fc
  .dictionary(fc.string({ unit, maxLength: 8 }), jsonValue, { maxKeys: 5 })
  .filter(withoutProto)

/**
 * Whether all answers are right. Fails when wrong ones are the answers to other calls of the same round: kept from
 * before, or changed afterwards.
 */
function areRight(learner: Learner, results: CallResult[], answers: unknown[], rights: unknown[]): boolean {
  const wrong = results.filter((_, index) => !equal(answers[index], rights[index]))
  if (wrong.length === 0) return true
  const others = wrong.filter(result => {
    const came = answers[results.indexOf(result)]
    // Small values are the answers to several calls, or wrong in the same way.
    return came !== undefined && show(came).length >= 8 && rights.some(right => equal(came, right))
  })
  const [result] = others
  // A single one may be so by chance: a value that lost something is another value.
  if (result === undefined || others.length < 2) return false
  return learner.fail(result, { id: 'answer-remembered', isCertain: true })
}

// ---- encodeJson ----

/** What a segment says, read strictly; or in words why it can't be read. */
function readSegment(text: string): unknown {
  const content = fromBase64url(text)
  if (toBase64url(content) !== text) return `no base64url: ${text.slice(0, 60)}`
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(content))
  } catch {
    return `base64url of no JSON in UTF-8: ${Buffer.from(content).toString('latin1').slice(0, 60)}`
  }
}

/** Expects a text that says the value; blanks and the order of members are free. */
function expectSegment(learner: Learner, result: CallResult, value: unknown, rule: string): void {
  const json = JSON.stringify(value)
  const text = result.outcome.kind === 'value' ? textOf(result.outcome.value) : null
  if (text === null) {
    learner.expectValue(result, segmentOf(json), rule)
    return
  }
  learner.expectEqual(result, readSegment(text), JSON.parse(json), { what: 'what the segment says', rule })
}

async function expectSegments(learner: Learner, values: unknown[], rule: string): Promise<void> {
  const results = await learner.callMany(
    'encodeJson',
    values.map(value => [value]),
  )
  const answers = results.map(({ outcome }) => {
    const text = outcome.kind === 'value' ? textOf(outcome.value) : null
    return text === null ? undefined : readSegment(text)
  })
  const rights = values.map(value => JSON.parse(JSON.stringify(value)) as unknown)
  if (areRight(learner, results, answers, rights)) return
  for (const [index, one] of results.entries()) expectSegment(learner, one, values[index], rule)
}

/** The first and the last character of each length in UTF-8, around the surrogates, and some in daily use. */
const edgeCharacters = strings`
  \u0000 \u001f \x20 ~ \u007f \u0080 \u00a0 \u00e9 \u00ff \u0100 \u07ff \u0800 \u2019 \u2028 \u2029 \u20ac
  \u65e5 \ud7ff \ue000 \uf8ff \ufdd0 \ufeff \ufffd \ufffe \uffff \u{10000} \u{1f600} \u{1f1ea}\u{1f1fa}
  \u{fffff} \u{10ffff}
`

/**
 * Characters that are not seen by themselves, block by block: soft hyphens, joiners, direction marks, variation
 * selectors, skin tones, tags. Whoever tidies texts loses some of them.
 */
const unseenCharacters = [
  [0x00ad, 0x00ad],
  [0x034f, 0x034f],
  [0x061c, 0x061c],
  [0x180b, 0x180f],
  [0x2000, 0x200f],
  [0x2028, 0x202f],
  [0x205f, 0x206f],
  [0xfe00, 0xfe0f],
  [0xfff9, 0xfffb],
  [0x1f3fb, 0x1f3ff],
  [0xe0020, 0xe007f],
  [0xe0100, 0xe0110],
].map(([from, to]) => String.fromCodePoint(...range(from as number, to as number)))

/** Names that every object or array answers to, and some more that code asks for to find out what a value is. */
const inheritedNames = [
  ...[Object.prototype, Array.prototype].flatMap(Object.getOwnPropertyNames),
  ...['prototype', 'isArray', 'then', 'toJSON', 'size', 'name', 'byteLength'],
]

/** Objects whose texts or names are easily tidied up: blanks and zeros at the ends, percent signs, unseen characters. */
const untidy: unknown[] = [
  ...['\u0000', '\u0000x\u0000', ' x ', '\n', '%', '%41', '%20%2F', '+', '&amp;', '❤️ 👍🏽 👨🏿‍🚀 🏴󠁧󠁢󠁥󠁮󠁧󠁿'],
  ...unseenCharacters,
].flatMap(text => [{ a: text }, { [text]: `x${text}y` }])

/** An object with many members, one with a long list, and members called __proto__ further down. */
const manyAndDeep: unknown[] = [
  Object.fromEntries(range(0, 399).map(index => [`m${index}`, index])),
  { list: range(0, 399) },
  nested(20),
  ...[
    '{"a":{"__proto__":{"admin":true}}}',
    '{"a":[{"__proto__":1,"b":2}]}',
    '{"a":{"b":{"__proto__":null}}}',
  ].map(text => JSON.parse(text) as unknown),
]

/** Long texts: of one to four bytes for each character, of three for each unit. */
const longObjects: unknown[] = [
  { text: 'aé€😀'.repeat(2000) },
  { a: '€'.repeat(2000) },
  // An emoji stands on every border between two pieces of an even length.
  { ab: '😀'.repeat(4200) },
]

lesson.step('write', ({ test }) => {
  test('{ alg: "HS256", typ: "JWT" }', async learner => {
    await expectSegments(learner, [{ alg: 'HS256', typ: 'JWT' }], 'RFC 7515 §3.1')
  })
  test('the payload of RFC 7515 Appendix A.1', async learner => {
    const payload = { iss: 'joe', exp: 1300819380, 'http://example.com/is_root': true }
    await expectSegments(learner, [payload], 'RFC 7515 Appendix A.1')
  })
  const objects: unknown[] = [
    { sub: 'ada' },
    { exp: 1300819380, iat: 0, nbf: 1.5, jti: '7', aud: ['b', 'a'], kid: null },
    {},
    { a: null, b: false, c: 0, d: '', e: [], f: {} },
    { n: [0, -1, 1.5, 1e21, 1e-7, 4102444800], deep: { er: { still: [[['x']]] } } },
    {
      '': 'empty name',
      'a b': 'blank',
      '"': 'quote',
      '\\': 'backslash',
      1: 'digit',
      é: 'accent',
      日本: '日本',
    },
    { left: 1, out: undefined },
    { aud: ['a', 'b'], roles: [{ name: 'x' }, { name: 'y' }] },
    { deep: { list: [{ z: 1, a: null }, [2, 1]], gone: undefined } },
    JSON.parse('{"__proto__":{"admin":true},"sub":"ada"}'),
  ]
  test('é, €, CJK and emoji survive', async learner => {
    const names = strings`José Müller €\x205 山田太郎 한국어 Ελλάδα مرحبا 😀 👩‍👩‍👧 🇪🇺 𝒳 \u00ff\u0100`
    const objects = names.flatMap(name => [{ name }, { [name]: 1 }])
    await expectSegments(learner, objects, 'RFC 7515 §2')
  })
  test('objects with all kinds of members', async learner => {
    await expectSegments(learner, [...objects, ...manyAndDeep, nested(200)], 'RFC 8259 §4')
    const named = inheritedNames.map((name, index) =>
      JSON.parse(`{"${name}":${['0', '{"a":1}', 'null'][index % 3]}}`),
    )
    await expectSegments(learner, [...named, ...untidy], 'RFC 8259 §4')
  })
  test('the edges of UTF-8, and what JSON escapes', async learner => {
    const objects = edgeCharacters.map(character => ({ a: `x${character}y` }))
    await expectSegments(
      learner,
      [
        ...objects,
        { a: edgeCharacters.join('') },
        { a: '\b\t\n\f\r"\\/', b: "<&>'%41\\u0041" },
        // Half a character has no UTF-8; JSON.stringify escapes it.
        ...['\ud83d', 'x\ude00y', '\ude00\ud83d'].map(half => ({ a: half })),
        { '\ud800': 1 },
      ],
      'RFC 8259 §8.1',
    )
  })
  test('values that are no objects', async learner => {
    const values = [
      null,
      true,
      false,
      0,
      -1,
      1.5,
      '',
      ...strings`text é 😀 {"a":1} "`,
      [],
      [1, 'a', null, []],
      [{}],
    ]
    await expectSegments(learner, values, 'RFC 8259 §3')
  })
  test('any JSON value', async learner => {
    await expectSegments(learner, learner.sample(jsonValue, 50), 'RFC 8259 §8.1')
  })
  test('all lengths, and long texts', async learner => {
    const objects = range(0, 30).map(length => ({ a: 'x'.repeat(length), b: '😀'.repeat(length % 5) }))
    await expectSegments(learner, objects, 'RFC 7515 §2')
    for (const long of [...longObjects, { ab: `${'x'.repeat(65_528)}😀😀😀😀` }]) {
      const [result] = await learner.callMany('encodeJson', [[long]], { callMs: 10_000 })
      expectSegment(learner, result as CallResult, long, 'RFC 7515 §2')
    }
  })
  test('the value is left as it was', async learner => {
    const values = [{ b: 1, a: { d: 2, c: [3, { e: 'é' }] } }, [3, 1, 2], {}, ...objects]
    const results = await learner.callMany(
      'encodeJson',
      [...values, ...values].map(value => [value]),
    )
    for (const [index, one] of results.entries())
      expectSegment(learner, one, values[index % values.length], 'RFC 8259 §4')
  })
})

// ---- decodeJson ----

/** Calls decodeJson with each of these JSON texts as a segment, and expects what they say. */
async function expectRead(learner: Learner, texts: string[], rule: string): Promise<void> {
  const results = await learner.callMany(
    'decodeJson',
    texts.map(text => [segmentOf(text)]),
  )
  const rights = texts.map(text => JSON.parse(text) as unknown)
  const answers = results.map(({ outcome }) => (outcome.kind === 'value' ? plain(outcome.value) : undefined))
  if (areRight(learner, results, answers, rights)) return
  learner.expectValues(results, rights, rule)
}

async function expectRefused(learner: Learner, segments: string[], rule: string): Promise<void> {
  const results = await learner.callMany(
    'decodeJson',
    segments.map(segment => [segment]),
  )
  learner.expectRefusals(results, ['malformed'], rule)
}

lesson.step('read', ({ test }) => {
  test('"eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9" is { alg: "HS256", typ: "JWT" }', async learner => {
    const result = await learner.call('decodeJson', 'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9')
    learner.expectValue(result, { alg: 'HS256', typ: 'JWT' }, 'RFC 7515 §5.2')
  })
  test('header and payload of RFC 7515 Appendix A.1, with line breaks in the JSON', async learner => {
    const header = await learner.call('decodeJson', 'eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9')
    learner.expectValue(header, { typ: 'JWT', alg: 'HS256' }, 'RFC 7515 Appendix A.1')
    const segment =
      'eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ'
    const payload = { iss: 'joe', exp: 1300819380, 'http://example.com/is_root': true }
    learner.expectValue(await learner.call('decodeJson', segment), payload, 'RFC 7515 Appendix A.1')
  })
  test('white space inside and around', async learner => {
    const texts = [
      ' {"a":1}',
      '{"a":1} ',
      '\n{\n"a":1}\n',
      '\t{"a"\t:\t1}',
      '{ "a" : [ 1 , 2 ] , "b" : { } }',
      '\r\n \t{"a":\r\n1}\t \r\n',
    ]
    await expectRead(learner, [...texts, JSON.stringify({ a: [1, { b: 2 }] }, null, 2)], 'RFC 8259 §2')
  })
  test('é, €, CJK and emoji, written as they are or escaped', async learner => {
    const texts = ['José', '€', '山田太郎', '😀', '👩‍👩‍👧', '𝒳', 'ÿĀ', 'e\u0301 \u212b \ufb01'].flatMap(
      name => [`{"name":"${name}"}`, `{"${name}":1}`],
    )
    const escapes = [
      '{"a":"\\u00e9"}',
      '{"a":"\\ud83d\\ude00"}',
      '{"\\u0061":"\\u0000"}',
      '{"a":"\\"\\\\\\/\\b\\f\\n\\r\\t"}',
    ]
    await expectRead(learner, [...texts, ...escapes], 'RFC 7515 §2')
  })
  test('the edges of UTF-8', async learner => {
    const texts = edgeCharacters
      .filter(character => character >= ' ')
      .flatMap(character => [`{"a":"x${character}y"}`, `{"a":"${character}"}`, `{"${character}":[]}`])
    await expectRead(learner, texts, 'RFC 3629 §3')
  })
  test('members of every kind', async learner => {
    const texts = strings`
      {} \x20{}\x20 {"a":null} {"a":false,"b":0,"c":"","d":[],"e":{}} {"a":[{"b":[{"c":{}}]}]} {"":1}
      {"0":1,"1":2}
    `
    const numbers = ['{"a":[0,-0,-1,1.5,1e3,1E+3,1e-3,0.1,4102444800,1300819380.5]}']
    const dates = ['{"a":"2030-01-01T00:00:00.000Z","b":"1300819380","c":"null","d":"true","e":"{}"}']
    await expectRead(learner, [...texts, ...numbers, ...dates], 'RFC 8259 §3')
    const objects = [...manyAndDeep, ...untidy]
    await expectRead(
      learner,
      objects.map(object => JSON.stringify(object)),
      'RFC 8259 §3',
    )
  })
  test('members with the names of things that objects have', async learner => {
    const values = ['0', '{"a":1}', 'null', '"x"', '[1]', 'true']
    const texts = inheritedNames.flatMap((name, index) =>
      [values[index % 6], values[(index + 2) % 6], values[(index + 5) % 6]].map(
        value => `{"${name}":${value}}`,
      ),
    )
    await expectRead(learner, texts, 'RFC 8259 §4')
  })
  test('a member called __proto__ is a member like any other', async learner => {
    const texts = ['{"__proto__":{"admin":true}}', '{"a":1,"__proto__":null}', '{"__proto__":"x","b":2}']
    const deeper = ['{"a":{"__proto__":{"admin":true}}}', '{"a":[{"__proto__":1,"b":2}]}']
    await expectRead(learner, [...texts, ...deeper], 'RFC 8259 §4')
  })
  test('any JSON object', async learner => {
    const texts = learner.sample(jsonObject, 50).map((value, index) => JSON.stringify(value, null, index % 3))
    await expectRead(learner, texts, 'RFC 8259 §8.1')
  })
  test('all lengths, and long texts', async learner => {
    await expectRead(
      learner,
      range(0, 30).map(length => `{"a":"${'x'.repeat(length)}","b":"${'😀'.repeat(length % 5)}"}`),
      'RFC 7515 §2',
    )
    for (const long of longObjects) {
      const segment = segmentOf(JSON.stringify(long))
      const results = await learner.callMany('decodeJson', [[segment]], { callMs: 10_000 })
      learner.expectValues(results, [long], 'RFC 7515 §2')
    }
  })
})

lesson.step('object', ({ test }) => {
  test('text that is no JSON', async learner => {
    const texts = [
      '',
      ...strings`
        \x20 \n x undefined NaN Infinity [object\x20Object] { } {"a" {"a": {"a":1 {"a":"b}
      `,
    ]
    await expectRefused(learner, texts.map(segmentOf), 'RFC 7519 §7.2')
  })
  test('almost JSON', async learner => {
    const values = strings`undefined NaN -Infinity 01 +1 .5 1. 1e 0x1 1_0 1n 'b' \`b\` "\\x41" "\\u12"`
    const more = strings`
      "\\u{41}" "a\nb" "a\tb" "\u0000" True nul [1,] [1\x202] [,] new\x20Date() (1) Date /a/ -
    `
    const members = strings`
      {a:1} {'a':1} {"a":1,} {,} {"a"\x201} {"a":1\x20"b":2} {"a"=1} {1:1} {"a":1;} {a} {"a"}
    `
    const around = strings`
      {"a":1}x {"a":1}{"b":2} {}{} {}, {}; ({}) ={} x{} {}} {{}} [{} {"a":1}// /**/{}
    `
    const comments = strings`
      {"a":1/*\x20*/} {//\n"a":1} {"a":1\x20#\n} <!--\n{} {}\u0000 \u0000{} {"a":1}\u0000\u0000
    `
    const blanks = strings`
      \u00a0{} {}\u00a0 {\u00a0} \u000b{} {}\u000c \u2028{} {}\u2029 {\u3000} {}\ufeff {\ufeff}
    `
    const texts = [...values, ...more].map(value => `{"a":${value}}`)
    await expectRefused(
      learner,
      [...texts, ...members, ...around, ...comments, ...blanks].map(segmentOf),
      'RFC 8259 §2',
    )
  })
  test('JSON that is no object', async learner => {
    const texts = strings`null true false 0 1 -1 1.5 1300819380 "" "text" "{}" "{\\"a\\":1}" "é"`
    const arrays = strings`[] [1] ["a"] [{}] [null] [[]] [["alg","HS256"]] [{"alg":"HS256"}] ["{}"]`
    const spaced = [' null ', '\n[]\n', ' 1', '"x" ', ' [ { "a" : 1 } ] ', '\ttrue\t', ' "" ']
    await expectRefused(learner, [...texts, ...arrays, ...spaced].map(segmentOf), 'RFC 7519 §7.2')
  })
  test('any JSON value that is no object', async learner => {
    const values = learner.sample(
      fc.oneof(
        fc.array(jsonValue, { maxLength: 4 }),
        fc.string(),
        fc.integer(),
        fc.constantFrom(null, true, false),
      ),
      25,
    )
    await expectRefused(
      learner,
      values.map(value => segmentOf(JSON.stringify(value))),
      'RFC 7519 §7.2',
    )
  })
})

/** Bytes that are not UTF-8 wherever they stand, in hex. */
const notUtf8 = [
  ...range(0x80, 0xff).map(byte => byte.toString(16)),
  ...strings`
    c080 c0af c1bf c0a2 c1bb e08080 e080af e09fbf f0808080 f08080af f08fbfbf eda080 edadbf edaebf edafbf
    edb080 edbfbf eda0bdedb880 edb880eda0bd f4908080 f5808080 f7bfbfbf f888808080 fbbfbfbfbf fc8480808080
    fdbfbfbfbfbf e282 f09f f09f98 c3c3 c3c3a9 e228a1 e28228 f0288cbc f09028bc f09f9828 e282c3a9 e2e282ac
    c3a9a9 e282acac f09f988080 fffe feff c3a9ff ffc3a9 f09f9880f09f98
  `,
]

lesson.step('strict', ({ test }) => {
  test('bytes in a text that are not UTF-8', async learner => {
    await expectRefused(
      learner,
      notUtf8.map(wrong => segmentOfBytes('{"a":"', wrong, '"}')),
      'RFC 3629 §3',
    )
  })
  test('bytes in a name or between good characters that are not UTF-8', async learner => {
    const segments = notUtf8
      .filter((_, index) => index % 8 === 0 || (index >= 128 && index % 2 === 0))
      .flatMap(wrong => [
        segmentOfBytes('{"', wrong, '":1}'),
        segmentOfBytes('{"a":"é😀x', wrong, 'yé","b":1}'),
      ])
    const long = ['ff', 'c0a2', 'eda080'].flatMap(wrong => [
      segmentOfBytes(`{"a":"${'é'.repeat(300)}`, wrong, `${'x'.repeat(500)}"}`),
    ])
    await expectRefused(learner, [...segments, ...long], 'RFC 3629 §3')
  })
  test('bytes before and after the object that are not UTF-8', async learner => {
    const segments = ['80', 'c3', 'e2', 'e282', 'f0', 'f09f', 'f09f98', 'ff', 'c080', 'eda080'].flatMap(
      wrong => [
        segmentOfBytes('{"a":1}', wrong, ''),
        segmentOfBytes('{}', wrong, ''),
        segmentOfBytes('', wrong, '{"a":1}'),
        segmentOfBytes('{"a":1', wrong, '}'),
      ],
    )
    await expectRefused(learner, segments, 'RFC 3629 §3')
  })
  test('UTF-16 and Latin-1', async learner => {
    const text = '{"name":"José"}'
    const utf16 = Buffer.from(text, 'utf16le')
    const segments = [Buffer.from(text, 'latin1'), utf16, Buffer.from(utf16).swap16()].map(toBase64url)
    await expectRefused(learner, segments, 'RFC 8259 §8.1')
  })
  test('padding, and unused bits that are not zero', async learner => {
    const padded = ['e30=', 'eyJhIjoxfQ==', 'eyJhIjoxfQ=', 'eyJhIjoxMjN9====', '=e30', '=']
    const escaped = ['e30%3D', 'e%330', '%65%33%30', 'eyJhIjoxfQ%20', '&#101;30']
    const bits = ['e31', 'e32', 'e33', 'eyJhIjoxfR', 'eyJhIjoxfS', 'eyJhIjoxfU', 'eyJhIjoxfY', 'eyJhIjoxff']
    await expectRefused(learner, [...padded, ...escaped, ...bits], 'RFC 7515 §2')
  })
  test('a single character left over', async learner => {
    const whole = segmentOf('{"a":123}')
    const segments = [
      ...['A', 'Q', '9', '_'].map(last => whole + last),
      `${segmentOf('{"a":"xyz"}')}AA`.slice(0, -1),
      'e',
      'eyJhI',
    ]
    await expectRefused(
      learner,
      segments.filter(segment => segment.length % 4 === 1),
      'RFC 4648 §4',
    )
  })
  test('characters that base64url does not have, at any place', async learner => {
    const right = segmentOf('{"a":123}')
    const characters = strings`\x20 \n \r\n \t = . + / ! * , " \u0000 \u00e9 \u200b \u{1f600}`
    const inserted = range(0, right.length).flatMap(at =>
      [0, 7].map(step => {
        const character = characters[(at + step) % characters.length] as string
        return right.slice(0, at) + character + right.slice(at)
      }),
    )
    await expectRefused(learner, inserted, 'RFC 4648 §3.3')
  })
  test('"+" and "/" in place of "-" and "_"', async learner => {
    const texts = strings`
      {"a":"~~~"} {"a":"???"} {"a":"x~~~"} {"a":"xx???"} {"a":"ÿÿ¿¿"} {"a":"xÿ>?~"}
    `
    const segments = texts.map(segmentOf).filter(segment => /[-_]/.test(segment))
    await expectRead(learner, texts, 'RFC 4648 §5')
    await expectRefused(
      learner,
      segments.map(segment => segment.replaceAll('-', '+').replaceAll('_', '/')),
      'RFC 4648 §5',
    )
  })
  test('whole tokens', async learner => {
    const tokens = ['e30.e30.e30', 'e30.', '.e30', 'eyJhIjoxfQ.eyJhIjoxfQ', '"e30"', '{"a":1}', 'Bearer e30']
    await expectRefused(learner, tokens, 'RFC 7515 §7.1')
  })
  test('right segments are still read after wrong ones', async learner => {
    const wrong = [
      segmentOfBytes('{"a":"', 'f09f', '"}'),
      segmentOfBytes('{}', 'e282', ''),
      'e30=',
      segmentOf('[]'),
      segmentOf('{'),
    ]
    const right = ['{"a":"é"}', '{}', '{"b":[1]}', '{"a":"😀"}', '{"c":null}']
    const segments = wrong.flatMap((segment, index) => [segment, segmentOf(right[index] as string)])
    const results = await learner.callMany(
      'decodeJson',
      [...segments, ...segments].map(segment => [segment]),
    )
    const places = [...results.entries()]
    const refusals = places.filter(([index]) => index % 2 === 0).map(([, one]) => one)
    const values = places.filter(([index]) => index % 2 === 1).map(([, one]) => one)
    learner.expectRefusals(refusals, ['malformed'], 'RFC 7515 §5.2')
    learner.expectValues(
      values,
      [...right, ...right].map(text => JSON.parse(text)),
      'RFC 7515 §5.2',
    )
  })
})
