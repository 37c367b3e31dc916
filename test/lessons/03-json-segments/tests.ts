import {
  bytes,
  type CallResult,
  defineLesson,
  equal,
  fc,
  fromBase64url,
  hex,
  type Learner,
  plain,
  type StepApi,
  show,
  strings,
  textOf,
  toBase64url,
  utf8,
} from '../../../src/grader/kit/index.ts'
import { nested, range } from '../inputs.ts'
import diagnoses from './diagnoses.md'
import { mistakes } from './mistakes.ts'

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

/** How a test is written: its name, where its rule is, and what the function is called with. */
type Table<T> = (name: string, rule: string, inputs: Inputs<T>, options?: { callMs: number }) => void
type Inputs<T> = readonly T[] | ((learner: Learner) => readonly T[])

const inputsOf = <T>(learner: Learner, inputs: Inputs<T>): readonly T[] =>
  typeof inputs === 'function' ? inputs(learner) : inputs

const ofEach = (
  learner: Learner,
  name: string,
  inputs: readonly unknown[],
  options?: { callMs: number },
): Promise<CallResult[]> =>
  learner.callMany(
    name,
    inputs.map(input => [input]),
    options,
  )

/** Tests that encodeJson writes these values. */
const writing =
  ({ test }: StepApi): Table<unknown> =>
  (name, rule, inputs, options) =>
    test(name, async learner => {
      const values = inputsOf(learner, inputs)
      const results = await ofEach(learner, 'encodeJson', values, options)
      for (const [index, one] of results.entries()) expectSegment(learner, one, values[index], rule)
    })

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

/** Objects with members of all kinds and names. */
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

lesson.step('write', step => {
  const writes = writing(step)
  writes('{ alg: "HS256", typ: "JWT" }', 'RFC 7515 §3.1', [{ alg: 'HS256', typ: 'JWT' }])
  writes('the payload of RFC 7515 Appendix A.1', 'RFC 7515 Appendix A.1', [
    { iss: 'joe', exp: 1300819380, 'http://example.com/is_root': true },
  ])
  writes(
    'é, €, CJK and emoji survive',
    'RFC 7515 §2',
    strings`José Müller €\x205 山田太郎 한국어 Ελλάδα مرحبا 😀 👩‍👩‍👧 🇪🇺 𝒳 \u00ff\u0100`.flatMap(name => [
      { name },
      { [name]: 1 },
    ]),
  )
  writes('objects with all kinds of members', 'RFC 8259 §4', [...objects, ...manyAndDeep, nested(200)])
  writes('members of any name', 'RFC 8259 §4', [
    ...inheritedNames.map((name, index) => JSON.parse(`{"${name}":${['0', '{"a":1}', 'null'][index % 3]}}`)),
    ...untidy,
  ])
  writes('the edges of UTF-8, and what JSON escapes', 'RFC 8259 §8.1', [
    ...edgeCharacters.map(character => ({ a: `x${character}y` })),
    { a: edgeCharacters.join('') },
    { a: '\b\t\n\f\r"\\/', b: "<&>'%41\\u0041" },
    // Half a character has no UTF-8; JSON.stringify escapes it.
    ...['\ud83d', 'x\ude00y', '\ude00\ud83d'].map(half => ({ a: half })),
    { '\ud800': 1 },
  ])
  writes('values that are no objects', 'RFC 8259 §3', [
    ...[null, true, false, 0, -1, 1.5, '', [], [1, 'a', null, []], [{}]],
    ...strings`text é 😀 {"a":1} "`,
  ])
  writes('any JSON value', 'RFC 8259 §8.1', learner => learner.sample(jsonValue, 50))
  writes(
    'all lengths',
    'RFC 7515 §2',
    range(0, 30).map(length => ({ a: 'x'.repeat(length), b: '😀'.repeat(length % 5) })),
  )
  for (const long of [...longObjects, { ab: `${'x'.repeat(65_528)}😀😀😀😀` }])
    writes('long texts', 'RFC 7515 §2', [long], { callMs: 10_000 })
})

// ---- decodeJson ----

/** Fails when wrong answers are those to other calls of the same round: kept from before, or changed afterwards. */
function expectOwnAnswers(learner: Learner, results: CallResult[], rights: unknown[]): void {
  const others = results.filter(({ outcome }, index) => {
    const came = outcome.kind === 'value' ? plain(outcome.value) : undefined
    // Small values are the answers to several calls.
    const isDistinct = came !== undefined && show(came).length >= 8 && !equal(came, rights[index])
    return isDistinct && rights.some(right => equal(came, right))
  })
  // A single one may be so by chance: a value that lost something is another value.
  const [result, second] = others
  if (result && second) learner.fail(result, { id: 'answer-remembered', isCertain: true })
}

