import {
  bytes,
  defineLesson,
  fc,
  hex,
  type Learner,
  textOf,
  toBase64url,
  utf8,
} from '../../../src/grader/kit/index.ts'
import { alike, range } from '../inputs.ts'
import { allBytes, everyValueAtEveryPlace, groupsWithZeros, ofEveryLength } from '../shared/base64url.ts'
import { causeBehind } from './causes.ts'
import diagnoses from './diagnoses.md'
import { isRecognised, mistakes } from './mistakes.ts'

const lesson = defineLesson({
  id: '01-base64url-encode',
  diagnoses,
  mistakes,
  ids: { 'answer-changes': 'state-between-calls', 'window-ignored': 'whole-buffer/window' },
  parameters: { encode: ['bytes'] },
})

/** Calls encode with each of the inputs in one go, and expects base64url of each. */
async function expectEncoded(
  learner: Learner,
  inputs: Uint8Array[],
  rule: string,
  rights = inputs.map(toBase64url),
): Promise<void> {
  const results = await learner.callMany(
    'encode',
    inputs.map(input => [input]),
    // Right answers may be slow, with numbers of thousands of digits for instance.
    { deadlineMs: 20_000, ...(inputs.some(({ length }) => length > 4096) ? { callMs: 8_000 } : {}) },
  )
  const [wrong] = results
    .flatMap((result, index) => {
      const text = result.outcome.kind === 'value' ? textOf(result.outcome.value) : null
      const [input, right] = [inputs[index] as Uint8Array, rights[index] as string]
      return text === null || text === right ? [] : [{ result, input, text, right }]
    })
    .sort((one, other) => one.input.length - other.input.length)
  if (wrong !== undefined && !isRecognised(wrong)) {
    const cause = await causeBehind(learner, wrong)
    if (cause !== null) learner.fail(wrong.result, cause)
  }
  learner.expectValues(results, rights, rule)
}

/** Groups of this many bytes that together have every byte value at every place. */
const everyByteAtEveryPlace = (length: number): Uint8Array[] =>
  range(0, 255).map(value => bytes(value, 255 - value, value * 7 + 3).slice(0, length))

lesson.step('group', ({ test }) => {
  test('the bytes of "Man" give "TWFu"', async learner => {
    await expectEncoded(learner, [utf8('Man')], 'RFC 4648 §4', ['TWFu'])
  })
  test('the bytes of "foo" give "Zm9v"', async learner => {
    await expectEncoded(learner, [utf8('foo')], 'RFC 4648 §10', ['Zm9v'])
  })
  test('zero bytes are bytes like all others', async learner => {
    await expectEncoded(learner, groupsWithZeros, 'RFC 4648 §4')
  })
  test('every character of the alphabet, at every place', async learner => {
    await expectEncoded(learner, everyValueAtEveryPlace, 'RFC 4648 §5')
  })
  test('"-" and "_" wherever base64 has "+" and "/"', async learner => {
    const inputs = [hex('fbefbe'), hex('ffffff'), hex('fbffbf'), hex('fffffe'), hex('3fbffb')]
    await expectEncoded(learner, inputs, 'RFC 4648 §5')
  })
  test('every byte at every place of a group', async learner => {
    const marks = ['efbbbf', 'fffe41', 'feff00'].map(hex)
    await expectEncoded(learner, [...everyByteAtEveryPlace(3), ...marks], 'RFC 4648 §5')
  })
  test('any three bytes', async learner => {
    const inputs = learner.sample(fc.uint8Array({ minLength: 3, maxLength: 3 }), 60)
    await expectEncoded(learner, inputs, 'RFC 4648 §5')
  })
})

lesson.step('tails', ({ test }) => {
  test('the bytes of "f" give "Zg", those of "fo" give "Zm8"', async learner => {
    await expectEncoded(learner, [utf8('f'), utf8('fo')], 'RFC 7515 §2', ['Zg', 'Zm8'])
  })
  test('every single byte', async learner => {
    await expectEncoded(learner, everyByteAtEveryPlace(1).toReversed(), 'RFC 4648 §5')
  })
  test('two bytes, every value of each', async learner => {
    await expectEncoded(learner, everyByteAtEveryPlace(2), 'RFC 4648 §5')
  })
  test('one, two and three bytes in turn', async learner => {
    const inputs = range(0, 17).map(index => learner.randomBytes(1 + (index % 3)))
    await expectEncoded(learner, [...inputs, ...inputs.toReversed()], 'RFC 4648 §5')
  })
})

lesson.step('every', ({ test }) => {
  test('no bytes give no characters', async learner => {
    learner.expectValue(await learner.call('encode', bytes()), '', 'RFC 4648 §10')
  })
  test('the examples of the RFCs', async learner => {
    const texts = ['', 'f', 'fo', 'foo', 'foobar', 'foob', 'fooba']
    const encoded = ['', 'Zg', 'Zm8', 'Zm9v', 'Zm9vYmFy', 'Zm9vYg', 'Zm9vYmE']
    await expectEncoded(learner, texts.map(utf8), 'RFC 4648 §10', encoded)
    await expectEncoded(learner, [hex('03ecffe0c1')], 'RFC 7515 Appendix C', ['A-z_4ME'])
    const header = utf8('{"typ":"JWT",\r\n "alg":"HS256"}')
    const segment = 'eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9'
    await expectEncoded(learner, [header], 'RFC 7515 Appendix A.1', [segment])
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
  test('every length up to 80 bytes', async learner => {
    await expectEncoded(learner, ofEveryLength, 'RFC 4648 §5')
  })
  test('all the bytes from 0 to 255, forwards and backwards', async learner => {
    await expectEncoded(learner, allBytes, 'RFC 4648 §5')
  })
  test('any bytes', async learner => {
    const inputs = learner.sample(fc.uint8Array({ maxLength: 100 }), 50)
    await expectEncoded(learner, inputs, 'RFC 4648 §5')
  })
  test('windows into larger buffers', async learner => {
    const buffer = learner.randomBytes(64)
    const inputs = range(0, 5).flatMap(offset =>
      [0, 1, 2, 3, 4, 30].map(length => buffer.subarray(offset, offset + length)),
    )
    await expectEncoded(learner, inputs, 'RFC 4648 §5')
  })
  test('each call stands alone', async learner => {
    const inputs = [1, 1, 2, 2, 3, 0, 4, 5, 0, 64, 1].map(length => learner.randomBytes(length))
    // Inputs of one length that differ in one byte only, wherever it is.
    const all = [...inputs, ...[9, 48, 49, 50, 300].flatMap(length => alike(learner, length))]
    await expectEncoded(learner, [...all, ...all.toReversed()], 'RFC 4648 §5')
  })
  test('long inputs, up to a byte more than 64 KiB', async learner => {
    // Not far beyond: a right answer may spread the characters into arguments, of which there is a limit.
    for (const lengths of [
      [768, 1022, 1023, 1024, 4097, 0, 1],
      [65_537, 0, 2, 1],
    ]) {
      // With a last byte of ones: one time in four the last character would be A, as when nothing were left.
      const inputs = lengths.map(length => learner.randomBytes(length).fill(0xff, -1))
      await expectEncoded(learner, inputs, 'RFC 4648 §5')
    }
  })
})
