import {
  bytes,
  type CallResult,
  defineLesson,
  equal,
  fc,
  fromBase64url,
  hex,
  hmacSha256,
  type Learner,
  splitToken,
  strings,
  utf8,
} from '../../../src/grader/kit/index.ts'
import { flipped, range } from '../inputs.ts'
import { appendixA1 } from '../shared/tokens.ts'
import diagnoses from './diagnoses.md'
import { type Equality, equalities, mistakes, unexplained } from './mistakes.ts'

const lesson = defineLesson({
  id: '04-hmac',
  diagnoses,
  mistakes,
  ids: { 'answer-changes': 'state-between-calls', 'window-ignored': 'whole-buffer-used/window' },
  parameters: { hmacSha256: ['key', 'message'], constantTimeEqual: ['a', 'b'] },
})

type Pair = [Uint8Array, Uint8Array]

/**
 * RFC 4231 §4.2 to §4.8, without the fifth, whose result is cut off: bytes of the key in hex and how often they are there,
 * bytes of the message as characters and how often, and the MAC.
 */
const published = strings`
  0b 20 Hi\x20There 1 b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7
  4a656665 1 what\x20do\x20ya\x20want\x20for\x20nothing? 1 5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843
  aa 20 \xdd 50 773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe
  0102030405060708090a0b0c0d0e0f10111213141516171819 1 \xcd 50 82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b
  aa 131 Test\x20Using\x20Larger\x20Than\x20Block-Size\x20Key\x20-\x20Hash\x20Key\x20First 1
    60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54
  aa 131 This\x20is\x20a\x20test\x20using\x20a\x20larger\x20than\x20block-size\x20key\x20and\x20a\x20larger\x20than\x20block-size\x20data.\x20The\x20key\x20needs\x20to\x20be\x20hashed\x20before\x20being\x20used\x20by\x20the\x20HMAC\x20algorithm. 1
    9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2
`
const [first, second, third, fourth, sixth, seventh] = range(0, 5).map(index => {
  const [key = '', keys, message = '', messages, mac = ''] = published.slice(index * 5, index * 5 + 5)
  const content = Buffer.from(message.repeat(Number(messages)), 'latin1')
  return { pair: [hex(key.repeat(Number(keys))), new Uint8Array(content)], mac: hex(mac) }
}) as [Vector, Vector, Vector, Vector, Vector, Vector]
type Vector = { pair: Pair; mac: Uint8Array }

async function expectMacs(
  learner: Learner,
  pairs: Pair[],
  rule: string,
  macs = pairs.map(([key, message]) => hmacSha256(key, message)),
): Promise<void> {
  const results = await learner.callMany('hmacSha256', pairs, { deadlineMs: 10_000 })
  learner.expectValues(results, macs, rule)
}

function expectVectors(learner: Learner, vectors: Vector[], rule: string): Promise<void> {
  const [pairs, macs] = [vectors.map(({ pair }) => pair), vectors.map(({ mac }) => mac)]
  return expectMacs(learner, pairs, rule, macs)
}

/** The bytes as a window into a larger buffer whose other bytes are not zero. */
function view(content: Uint8Array, before: number, after: number): Uint8Array {
  const buffer = new Uint8Array(before + content.length + after).fill(0xee)
  buffer.set(content, before)
  return buffer.subarray(before, before + content.length)
}

