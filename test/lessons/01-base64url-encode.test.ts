import { bytes, defineLesson, fc, hex, type Learner, toBase64url, utf8 } from '../../src/grader/kit/index.ts'
import { mistakes } from './01-base64url-encode.mistakes.ts'

const lesson = defineLesson({ id: '01-base64url-encode', mistakes })

const range = (from: number, to: number): number[] =>
  Array.from({ length: to - from + 1 }, (_, index) => from + index)

/** Bytes from the seed of the run; each call gives others. */
function randomBytes(learner: Learner, length: number): Uint8Array {
  return Uint8Array.from({ length }, () => Math.floor(learner.random() * 256))
}

/** Calls encode with each of the inputs in one go, and expects base64url of each. */
async function expectEncoded(learner: Learner, inputs: Uint8Array[], rule: string): Promise<void> {
  const seen = await learner.callMany(
    'encode',
    inputs.map(input => [input]),
  )
  learner.expectValues(seen, inputs.map(toBase64url), rule)
}

/** Groups of this many bytes that together have every byte value at every place. */
const everyByteAtEveryPlace = (length: number): Uint8Array[] =>
  range(0, 255).map(value => bytes(value, 255 - value, value * 7 + 3).slice(0, length))

/** Groups of three bytes that together have each of the 64 values at each of the four places. */
const everyValueAtEveryPlace = range(0, 63).map(value => {
  const sixes = [value, 63 - value, (value * 5 + 1) & 63, (value * 11 + 7) & 63]
  const bits = sixes.reduce((all, six) => (all << 6) | six, 0)
  return bytes(bits >> 16, (bits >> 8) & 0xff, bits & 0xff)
})

/** Groups with zero bytes at the beginning, in the middle and at the end. */
const groupsWithZeros = [0, 1, 2, 3, 4, 5, 6, 7].flatMap(zeros =>
  [0x01, 0xff].map(value => bytes(...[4, 2, 1].map(bit => (zeros & bit ? 0 : value)))),
)

lesson.step('group', ({ test }) => {
  test('the bytes of "Man" give "TWFu"', async learner => {
    learner.expectValue(await learner.call('encode', utf8('Man')), 'TWFu', 'RFC 4648 §4')
  })
  test('the bytes of "foo" give "Zm9v"', async learner => {
    learner.expectValue(await learner.call('encode', utf8('foo')), 'Zm9v', 'RFC 4648 §10')
  })
  test('every character of the alphabet, at every place', async learner => {
    await expectEncoded(learner, everyValueAtEveryPlace, 'RFC 4648 §5')
  })
  test('"-" and "_" wherever base64 has "+" and "/"', async learner => {
    const inputs = [hex('fbefbe'), hex('ffffff'), hex('fbffbf'), hex('fffffe'), hex('3fbffb')]
    await expectEncoded(learner, inputs, 'RFC 4648 §5')
  })
  test('every byte at every place of a group', async learner => {
    await expectEncoded(learner, everyByteAtEveryPlace(3), 'RFC 4648 §5')
  })
  test('zero bytes are bytes like all others', async learner => {
    await expectEncoded(learner, groupsWithZeros, 'RFC 4648 §4')
  })
  test('any three bytes', async learner => {
    const inputs = learner.sample(fc.uint8Array({ minLength: 3, maxLength: 3 }), 60)
    await expectEncoded(learner, inputs, 'RFC 4648 §5')
  })
})

lesson.step('tails', ({ test }) => {
  test('the bytes of "f" give "Zg", those of "fo" give "Zm8"', async learner => {
    const seen = await learner.callMany('encode', [[utf8('f')], [utf8('fo')]])
    learner.expectValues(seen, ['Zg', 'Zm8'], 'RFC 7515 §2')
  })
  test('every single byte', async learner => {
    await expectEncoded(learner, everyByteAtEveryPlace(1), 'RFC 4648 §5')
  })
  test('two bytes, every value of each', async learner => {
    await expectEncoded(learner, everyByteAtEveryPlace(2), 'RFC 4648 §5')
  })
  test('one, two and three bytes in turn', async learner => {
    const inputs = range(0, 17).map(index => randomBytes(learner, 1 + (index % 3)))
    await expectEncoded(learner, [...inputs, ...inputs.toReversed()], 'RFC 4648 §5')
  })
})

