import {
  bytes,
  bytesOf,
  defineLesson,
  equal,
  fc,
  hex,
  type Learner,
  pick,
  strings,
  toBase64url,
  utf8,
} from '../../../src/grader/kit/index.ts'
import { alike, range } from '../inputs.ts'
import {
  ALPHABET,
  allBytes,
  everyValueAtEveryPlace,
  groupsWithZeros,
  ofEveryLength,
} from '../shared/base64url.ts'
import { acceptsAnything, causeBehind, isEmptyForWrong } from './causes.ts'
import diagnoses from './diagnoses.md'
import { isRecognised, mistakes, stranger } from './mistakes.ts'

const lesson = defineLesson({
  id: '02-base64url-decode',
  diagnoses,
  mistakes,
  ids: { 'answer-changes': 'state-between-calls' },
  parameters: { decode: ['text'] },
})

/** Calls decode with the text of each of the contents, by default its base64url, and expects the contents back. */
async function expectDecoded(
  learner: Learner,
  contents: Uint8Array[],
  rule: string,
  texts = contents.map(toBase64url),
): Promise<void> {
  const results = await learner.callMany(
    'decode',
    texts.map(text => [text]),
    // Right answers may be slow, with numbers of thousands of digits for instance.
    { deadlineMs: 20_000, ...(texts.some(({ length }) => length > 4096) ? { callMs: 8_000 } : {}) },
  )
  const [wrong] = results
    .flatMap((one, index) => {
      const came = one.outcome.kind === 'value' ? bytesOf(one.outcome.value) : null
      const right = contents[index] as Uint8Array
      const isRefused = one.outcome.kind === 'thrown' && one.outcome.jwtCode !== null
      return isRefused || (came !== null && !equal(came, right)) ? [{ result: one, came, right }] : []
    })
    .sort((one, other) => one.right.length - other.right.length)
  if (wrong !== undefined) {
    const { came, right } = wrong
    const input = wrong.result.args[0] as string
    const isKnown = came !== null && isRecognised({ input, bytes: came, right })
    const cause = isKnown ? null : await causeBehind(learner, wrong.result)
    if (cause !== null) learner.fail(wrong.result, cause)
  }
  learner.expectValues(results, contents, rule)
}

/** Calls decode with each of the texts in one go, and expects that all are refused. */
async function expectRefused(learner: Learner, texts: string[], rule: string): Promise<void> {
  const results = await learner.callMany(
    'decode',
    texts.map(text => [text]),
  )
  const accepted = results.filter(
    ({ outcome }) => outcome.kind === 'value' && bytesOf(outcome.value) !== null,
  )
  if (isEmptyForWrong(accepted))
    learner.fail(accepted[0] as (typeof results)[number], { id: 'empty-for-wrong' })
  const special = accepted.find(({ args }) => /^[\w+/=\s-]*[+/=\s][\w+/=\s-]*$/.test(String(args[0])))
  if (special !== undefined && (await acceptsAnything(learner)))
    learner.fail(special, { id: 'anything-accepted', words: { stranger: stranger(String(special.args[0])) } })
  learner.expectRefusals(results, ['malformed'], rule)
}

lesson.step('group', ({ test }) => {
  test('"TWFu" gives the bytes of "Man"', async learner => {
    await expectDecoded(learner, [utf8('Man')], 'RFC 4648 §4', ['TWFu'])
  })
  test('"Zm9v" gives the bytes of "foo"', async learner => {
    await expectDecoded(learner, [utf8('foo')], 'RFC 4648 §10', ['Zm9v'])
  })
  test('every character of the alphabet, at every place', async learner => {
    await expectDecoded(learner, everyValueAtEveryPlace, 'RFC 4648 §5')
  })
  test('zero bytes are bytes like all others', async learner => {
    await expectDecoded(learner, groupsWithZeros, 'RFC 4648 §4')
  })
  test('any four characters', async learner => {
    const contents = learner.sample(fc.uint8Array({ minLength: 3, maxLength: 3 }), 60)
    await expectDecoded(learner, contents, 'RFC 4648 §5')
  })
})