lesson.step('pads', ({ test }) => {
  test('the first four examples of RFC 4231', async learner => {
    await expectVectors(learner, [first, second, third, fourth], 'RFC 4231 §4')
  })
  test('the beginning of the fifth example of RFC 4231', async learner => {
    const pair: Pair = [new Uint8Array(20).fill(0x0c), utf8('Test With Truncation')]
    await expectMacs(learner, [pair], 'RFC 4231 §4.6')
  })
  test('keys of 0 to 63 bytes', async learner => {
    const pairs = range(0, 63).map((length): Pair => [learner.randomBytes(length), learner.randomBytes(20)])
    await expectMacs(learner, pairs, 'RFC 2104 §2')
  })
  test('messages of 0 to 200 bytes, and very long ones', async learner => {
    const key = learner.randomBytes(32)
    const lengths = [...range(0, 200), 65_536, 65_537, 200_000]
    const pairs = lengths.map((length): Pair => [key, new Uint8Array(length).fill(length % 251)])
    await expectMacs(learner, pairs, 'RFC 2104 §2')
  })
  test('each call stands alone', async learner => {
    const keys = [10, 10, 32, 32, 63, 63, 5].map(length => learner.randomBytes(length))
    const messages = [30, 30, 7].map(length => learner.randomBytes(length))
    const pairs = messages.flatMap(message => keys.map((key): Pair => [key, message]))
    // Keys and messages that differ in one byte only, and a message in another order.
    const [key, message] = [learner.randomBytes(40), learner.randomBytes(60)]
    const alike = [0, 12, 20, Math.floor(learner.random() * 40), 39].flatMap((at): Pair[] => [
      [flipped(key, at, 0x20), message],
      [key, flipped(message, at, 0x20)],
    ])
    const all = [...pairs, ...alike, [key, message] as Pair, [key, message.toReversed()] as Pair]
    await expectMacs(learner, [...all, ...all.toReversed()], 'RFC 2104 §2')
  })
  test('keys and messages that look like a string', async learner => {
    const texts = [
      '0'.repeat(62),
      '3f'.repeat(20),
      ...strings`c2VjcmV0 c2VjcmV0cw== key\n \x20key\x20 é {"k":1}`,
    ]
    const pairs = texts.flatMap((text): Pair[] => [
      [utf8(text), utf8('message')],
      [utf8('key'), utf8(text)],
    ])
    await expectMacs(learner, pairs, 'RFC 2104 §2')
  })
  test('the border between key and message counts', async learner => {
    const both = learner.randomBytes(40)
    const pairs = range(0, 40).map((border): Pair => [both.slice(0, border), both.slice(border)])
    await expectMacs(learner, pairs, 'RFC 2104 §2')
  })
  test('any key of up to 63 bytes and any message', async learner => {
    const pairs = learner.sample(
      fc.tuple(fc.uint8Array({ maxLength: 63 }), fc.uint8Array({ maxLength: 90 })),
      100,
    )
    await expectMacs(learner, pairs, 'RFC 2104 §2')
  })
})

lesson.step('long-keys', ({ test }) => {
  test('a key of exactly 64 bytes is used as it is', async learner => {
    const { signingInput, signature } = splitToken(appendixA1.token)
    const pair: Pair = [fromBase64url(appendixA1.key), utf8(signingInput)]
    await expectVectors(learner, [{ pair, mac: fromBase64url(signature) }], 'RFC 7515 Appendix A.1')
    // Hex digits are bytes like all others.
    await expectMacs(learner, [[utf8('0123456789abcdef'.repeat(4)), utf8('message')]], 'RFC 2104 §2')
  })
  test('the sixth and seventh example of RFC 4231', async learner => {
    await expectVectors(learner, [sixth, seventh], 'RFC 4231 §4')
  })
  test('keys of 63 to 260 bytes', async learner => {
    const pairs = range(63, 260).map((length): Pair => [learner.randomBytes(length), utf8('message')])
    await expectMacs(learner, pairs, 'RFC 2104 §2')
  })
  test('long keys with zeros at their ends', async learner => {
    const pairs = [64, 65, 66, 90, 128, 131].flatMap(length =>
      [1, 2, 27].flatMap((zeros): Pair[] => {
        const key = learner.randomBytes(length).map(byte => byte | 1)
        return [
          [key.map((byte, at) => (at < zeros ? 0 : byte)), utf8('message')],
          [key.map((byte, at) => (at >= length - zeros ? 0 : byte)), utf8('message')],
        ]
      }),
    )
    await expectMacs(learner, pairs, 'RFC 2104 §2')
  })
  test('a key of 4096 bytes', async learner => {
    await expectMacs(learner, [[learner.randomBytes(4096), learner.randomBytes(100)]], 'RFC 2104 §2')
  })
})