/** Tests that decodeJson reads these JSON texts. */
const reading =
  ({ test }: StepApi): Table<string> =>
  (name, rule, inputs, options) =>
    test(name, async learner => {
      const texts = inputsOf(learner, inputs)
      const results = await ofEach(learner, 'decodeJson', texts.map(segmentOf), options)
      const rights = texts.map(text => JSON.parse(text) as unknown)
      expectOwnAnswers(learner, results, rights)
      await expectLowBytesRead(learner, results, texts)
      learner.expectValues(results, rights, rule)
    })

/** White space is not what is refused when the same JSON is refused without it; when spaces are read, it is the bytes below 0x10. */
async function expectLowBytesRead(
  learner: Learner,
  results: CallResult[],
  texts: readonly string[],
): Promise<void> {
  const refused = results.find(
    ({ outcome }, index) =>
      outcome.kind === 'thrown' && outcome.jwtCode !== null && /[\t\r\n]/.test(texts[index] ?? ''),
  )
  if (refused === undefined) return
  const compact = JSON.stringify(JSON.parse(texts[results.indexOf(refused)] as string))
  const bare = await learner.call('decodeJson', segmentOf(compact))
  if (bare.outcome.kind === 'thrown') learner.fail(bare, { id: 'object-refused', expected: compact })
  const { outcome } = await learner.call('decodeJson', segmentOf(' { "a" : [ 1 ] } '))
  if (outcome.kind === 'value') learner.fail(refused, { id: 'line-breaks-refused' })
}

/** Tests that decodeJson refuses these segments. */
const refusing =
  ({ test }: StepApi): Table<string> =>
  (name, rule, inputs, options) =>
    test(name, async learner => {
      const results = await ofEach(learner, 'decodeJson', inputsOf(learner, inputs), options)
      learner.expectRefusals(results, ['malformed'], rule)
    })

lesson.step('read', step => {
  const reads = reading(step)
  reads('"eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9" is { alg: "HS256", typ: "JWT" }', 'RFC 7515 §5.2', [
    '{"alg":"HS256","typ":"JWT"}',
  ])
  for (const json of [
    '{"typ":"JWT",\r\n "alg":"HS256"}',
    '{"iss":"joe",\r\n "exp":1300819380,\r\n "http://example.com/is_root":true}',
  ])
    reads('RFC 7515 Appendix A.1, with line breaks in the JSON', 'RFC 7515 Appendix A.1', [json])
  reads('white space inside and around', 'RFC 8259 §2', [
    ...[' {"a":1}', '{"a":1} ', '\n{\n"a":1}\n', '\t{"a"\t:\t1}', '\r\n \t{"a":\r\n1}\t \r\n'],
    '{ "a" : [ 1 , 2 ] , "b" : { } }',
    JSON.stringify({ a: [1, { b: 2 }] }, null, 2),
  ])
  reads('é, €, CJK and emoji, written as they are or escaped', 'RFC 7515 §2', [
    ...['José', '€', '山田太郎', '😀', '👩‍👩‍👧', '𝒳', 'ÿĀ', 'e\u0301 \u212b \ufb01'].flatMap(name => [
      `{"name":"${name}"}`,
      `{"${name}":1}`,
    ]),
    ...['{"a":"\\u00e9"}', '{"a":"\\ud83d\\ude00"}', '{"\\u0061":"\\u0000"}'],
    '{"a":"\\"\\\\\\/\\b\\f\\n\\r\\t"}',
  ])
  reads(
    'the edges of UTF-8',
    'RFC 3629 §3',
    edgeCharacters
      .filter(character => character >= ' ')
      .flatMap(character => [`{"a":"x${character}y"}`, `{"a":"${character}"}`, `{"${character}":[]}`]),
  )
  reads('members of every kind', 'RFC 8259 §3', [
    ...strings`
      {} \x20{}\x20 {"a":null} {"a":false,"b":0,"c":"","d":[],"e":{}} {"a":[{"b":[{"c":{}}]}]} {"":1}
      {"0":1,"1":2} {"a":[0,-0,-1,1.5,1e3,1E+3,1e-3,0.1,4102444800,1300819380.5]}
      {"a":"2030-01-01T00:00:00.000Z","b":"1300819380","c":"null","d":"true","e":"{}"}
    `,
  ])
  reads(
    'large objects, and strings that are easily tidied up',
    'RFC 8259 §3',
    [...manyAndDeep, ...untidy].map(object => JSON.stringify(object)),
  )
  const values = ['0', '{"a":1}', 'null', '"x"', '[1]', 'true']
  reads(
    'members with the names of things that objects have',
    'RFC 8259 §4',
    inheritedNames.flatMap((name, index) =>
      [0, 2, 5].map(step => `{"${name}":${values[(index + step) % 6]}}`),
    ),
  )
  reads(
    'a member called __proto__ is a member like any other',
    'RFC 8259 §4',
    strings`
      {"__proto__":{"admin":true}} {"a":1,"__proto__":null} {"__proto__":"x","b":2}
      {"a":{"__proto__":{"admin":true}}} {"a":[{"__proto__":1,"b":2}]}
    `,
  )
  reads('any JSON object', 'RFC 8259 §8.1', learner =>
    learner.sample(jsonObject, 50).map((value, index) => JSON.stringify(value, null, index % 3)),
  )
  reads(
    'all lengths',
    'RFC 7515 §2',
    range(0, 30).map(length => `{"a":"${'x'.repeat(length)}","b":"${'😀'.repeat(length % 5)}"}`),
  )
  for (const long of longObjects)
    reads('long texts', 'RFC 7515 §2', [JSON.stringify(long)], { callMs: 10_000 })
})