lesson.step('every-length', ({ test }) => {
  test('"Zg" gives the byte of "f", "Zm8" those of "fo"', async learner => {
    await expectDecoded(learner, [utf8('f'), utf8('fo')], 'RFC 7515 §2', ['Zg', 'Zm8'])
  })
  test('the empty string gives no bytes', async learner => {
    learner.expectValue(await learner.call('decode', ''), bytes(), 'RFC 4648 §10')
  })
  test('every single byte, and many pairs of bytes', async learner => {
    const ones = range(0, 255).map(value => bytes(value))
    const twos = range(0, 127).map(value => bytes(value * 2 + 1, 255 - value))
    await expectDecoded(learner, [...ones, ...twos], 'RFC 4648 §5')
  })
  test('the examples of the RFCs', async learner => {
    const texts = ['Zm9vYg', 'Zm9vYmE', 'Zm9vYmFy']
    const contents = ['foob', 'fooba', 'foobar'].map(utf8)
    await expectDecoded(learner, contents, 'RFC 4648 §10', texts)
    await expectDecoded(learner, [hex('03ecffe0c1')], 'RFC 7515 Appendix C', ['A-z_4ME'])
    const header = utf8('{"typ":"JWT",\r\n "alg":"HS256"}')
    const segment = 'eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9'
    await expectDecoded(learner, [header], 'RFC 7515 Appendix A.1', [segment])
  })
  test('every length up to 80 bytes', async learner => {
    await expectDecoded(learner, ofEveryLength, 'RFC 4648 §5')
  })
  test('all the bytes from 0 to 255, forwards and backwards', async learner => {
    await expectDecoded(learner, allBytes, 'RFC 4648 §5')
  })
  test('any bytes', async learner => {
    await expectDecoded(learner, learner.sample(fc.uint8Array({ maxLength: 100 }), 50), 'RFC 4648 §5')
  })
  test('each call stands alone', async learner => {
    const contents = [1, 1, 2, 2, 3, 0, 4, 5, 0, 64, 1].map(length => learner.randomBytes(length))
    // Texts of one length that differ only at one place, or only in capitals.
    const near = [48, 49, 50, 300].flatMap(length => alike(learner, length))
    const all = [...contents, ...near, hex('69b71d79f8'), hex('000001'), hex('680000')]
    await expectDecoded(learner, [...all, ...all.toReversed()], 'RFC 4648 §5')
  })
  test('long strings, up to one byte more than 64 KiB', async learner => {
    // 768 bytes are 1,024 characters, 3,072 are 4,096.
    for (const length of [768, 1022, 1023, 1024, 3072, 4097, 65_536, 65_537]) {
      await expectDecoded(learner, [learner.randomBytes(length)], 'RFC 4648 §5')
    }
    // With zeros at an end, which are bytes, too.
    const zeros = [1022, 1023, 1024].flatMap(length => [
      learner.randomBytes(length).fill(0, length - 5),
      learner.randomBytes(length).fill(0, 0, 5),
    ])
    await expectDecoded(learner, zeros, 'RFC 4648 §5')
  })
})

/** Every character from U+0000 to U+00FF that base64url does not have. */
const foreignBytes = range(0, 255)
  .map(code => String.fromCharCode(code))
  .filter(character => !ALPHABET.includes(character))

const characters = (...ranges: [from: number, to?: number][]): string[] =>
  ranges.flatMap(([from, to = from]) => range(from, to)).map(code => String.fromCharCode(code))

/** Blanks, marks and others that show nothing by themselves: Unicode's Z, Cf and Default_Ignorable_Code_Point. */
const UNSEEN = [
  ...characters([0xa0], [0xad], [0x34f], [0x600, 0x605], [0x61c], [0x6dd], [0x70f], [0x890, 0x891], [0x8e2]),
  ...characters([0x115f, 0x1160], [0x1680], [0x17b4, 0x17b5], [0x180b, 0x180f], [0x2000, 0x200f]),
  ...characters([0x2028, 0x202f], [0x205f, 0x206f], [0x3000], [0x3164], [0xfe00, 0xfe0f], [0xfeff], [0xffa0]),
  ...characters([0xfff0, 0xfffb]),
  '\u{e0041}',
]