lesson.step('arguments', ({ test }) => {
  test('windows into larger buffers', async learner => {
    const pairs = [1, 20, 32, 63, 64, 65, 100].map((length): Pair => {
      const key = view(learner.randomBytes(length), 3 + (length % 5), 70)
      return [key, view(learner.randomBytes(length + 1), 5, 9)]
    })
    // Both windows into one buffer: beside each other, one within the other.
    const shared = learner.randomBytes(200)
    const window = (from: number, length: number): Uint8Array => shared.subarray(from, from + length)
    pairs.push(
      [window(0, 32), window(32, 50)],
      [window(100, 64), window(10, 90)],
      [window(7, 70), window(9, 3)],
    )
    await expectMacs(learner, pairs, 'RFC 2104 §2')
  })
})

const rule = 'RFC 7515 §10.9'

/** All answers are right; of several wrong ones the smallest is told, with what explains all of them. */
async function expectAnswers(learner: Learner, pairs: Pair[]): Promise<void> {
  const answers = pairs.map(([a, b]) => equal(a, b))
  const results = await learner.callMany('constantTimeEqual', pairs)
  const wrong = results
    .flatMap((result, index) =>
      isBoolean(result, !answers[index]) ? [{ result, pair: pairs[index] as Pair }] : [],
    )
    .sort((one, other) => one.pair[0].length - other.pair[0].length)[0]
  if (wrong !== undefined) {
    const id = (await equalityBehind(learner)) ?? unexplained(...wrong.pair)
    learner.fail(wrong.result, { id, expected: String(!isBoolean(wrong.result, true)) })
  }
  learner.expectValues(results, answers, rule)
}

const isBoolean = ({ outcome }: CallResult, value: boolean): boolean =>
  outcome.kind === 'value' && outcome.value.type === 'boolean' && outcome.value.value === value

/** Asks about pairs that tell wrong rules apart, and finds the rule that gives the same answers. */
async function equalityBehind(learner: Learner): Promise<string | undefined> {
  const zeros = new Uint8Array(256)
  const pairs: Pair[] = [
    [bytes(1, 2, 3), bytes(1, 2, 3)],
    [bytes(), bytes()],
    [view(bytes(1, 2), 3, 5), view(bytes(1, 2), 1, 2)],
    [bytes(1, 2, 3), bytes(1, 2, 4)],
    [bytes(1, 2, 3), bytes(9, 2, 3)],
    [bytes(1, 2, 3), bytes(1, 9, 3)],
    [bytes(1, 2, 3), bytes(1, 2)],
    [bytes(1, 2), bytes(1, 2, 3)],
    [bytes(1, 2, 0), bytes(1, 2)],
    [bytes(1, 2), bytes(1, 2, 0)],
    [bytes(), zeros],
    [bytes(), bytes(1)],
    [bytes(5, 5), bytes(6, 4)],
    [bytes(1, 1), bytes(2, 2)],
    [bytes(1, 2, 3), bytes(3, 1, 2)],
    [zeros, zeros.map(() => 1)],
    [bytes(1, 0xff, 2), bytes(1, 0xfe, 2)],
    [bytes(0xff), bytes(0xfe)],
    [bytes(0x0f), bytes(0xff)],
    [bytes(0xff), bytes(0x0f)],
  ]
  const results = await learner.callMany('constantTimeEqual', pairs)
  const explains = (answer: Equality): boolean =>
    pairs.every(([a, b], index) => isBoolean(results[index] as CallResult, answer(a, b)))
  return Object.entries(equalities).find(([, answers]) => answers.some(explains))?.[0]
}