lesson.step('every', ({ test }) => {
  test('no bytes give no characters', async learner => {
    learner.expectValue(await learner.call('encode', bytes()), '', 'RFC 4648 §10')
  })
  test('the examples of the RFCs', async learner => {
    const texts = ['', 'f', 'fo', 'foo', 'foob', 'fooba', 'foobar']
    const encoded = ['', 'Zg', 'Zm8', 'Zm9v', 'Zm9vYg', 'Zm9vYmE', 'Zm9vYmFy']
    const seen = await learner.callMany(
      'encode',
      texts.map(text => [utf8(text)]),
    )
    learner.expectValues(seen, encoded, 'RFC 4648 §10')
    const appendixC = await learner.call('encode', hex('03ecffe0c1'))
    learner.expectValue(appendixC, 'A-z_4ME', 'RFC 7515 Appendix C')
    const header = await learner.call('encode', utf8('{"typ":"JWT",\r\n "alg":"HS256"}'))
    learner.expectValue(header, 'eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9', 'RFC 7515 Appendix A.1')
  })
  test('every length up to 80 bytes', async learner => {
    const inputs = range(0, 80).flatMap(length => [
      new Uint8Array(length).fill(length % 2 === 0 ? 0 : 0xff),
      Uint8Array.from({ length }, (_, index) => (index * 7 + length) & 0xff),
    ])
    await expectEncoded(learner, inputs, 'RFC 4648 §5')
  })
  test('zero bytes at the beginning and at the end count', async learner => {
    const inputs = range(1, 7).flatMap(zeros =>
      range(1, 3).flatMap(others => {
        const content = new Uint8Array(zeros + others)
        return [content.fill(0xa7, zeros), content.toReversed()]
      }),
    )
    await expectEncoded(learner, inputs, 'RFC 4648 §5')
  })
  test('all the bytes from 0 to 255, forwards and backwards', async learner => {
    const all = Uint8Array.from({ length: 256 }, (_, index) => index)
    const inputs = range(0, 5).map(first => all.slice(first))
    await expectEncoded(learner, [...inputs, ...inputs.map(input => input.toReversed())], 'RFC 4648 §5')
  })
  test('any bytes', async learner => {
    const inputs = learner.sample(fc.uint8Array({ maxLength: 100 }), 50)
    await expectEncoded(learner, inputs, 'RFC 4648 §5')
  })
  test('windows into larger buffers', async learner => {
    const buffer = randomBytes(learner, 64)
    const inputs = range(0, 5).flatMap(offset =>
      [0, 1, 2, 3, 4, 30].map(length => buffer.subarray(offset, offset + length)),
    )
    await expectEncoded(learner, inputs, 'RFC 4648 §5')
  })
  test('the bytes are left as they were', async learner => {
    const inputs = range(0, 7).map(length => [randomBytes(learner, length)])
    for (const seen of await learner.callMany('encode', inputs)) learner.expectUnchanged(seen, null)
  })
  test('each call stands alone', async learner => {
    const inputs = [1, 1, 2, 2, 3, 0, 4, 5, 0, 64, 1].map(length => randomBytes(learner, length))
    await expectEncoded(learner, [...inputs, ...inputs.toReversed()], 'RFC 4648 §5')
  })
  test('long inputs, up to 64 KiB', async learner => {
    for (const length of [1022, 1023, 1024, 4097, 65_535, 65_536]) {
      const input = randomBytes(learner, length)
      const seen = await learner.callMany('encode', [[input]], { deadlineMs: 20_000 })
      learner.expectValues(seen, [toBase64url(input)], 'RFC 4648 §5')
    }
  })
})