/** Dashes, which are taken for "-", and connectors, which are taken for "_": Unicode's Pd and Pc. */
const SIGNS = [
  ...characters([0x58a], [0x5be], [0x1400], [0x1806], [0x2010, 0x2015], [0x2e17], [0x2e1a], [0x2e3a, 0x2e3b]),
  ...characters([0x2e40], [0x2e5d], [0x301c], [0x3030], [0x30a0], [0xfe31, 0xfe32], [0xfe58], [0xfe63]),
  ...characters([0xff0d]),
  ...characters([0x203f, 0x2040], [0x2054], [0xfe33, 0xfe34], [0xfe4d, 0xfe4f], [0xff3f]),
]

/** The zeros of the digits of other scripts. */
const ZEROS = [
  0x660, 0x6f0, 0x7c0, 0x966, 0x9e6, 0xa66, 0xae6, 0xb66, 0xbe6, 0xc66, 0xce6, 0xd66, 0xe50, 0xff10,
]
/** Letters and digits of other scripts. */
const OTHERS = [
  ...ZEROS.flatMap(zero => characters([zero, zero + 9])),
  ...characters([0x370, 0x4ff], [0x2070, 0x2079], [0x2080, 0x2089], [0x2160, 0x217f], [0x2460, 0x2473]),
]

/** Halves of pairs, without the other half: those at the ends, two of an emoji, and any. */
const loneSurrogates = (learner: Learner): string[] => [
  ...['\ud800', '\udbff', '\udc00', '\udfff', '\ud83d', '\ude00'],
  ...range(1, 12).map(() => String.fromCharCode(0xd800 + Math.floor(learner.random() * 0x800))),
]

/** Characters that have the low bits of one of the alphabet, or look like one in another case or form. */
const lookalikes = [
  ...[...ALPHABET].flatMap((character, index) =>
    [0x100, [0x200, 0x2100, 0xfe00, 0xff00][index % 4] as number, 0xfee0].map(high =>
      String.fromCharCode(high + character.charCodeAt(0)),
    ),
  ),
  ...[...'AZaz09-_Mm'].map(character => String.fromCodePoint(0x1_0000 + character.charCodeAt(0))),
  ...strings`
    \u{1d400} \u{1d44e} \u{1d7ce} \u{1d7ff} \u{1f130} \u{1f600} e\u0301 A\u0300 \u00aa \u00ba \u0131 \u0130
    \u017f \u212a \u01c5 \u2160 \u00bd \u02cd \u2212 \u0660 \u0669 \u07c1 \u0967 \u00b2 \u2460 \u0410 \u0435
    \u03bf \u203e \u00af \ufffd \uffff
  `,
]

/** Right texts, if the piece is taken for one character of the alphabet, or for as many as it has units. */
const inPlace = (piece: string): string[] => [
  `${piece}WFu`,
  `T${piece}Fu`,
  `TW${piece}u`,
  `TWF${piece}`,
  ...(piece.length === 2 ? [`${piece}Fu`, `TW${piece}`] : []),
]

/** Right texts, if the piece is left out. */
const inBetween = (piece: string): string[] => [`TWFu${piece}`, `${piece}TWFu`, `TW${piece}Fu`]

/** A right text with a piece in it: instead of a character, between two, at an end, or nothing but the piece. */
const spoilt = (piece: string): string[] => [
  ...inPlace(piece),
  ...inBetween(piece),
  ...[`${piece}A`, `T${piece}`, `TW${piece}`, `TWFu${piece}A`, `Zg${piece}`, piece.repeat(4)],
]

/** One of the texts for each piece, in turn. */
const inTurn = (pieces: string[], textsOf: (piece: string) => string[]): string[] =>
  pieces.map((piece, index) => {
    const texts = textsOf(piece)
    return texts[index % texts.length] as string
  })

/** A right text with a piece instead of a character, and one with the piece between two characters. */
const withPiece = (text: string, at: number, piece: string): string[] => [
  text.slice(0, at) + piece + text.slice(at + 1),
  text.slice(0, at) + piece + text.slice(at),
]