/** Different bytes for which usual checksums, and the ends of some digests, are the same. */
const sameChecksums = (
  [
    // Sums with the index as weight, of squares, and the polynomials 31 and 33.
    ['0200', '0001'],
    ['0108', '0407'],
    ['4161', '4242'],
    ['0021', '0100'],
    // CRC-32, Adler-32, FNV-1a.
    ['b15e9c430000be33', '841946dd0000feed'],
    ['aa66d13000000030', '5fde6d7500001d05'],
    ['9e39fdf500005585', '526458300000b730'],
    // The first and the last five bytes of SHA-256, the first four of MD5.
    ['238d05a1001256f1', '885cfbdc001d149c'],
    ['e223ba8b00068afb', '590318e90010a8b9'],
    ['5869c835000113c5', '85e560070001ab37'],
  ] as const
).map(([one, other]): Pair => [hex(one), hex(other)])

const singleFlips = range(0, 31).map((index): Pair => {
  const content = range(0, 31).map(value => value * 5)
  return [bytes(...content), flipped(bytes(...content), index, 1)]
})

lesson.step('compare', ({ test }) => {
  test('the same bytes are equal', async learner => {
    const pairs = range(0, 70).map((length): Pair => {
      const content = learner.randomBytes(length)
      return [content, content.slice()]
    })
    pairs.push([bytes(0, 0, 0), bytes(0, 0, 0)], [new Uint8Array(2048), new Uint8Array(2048)])
    await expectAnswers(learner, pairs)
  })
  test('no sum and no piece of a digest stands for the bytes', async learner => {
    const results = await learner.callMany('constantTimeEqual', sameChecksums)
    const called = results.find(result => isBoolean(result, true))
    if (called !== undefined) {
      // A sum or a digest sees each single bit; a comparison that leaves bytes out does not.
      const flips = await learner.callMany('constantTimeEqual', singleFlips)
      const seesAll = flips.every(flip => isBoolean(flip, false))
      const id = (await equalityBehind(learner)) ?? (seesAll ? 'checksum-compared' : 'bits-left-out')
      learner.fail(called, { id, expected: 'false' })
    }
    learner.expectValues(
      results,
      results.map(() => false),
      rule,
    )
  })
  test('one bit makes a difference, in every byte', async learner => {
    const content = learner.randomBytes(32)
    const long = learner.randomBytes(10_001)
    const pairs = range(0, 255).map((bit): Pair => [content, flipped(content, bit >> 3, 1 << (bit & 7))])
    const longer = learner.randomBytes(257)
    pairs.push(...range(0, 256).map((index): Pair => [longer, flipped(longer, index, 1 << (index & 7))]))
    for (const index of [0, 255, 256, 1023, 1024, 2047, 2048, 4095, 4096, 8192, 9999, 10_000])
      pairs.push([long, flipped(long, index, 1)])
    await expectAnswers(learner, pairs)
  })
  test('no byte is equal to another', async learner => {
    const pairs = range(1, 255).flatMap((bits): Pair[] => [
      [bytes(0xff), bytes(0xff ^ bits)],
      [bytes(0), bytes(bits)],
      [bytes(1, 2, bits, 4), bytes(1, 2, 0, 4)],
    ])
    await expectAnswers(learner, pairs)
  })
  test('two differences do not cancel each other', async learner => {
    const content = learner.randomBytes(32)
    const zeros = new Uint8Array(32)
    const pairs: Pair[] = [
      [bytes(1, 2), bytes(2, 1)],
      [bytes(1, 1), bytes(2, 2)],
      [bytes(5, 5), bytes(6, 4)],
      [bytes(1, 2, 3), bytes(3, 1, 2)],
      [bytes(0x80, 0x80), bytes(0, 0)],
      [bytes(0x40, 0x40, 0x40, 0x40), bytes(0, 0, 0, 0)],
      [bytes(1, 0xff), bytes(0, 0)],
      [new Uint8Array(256).fill(1), new Uint8Array(256)],
      [new Uint8Array(256).fill(0xff), new Uint8Array(256)],
      [new Uint8Array(512).fill(0x80), new Uint8Array(512)],
      ...range(1, 31).map((index): Pair => [content, flipped(flipped(content, 0, 0x11), index, 0x11)]),
      ...range(0, 30).map((index): Pair => [flipped(zeros, index, 9), flipped(zeros, index + 1, 9)]),
    ]
    await expectAnswers(learner, pairs)
  })
  test('other lengths are never equal', async learner => {
    const content = learner.randomBytes(32)
    const extended = (extra: number): Uint8Array => {
      const longer = new Uint8Array(32 + extra)
      longer.set(content)
      return longer
    }
    const unequal: Pair[] = [
      ...range(0, 31).map((length): Pair => [content, content.slice(0, length)]),
      ...range(1, 31).map((length): Pair => [content, content.slice(length)]),
      ...[1, 2, 32, 224, 256].map((extra): Pair => [content, extended(extra)]),
      ...range(1, 40).map((length): Pair => [new Uint8Array(0), new Uint8Array(length)]),
      ...[256, 512, 1024].map((length): Pair => [new Uint8Array(0), new Uint8Array(length)]),
      [bytes(0), bytes(0, 0)],
      [bytes(1, 2, 3), bytes(0, 1, 2, 3)],
      [bytes(7), bytes(7, 7)],
    ]
    await expectAnswers(learner, [...unequal, ...unequal.map(([a, b]): Pair => [b, a])])
  })
  test('windows into larger buffers, and nothing is changed', async learner => {
    const content = learner.randomBytes(32)
    const long = learner.randomBytes(2048)
    // Both windows into one buffer.
    const both = new Uint8Array(100)
    for (const from of [5, 40]) both.set(content, from)
    const window = (from: number): Uint8Array => both.subarray(from, from + 32)
    const pairs: Pair[] = [
      [view(content, 3, 5), content],
      [view(content, 1, 9), view(content, 7, 2)],
      [view(new Uint8Array(0), 4, 4), new Uint8Array(0)],
      [long, long.slice()],
      [window(5), window(40)],
      [window(5), window(5)],
      // Other bytes, in windows as well.
      [long, flipped(long, 3, 1)],
      [view(content, 3, 5), flipped(content, 31, 1)],
      [view(content.slice(0, 31), 1, 1), view(content, 1, 1)],
      [view(bytes(0xee), 0, 3), view(bytes(0xee, 0xee), 0, 2)],
      [window(5), window(41)],
      [window(0), window(68)],
    ]
    await expectAnswers(learner, pairs)
  })
})