lesson.step('object', step => {
  const refuses = refusing(step)
  refuses(
    'text that is no JSON',
    'RFC 7519 §7.2',
    ['', ...strings`\x20 \n x undefined NaN Infinity [object\x20Object] { } {"a" {"a": {"a":1 {"a":"b}`].map(
      segmentOf,
    ),
  )
  const values = strings`
    undefined NaN -Infinity 01 +1 .5 1. 1e 0x1 1_0 1n 'b' \`b\` "\\x41" "\\u12" "\\u{41}" "a\nb" "a\tb" "\u0000"
    True nul [1,] [1\x202] [,] new\x20Date() (1) Date /a/ -
  `
  const members = strings`
    {a:1} {'a':1} {"a":1,} {,} {"a"\x201} {"a":1\x20"b":2} {"a"=1} {1:1} {"a":1;} {a} {"a"}
  `
  const around = strings`
    {"a":1}x {"a":1}{"b":2} {}{} {}, {}; ({}) ={} x{} {}} {{}} [{} {"a":1}// /**/{} {"a":1/*\x20*/}
    {//\n"a":1} {"a":1\x20#\n} <!--\n{} {}\u0000 \u0000{} {"a":1}\u0000\u0000
    \u00a0{} {}\u00a0 {\u00a0} \u000b{} {}\u000c \u2028{} {}\u2029 {\u3000} {}\ufeff {\ufeff}
  `
  refuses(
    'almost JSON',
    'RFC 8259 §2',
    [...values.map(value => `{"a":${value}}`), ...members, ...around].map(segmentOf),
  )
  refuses(
    'JSON that is no object',
    'RFC 7519 §7.2',
    [
      ...strings`null true false 0 1 -1 1.5 1300819380 "" "text" "{}" "{\\"a\\":1}" "é"`,
      ...strings`[] [1] ["a"] [{}] [null] [[]] [["alg","HS256"]] [{"alg":"HS256"}] ["{}"]`,
      ...[' null ', '\n[]\n', ' 1', '"x" ', ' [ { "a" : 1 } ] ', '\ttrue\t', ' "" '],
    ].map(segmentOf),
  )
  const noObjects = fc.oneof(
    fc.array(jsonValue, { maxLength: 4 }),
    fc.string(),
    fc.integer(),
    fc.constantFrom(null, true, false),
  )
  refuses('any JSON value that is no object', 'RFC 7519 §7.2', learner =>
    learner.sample(noObjects, 25).map(value => segmentOf(JSON.stringify(value))),
  )
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

lesson.step('strict', step => {
  const refuses = refusing(step)
  refuses(
    'bytes in a text that are not UTF-8',
    'RFC 3629 §3',
    notUtf8.map(wrong => segmentOfBytes('{"a":"', wrong, '"}')),
  )
  refuses('bytes in a name or between good characters that are not UTF-8', 'RFC 3629 §3', [
    ...notUtf8
      .filter((_, index) => index % 8 === 0 || (index >= 128 && index % 2 === 0))
      .flatMap(wrong => [
        segmentOfBytes('{"', wrong, '":1}'),
        segmentOfBytes('{"a":"é😀x', wrong, 'yé","b":1}'),
      ]),
    ...['ff', 'c0a2', 'eda080'].map(wrong =>
      segmentOfBytes(`{"a":"${'é'.repeat(300)}`, wrong, `${'x'.repeat(500)}"}`),
    ),
  ])
  refuses(
    'bytes before and after the object that are not UTF-8',
    'RFC 3629 §3',
    strings`80 c3 e2 e282 f0 f09f f09f98 ff c080 eda080`.flatMap(wrong => [
      segmentOfBytes('{"a":1}', wrong, ''),
      segmentOfBytes('{}', wrong, ''),
      segmentOfBytes('', wrong, '{"a":1}'),
      segmentOfBytes('{"a":1', wrong, '}'),
    ]),
  )
  const [latin1, utf16] = (['latin1', 'utf16le'] as const).map(form => Buffer.from('{"name":"José"}', form))
  refuses(
    'UTF-16 and Latin-1',
    'RFC 8259 §8.1',
    [latin1, utf16, Buffer.from(utf16 ?? []).swap16()].map(content => toBase64url(content ?? bytes())),
  )
  refuses(
    'padding, and unused bits that are not zero',
    'RFC 7515 §2',
    strings`
      e30= eyJhIjoxfQ== eyJhIjoxfQ= eyJhIjoxMjN9==== =e30 = e30%3D e%330 %65%33%30 eyJhIjoxfQ%20 &#101;30
      e31 e32 e33 eyJhIjoxfR eyJhIjoxfS eyJhIjoxfU eyJhIjoxfY eyJhIjoxff
    `,
  )
  const right = segmentOf('{"a":123}')
  refuses('a single character left over', 'RFC 4648 §4', [
    ...['A', 'Q', '9', '_'].map(last => right + last),
    ...[`${segmentOf('{"a":"xyz"}')}AA`.slice(0, -1), 'e', 'eyJhI'].filter(({ length }) => length % 4 === 1),
  ])
  const foreign = strings`\x20 \n \r\n \t = . + / ! * , " \u0000 \u00e9 \u200b \u{1f600}`
  refuses(
    'characters that base64url does not have, at any place',
    'RFC 4648 §3.3',
    range(0, right.length).flatMap(at =>
      [0, 7].map(step => right.slice(0, at) + foreign[(at + step) % foreign.length] + right.slice(at)),
    ),
  )
  const withSigns = strings`{"a":"~~~"} {"a":"???"} {"a":"x~~~"} {"a":"xx???"} {"a":"ÿÿ¿¿"} {"a":"xÿ>?~"}`
  refuses(
    '"+" and "/" instead of "-" and "_"',
    'RFC 4648 §5',
    withSigns
      .map(segmentOf)
      .filter(segment => /[-_]/.test(segment))
      .map(segment => segment.replaceAll('-', '+').replaceAll('_', '/')),
  )
  refuses(
    'whole tokens',
    'RFC 7515 §7.1',
    strings`e30.e30.e30 e30. .e30 eyJhIjoxfQ.eyJhIjoxfQ "e30" {"a":1} Bearer\x20e30`,
  )
  step.test('right segments are still read after wrong ones', async learner => {
    const wrong = [
      segmentOfBytes('{"a":"', 'f09f', '"}'),
      segmentOfBytes('{}', 'e282', ''),
      ...['e30=', segmentOf('[]'), segmentOf('{')],
    ]
    const rights = ['{"a":"é"}', '{}', '{"b":[1]}', '{"a":"😀"}', '{"c":null}']
    const segments = wrong.flatMap((segment, index) => [segment, segmentOf(rights[index] as string)])
    const results = await ofEach(learner, 'decodeJson', [...segments, ...segments])
    const [refused, read] = [0, 1].map(rest => results.filter((_, index) => index % 2 === rest))
    learner.expectRefusals(refused ?? [], ['malformed'], 'RFC 7515 §5.2')
    const values = [...rights, ...rights].map(text => JSON.parse(text) as unknown)
    learner.expectValues(read ?? [], values, 'RFC 7515 §5.2')
  })
})