lesson.step('alphabet', ({ test }) => {
  test('"+" and "/" are not of this alphabet', async learner => {
    const texts = strings`+/+/ ++++ //// A+AA AAA/ -_+/ Zm9+ Zm9/ +A /w Zm+ /-8 AAAA+AAA`
    await expectRefused(learner, texts, 'RFC 4648 §5')
  })
  test('"=" is not accepted, at the end or elsewhere', async learner => {
    const texts = ['Zg==', 'Zm8=', 'Zg=', 'Zm9v=', 'Zm9v==', 'Zm9v====', '==', '===', '====', '=AAA', 'Z=9v']
    const longer = ['Zm9vYg==', 'Zm9vYmE=', 'Zg==Zg==', 'A===', 'AA=A', 'Zm8==']
    await expectRefused(learner, [...texts, ...longer], 'RFC 7515 §2')
  })
  test('no space and no line break, at any place', async learner => {
    const blanks = [' ', '\t', '\n', '\r', '\r\n', '\v', '\f', '\u00a0', '\u0085', '\u2028', '    ']
    const texts = blanks.flatMap((blank, index) => {
      const text = ['', 'Zg', 'Zm8', 'Zm9v', 'Zm9vYg', 'Zm9vYmFy'][index % 6] as string
      return [text + blank, blank + text, blank + text + blank, `Zm9v${blank}`, `Zm${blank}9v`, `Zg${blank}`]
    })
    await expectRefused(learner, [...texts, 'Zm9v\n====', 'Zm8= '], 'RFC 4648 §3.3')
  })
  test('no other character from U+0000 to U+00FF', async learner => {
    const texts = [inPlace, inBetween, spoilt].flatMap(textsOf => inTurn(foreignBytes, textsOf))
    await expectRefused(learner, texts, 'RFC 4648 §3.3')
  })
  test('the neighbours of the alphabet, at every place', async learner => {
    const texts = ['/', ':', '@', '[', '^', '`', '{', '.', ',', '!', '~', '+'].flatMap(spoilt)
    await expectRefused(learner, texts, 'RFC 4648 §3.3')
  })
  test('no character outside ASCII, however much it looks like one', async learner => {
    const others = OTHERS.filter(() => learner.random() < 0.06)
    const any = range(1, 40).map(() => String.fromCodePoint(0x80 + Math.floor(learner.random() * 0x10_ff80)))
    const either = [...UNSEEN, ...loneSurrogates(learner), ...any, '\ufffd', '\uffff']
    const texts = [
      ...['\ufeff', '\u200b', '\u2060', '\u00ad', '\u200e', '\u3000', '\ufffd'].flatMap(inBetween),
      ...inTurn([...either, ...SIGNS, ...lookalikes], inBetween),
      ...inTurn([...either, ...SIGNS, ...lookalikes, ...others], inPlace),
    ]
    await expectRefused(learner, texts, 'RFC 4648 §3.3')
  })
  test('any place of a longer string', async learner => {
    const right = toBase64url(learner.randomBytes(48))
    const pieces = strings`+ / = \x20 \n . ! , @ [ \` { : \u00e9 \u0141 \u{1f600}`
    const texts = range(0, right.length - 1).flatMap(at =>
      withPiece(right, at, pieces[(at * 5 + 3) % pieces.length] as string),
    )
    await expectRefused(learner, texts, 'RFC 4648 §3.3')
    const long = toBase64url(learner.randomBytes(4500))
    const wrong = ['\n', '=', ' ', '\u0141', '\u200b', '+', '!']
    // In the middle, around the ends of pieces, near both ends, and anywhere else.
    const places = [3000, 1, 1023, 1024, 1500, 2500, 4000, 4095, 4096, 5000, 5990].flatMap(at => [
      at,
      Math.floor(learner.random() * long.length),
    ])
    const inLong = places.map((at, index) => {
      const [instead, between] = withPiece(long, at, wrong[index % wrong.length] as string)
      return (index % 4 < 2 ? between : instead) as string
    })
    const longest = 'A'.repeat(80_000)
    const farPlaces = [40_000, 72_000, Math.floor(learner.random() * longest.length), longest.length - 1]
    const inLongest = farPlaces.map(
      (at, index) => withPiece(longest, at, wrong[index] as string)[0] as string,
    )
    await expectRefused(learner, [...inLong, `${long}=`, ...inLongest], 'RFC 4648 §3.3')
  })
  test('whole tokens, quoted and escaped strings', async learner => {
    const texts = strings`
      eyJ9.eyJ9.AAAA eyJ9. . .... "Zm9v" 'Zm9v' a,b, %2D%5F%2D%5F %54WFu TWFu%3D%3D TWFu%20 &#84;WFu
      \\u0054WFu TWFu\\n data:AAA {"a"
    `
    await expectRefused(learner, texts, 'RFC 4648 §3.3')
  })
  test('right strings are still accepted after wrong ones', async learner => {
    const wrong = ['AA==', 'A A', 'T*Fu', 'Zm8*', '\n', 'Zm9v=', '+/+/']
    const right = ['-_-_', 'Zg', 'TWFu', '', 'Zm8', 'Zm9vYg', 'AAAA']
    const results = await learner.callMany(
      'decode',
      wrong.flatMap((text, index) => [[text], [right[index]]]),
    )
    const contents = right.map(text => new Uint8Array(Buffer.from(text, 'base64url')))
    learner.expectRefusals(
      results.filter((_, index) => index % 2 === 0),
      ['malformed'],
      'RFC 4648 §3.3',
    )
    const after = results.filter((_, index) => index % 2 === 1)
    for (const [index, one] of after.entries()) {
      const came = one.outcome.kind === 'value' ? bytesOf(one.outcome.value) : null
      // By themselves all of them were read in the steps before.
      if (!equal(came, contents[index])) learner.fail(one, { id: 'state-after-refusal', isCertain: true })
    }
  })
})