/** What the sandbox saw, in words that say more. */
const COMPARED_BY: Record<string, string> = {
  '[name]': 'a look-up (a string as a key, or as the name of a property)',
}

function expectNoComparison(learner: Learner, result: CallResult): void {
  const [found] = result.watched?.earlyExits ?? []
  if (found === undefined) return
  learner.fail(result, {
    id: 'compared-with-equals',
    words: { comparison: COMPARED_BY[found] ?? found },
  })
}

lesson.step('every-byte', ({ test }) => {
  test('no comparison stops at the first difference', async learner => {
    const content = learner.randomBytes(4200)
    for (const place of [0, null]) {
      const other = place === null ? content.slice() : flipped(content, place, 0x55)
      const result = await learner.callWatched('constantTimeEqual', [content, other], [content, other])
      learner.expectValue(result, place === null, rule)
      expectNoComparison(learner, result)
    }
    // Equal contents pass whatever is asked first.
    const short = [64, 32, 20].map(length => learner.randomBytes(length))
    const same = short.map(one => [one, one.slice()])
    const results = await learner.callMany('constantTimeEqual', same, { comparisonsOf: short })
    for (const result of results) expectNoComparison(learner, result)
    // A length that 16 bits can't hold. Not before: what compares in one piece may take all memory for so many bytes.
    const unequal: Pair = [new Uint8Array(0), new Uint8Array(65_536)]
    await expectAnswers(learner, [unequal, unequal.toReversed() as Pair])
  })
  test('the same work wherever the difference is', async learner => {
    // Any length can be treated in its own way; some other ones are among them in each run.
    const others = [12 * (2 + Math.floor(learner.random() * 13)), 21 + Math.floor(learner.random() * 90)]
    const lengths = [1200, 32, 64, 20, 43, 33, 7, ...others, 5001]
    const bits = (): number => 1 + Math.floor(learner.random() * 255)
    const cases = lengths.map((length): WorkCase => ({ length, bits: bits(), room: 0 }))
    // So can any difference, and a window.
    const differences = [0x01, 0x80, 0xff, 0x0f, 0x10, 0xf0, 0x7f].map(
      (difference): WorkCase => ({ length: 32, bits: difference, room: 0 }),
    )
    await expectSameWork(learner, [...cases, ...differences, { length: 32, bits: 0x55, room: 5 }])
  })
})