/** So many characters of the alphabet, and one whose unused bits are `low`: four bits after one character, two after two. */
const withUnusedBits = (learner: Learner, low: number, count: 1 | 2): string => {
  const any = range(1, count)
    .map(() => pick(learner, [...ALPHABET]))
    .join('')
  const used = Math.floor(learner.random() * (count === 1 ? 4 : 16))
  return any + ALPHABET[(used << (count === 1 ? 4 : 2)) | low]
}
const twoCharacters = (learner: Learner, low: number): string => withUnusedBits(learner, low, 1)
const threeCharacters = (learner: Learner, low: number): string => withUnusedBits(learner, low, 2)

lesson.step('one-text', ({ test }) => {
  test('a single character left over is no byte', async learner => {
    const singles = [...ALPHABET, '=', '__proto__', 'undefined']
    const longer = range(1, 24).flatMap(groups => {
      const right = toBase64url(learner.randomBytes(groups * 3))
      return [`${right}${'AQgw_'[groups % 5]}`, 'A'.repeat(groups * 4 + 1)]
    })
    const long = 'A'.repeat(4097)
    await expectRefused(learner, [...singles, ...longer, long], 'RFC 4648 §4')
  })
  test('two characters: the last four bits are zero', async learner => {
    const texts = range(1, 15).flatMap(low => [twoCharacters(learner, low), twoCharacters(learner, low)])
    const wrong = [...ALPHABET].filter((_, value) => value % 16 !== 0)
    await expectRefused(learner, ['Zh', 'AB', ...wrong.map(last => `A${last}`), ...texts], 'RFC 4648 §3.5')
  })
  test('three characters: the last two bits are zero', async learner => {
    const texts = range(1, 3).flatMap(low => range(0, 9).map(() => threeCharacters(learner, low)))
    const wrong = [...ALPHABET].filter((_, value) => value % 4 !== 0)
    await expectRefused(learner, ['Zm9', 'AAB', ...wrong.map(last => `AA${last}`), ...texts], 'RFC 4648 §3.5')
  })
  test('at the end of longer strings too', async learner => {
    const texts = range(1, 24).flatMap(groups => {
      const before = toBase64url(learner.randomBytes(groups * 3))
      return [
        ...[1 << (groups % 4), 1 + ((groups * 7) % 15)].map(low => before + twoCharacters(learner, low)),
        before + threeCharacters(learner, 1 + (groups % 3)),
      ]
    })
    const long = ['AB', 'AAC'].map(end => 'A'.repeat(4096) + end)
    await expectRefused(learner, [...texts, 'constructor', 'NaN', ...long], 'RFC 4648 §3.5')
  })
  test('the signature of RFC 7515 Appendix A.1 is one string only', async learner => {
    const text = 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk'
    const content = hex('7418dfb49799e0254ffa607dd8adbbba16d4254d69d6bff05b58055853848d79')
    // The right text comes first: a wrong one must not be taken for one that was read before.
    await expectDecoded(learner, [content], 'RFC 7515 Appendix A.1', [text])
    const texts = ['l', 'm', 'n', 'K'].map(last => text.slice(0, -1) + last)
    await expectRefused(learner, texts, 'RFC 4648 §3.5')
  })
})