/** Inputs of a length, a difference in these bits of a byte, and so many bytes of the buffer around them. */
type WorkCase = { length: number; bits: number; room: number }

/**
 * Compares the work for one difference at several places, each tried with several contents.
 * A digest of both sides, compared in a loop that stops, varies by a few rounds at random; only what goes with
 * the place is a leak.
 */
async function expectSameWork(learner: Learner, cases: WorkCase[]): Promise<void> {
  const trials = 5
  const tries = cases.flatMap(workCase => {
    const { length, room } = workCase
    const contents = range(1, trials).map(() => learner.randomBytes(length))
    const placed = (content: Uint8Array): Uint8Array => (room === 0 ? content : view(content, room, room))
    return changesOf(workCase).map(({ where, change }) => ({
      of: workCase,
      where,
      pairs: contents.map((content): Pair => [placed(content), placed(change(content))]),
    }))
  })
  const results = await learner.callMany(
    'constantTimeEqual',
    tries.flatMap(({ pairs }) => pairs),
    { comparisonsOf: [], deadlineMs: 20_000 },
  )
  const works = tries.map(({ of, where }, index) => {
    const tried = results.slice(index * trials, (index + 1) * trials).map(result => result.watched?.work ?? 0)
    const [least = 0, , median = 0, , most = 0] = tried.sort((one, other) => one - other)
    return { of, where, least, median, most, result: results[index * trials] as CallResult }
  })
  for (const workCase of cases) {
    const ofCase = works.filter(work => work.of === workCase)
    const single = ofCase.slice(0, -1)
    const early = single.reduce((best, one) => (one.most < best.most ? one : best))
    const late = single.reduce((best, one) => (one.least > best.least ? one : best))
    const all = ofCase.at(-1) ?? late
    // Counting differences is more or less work when all bytes differ; a quarter of it is a loop that was left.
    if (late.median > 60 && all.median * 4 < late.median)
      failEarly(learner, workCase.length, all, late, all.result)
    if (late.least - early.most > Math.max(6, late.least / 10))
      failEarly(learner, workCase.length, early, late, early.result)
  }
}

/** Changes of contents of a length: one byte, at several places, and last all bytes. */
function changesOf({
  length,
  bits,
}: WorkCase): { where: string; change: (content: Uint8Array) => Uint8Array }[] {
  const half = length >> 1
  // In a long input three places show as much, and take less time.
  const places = new Set(
    length > 2000 ? [0, half, length - 1] : [0, 1, length >> 2, half - 1, half, length - 2, length - 1],
  )
  return [
    ...[...places].map(place => ({
      where: `byte ${place} differs`,
      change: (content: Uint8Array) => flipped(content, place, bits),
    })),
    { where: 'all bytes differ', change: content => content.map(byte => byte ^ bits) },
  ]
}

type Work = { where: string; median: number }

function failEarly(learner: Learner, length: number, early: Work, late: Work, result: CallResult): never {
  return learner.fail(result, {
    id: 'stops-early',
    words: { early: early.where, late: late.where, length: String(length) },
    expected: 'the same work for every place of the difference',
    actual: `${early.median} steps when ${early.where}, ${late.median} when ${late.where}`,
  })
}
