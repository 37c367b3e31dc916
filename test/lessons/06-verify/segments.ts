import { fromBase64url, type JwtErrorCode, type StepApi, toHex, utf8 } from '../../../src/grader/kit/index.ts'
import { expectAllRead, expectAllRefused, good } from './expect.ts'
import {
  eachWithStrangers,
  lenientVariants,
  lookAlikes,
  noObjects,
  ofEveryTail,
  withBothSigns,
} from './inputs.ts'
import {
  cookbook,
  header,
  payload,
  secretOf,
  segment,
  signatureOver,
  signed,
  tokenOf,
  type Verifying,
} from './tokens.ts'
import { members, nested, range } from '../inputs.ts'

/** Step 1: three segments of strict base64url, header and payload JSON objects. */
export function segmentTests({ test }: StepApi): void {
  test('a good token gives its header and its payload', async learner => {
    const secret = secretOf(learner, 32)
    await expectAllRead(learner, [good(header, payload, secret)])
  })
  test('header and payload come back as they stand in the token', async learner => {
    const secret = secretOf(learner, 48)
    await expectAllRead(learner, [
      good(header, {}, secret),
      good(header, withBothSigns, secret),
      good(
        header,
        { name: 'Zoë 😀 日本語', nested: { list: [1, null, { deep: false }] }, empty: '' },
        secret,
      ),
      good({ alg: 'HS256' }, payload, secret),
      good(
        { typ: 'JWT', alg: 'HS256', kid: 'a/b', x: { y: [1] } },
        { sub: 7, iat: 'soon', exp: 1, nbf: 9e9 },
        secret,
      ),
      good(header, { deep: nested(20), list: ['b', 'a', 10, 9], 'e\u0301': ' e\u0301 \u212b ' }, secret),
      good(header, members(300), secret),
      good(header, { list: range(1, 1100) }, secret),
      good({ ...header, deep: nested(20), ...members(200) }, payload, secret),
      good({ ...header, x5c: range(1, 900).map(String) }, payload, secret),
      // Halves of an emoji, as JSON.stringify writes them.
      good('{"alg":"HS256","kid":"\\ud83d"}', '{"half":"x\\ud83dy","\\ude00":["\\ude00\\ud83d"]}', secret),
      good(header, { 'a\0b': '\0', '\u2028': '\u2029\u007f\u0085', '\b\n\x1f': 'x\x1b\ufeff' }, secret),
      good({ ...header, kid: 'long'.repeat(1000), x5c: ['a'.repeat(2000)] }, payload, secret),
    ])
  })
  test('member names that objects have too', async learner => {
    const secret = secretOf(learner, 32)
    const inherited = {
      hasOwnProperty: 1,
      constructor: 'x',
      toString: null,
      valueOf: [],
      toJSON: 'y',
      length: 3,
    }
    await expectAllRead(learner, [
      good(header, inherited, secret),
      good({ ...header, ...inherited }, payload, secret),
      good(header, '{"__proto__":{"admin":true},"sub":"ada"}', secret),
      good(header, '{"then":"later","sub":"ada"}', secret),
      good(header, '{"nested":{"__proto__":1,"constructor":{"prototype":2}}}', secret),
    ])
  })
  test('one, two, four or more segments', async learner => {
    const secret = secretOf(learner, 32)
    const token = tokenOf(header, payload, secret)
    const [h = '', p = '', s = ''] = token.split('.')
    const signedWhole = (text: string): string => `${text}.${signatureOver(text, secret)}`
    const expectRefused = (texts: string[], codes: JwtErrorCode[]): Promise<void> =>
      expectAllRefused(
        learner,
        texts.map(text => [text, secret]),
        codes,
        'RFC 7515 §7.1',
      )
    // What is behind the last dot is no signature of what is before it: that is true as well.
    const unsigned = [
      `${token}.x`,
      `${token}.`,
      `${token}..`,
      `${token}.${s}`,
      `${token}.${token}`,
      `.${token}`,
      `${h}..${p}.${s}`,
      `${h}.${p}..${s}`,
      `${h}.${p}.${p}.${s}`,
      `${h}.${h}.${p}.${s}`,
      `${h}.${p}.${s}.a.b`,
      `${h}.${p}`,
      `${h}.${s}`,
      '...',
      '....',
    ]
    await expectRefused(unsigned, ['malformed', 'bad-signature'])
    const rightlySigned = [
      signedWhole(`${h}.${p}.x`),
      signedWhole(`${h}.${p}.${p}`),
      signedWhole(`${h}.${p}.`),
      signedWhole(`${h}..${p}`),
      signedWhole(`.${h}.${p}`),
      signedWhole(h),
      signedWhole(''),
    ]
    await expectRefused([...rightlySigned, h, 'x', ''], ['malformed'])
  })
  test('characters that do not belong into a segment', async learner => {
    const secret = secretOf(learner, 32)
    const [h, p] = [segment({ ...header, ...withBothSigns }), segment(withBothSigns)]
    const { ones, others } = eachWithStrangers(h, p)
    const calls = [
      ...ones.map((text): Verifying => [signed(text, p, secret), secret]),
      ...others.map((text): Verifying => [signed(h, text, secret), secret]),
    ]
    // A signature covers ASCII text: over other characters there is no right one.
    const isAscii = ([token]: Verifying): boolean => !/[^\0-\x7f]/.test(token)
    await expectAllRefused(learner, calls.filter(isAscii), ['malformed'], 'RFC 7515 §2')
    const beyondAscii = calls.filter(call => !isAscii(call))
    await expectAllRefused(learner, beyondAscii, ['malformed', 'bad-signature'], 'RFC 7515 §2')
  })
  test('look-alikes of the characters of a segment', async learner => {
    const secret = secretOf(learner, 32)
    const [h, p] = [segment(header), segment(withBothSigns)]
    const calls = [
      ...lookAlikes(h).map((text): Verifying => [signed(text, p, secret), secret]),
      ...lookAlikes(p).map((text): Verifying => [signed(h, text, secret), secret]),
    ]
    await expectAllRefused(learner, calls, ['malformed', 'bad-signature'], 'RFC 7515 §2')
  })
  test('segments that a lenient decoder would read', async learner => {
    const secret = secretOf(learner, 32)
    const calls = [
      ...ofEveryTail(header)
        .flatMap(lenientVariants)
        .map(h => signed(h, segment(payload), secret)),
      ...ofEveryTail(payload)
        .flatMap(lenientVariants)
        .map(p => signed(segment(header), p, secret)),
      // Not encoded at all, or in another way.
      ...[header, payload]
        .flatMap(content => {
          const json = JSON.stringify(content)
          return [json, encodeURIComponent(json), toHex(utf8(json)), segment(segment(content))]
        })
        .map((text, index) =>
          index < 4 ? signed(text, segment(payload), secret) : signed(segment(header), text, secret),
        ),
    ].map((token): Verifying => [token, secret])
    await expectAllRefused(learner, calls, ['malformed'], 'RFC 7515 §2')
  })
  test('blanks and other things before the token', async learner => {
    const secret = secretOf(learner, 32)
    const token = tokenOf(header, payload, secret)
    const before = ['Bearer ', 'bearer ', 'JWT ', ' ', '\n', '\t', '\ufeff', '"', "'", 'token=']
    await expectAllRefused(
      learner,
      before.map(text => [text + token, secret]),
      ['malformed', 'bad-signature'],
      'RFC 7515 §7.1',
    )
    const notJustText = [
      JSON.stringify({ token }),
      JSON.stringify(token.split('.')),
      'Bearer undefined',
      'null',
    ]
    await expectAllRefused(
      learner,
      notJustText.map(text => [text, secret]),
      ['malformed', 'bad-signature'],
      'RFC 7515 §7.1',
    )
  })
  test('a payload that is no JSON object', async learner => {
    const secret = secretOf(learner, 32)
    const calls = noObjects.map((content): Verifying => [tokenOf(header, content, secret), secret])
    calls.push([cookbook.token, fromBase64url(cookbook.key)])
    await expectAllRefused(learner, calls, ['malformed'], 'RFC 7519 §7.2')
  })
  test('a header that is no JSON object', async learner => {
    const secret = secretOf(learner, 32)
    // decodeJson is the same; what counts is that the header goes through it too.
    const calls = noObjects
      .filter((_, index) => index < 10 || index % 3 === 0)
      .map((content): Verifying => [tokenOf(content, payload, secret), secret])
    await expectAllRefused(learner, calls, ['malformed', 'unsupported'], 'RFC 7519 §7.2')
  })
  test('JSON that is no UTF-8', async learner => {
    const secret = secretOf(learner, 32)
    const inString = (json: string, broken: number[]): Uint8Array => {
      const [before = '', after = ''] = json.split('?')
      return Uint8Array.from([...utf8(before), ...broken, ...utf8(after)])
    }
    const broken = [
      [0xff],
      [0x80],
      [0xc3],
      [0xc0, 0xaf],
      [0xe0, 0x80, 0xaf],
      [0xed, 0xa0, 0x80],
      [0xf8, 0x88, 0x80, 0x80],
    ]
    const calls = broken.flatMap((bytes): Verifying[] => [
      [tokenOf(header, inString('{"sub":"?"}', bytes), secret), secret],
      [tokenOf(inString('{"alg":"HS256","kid":"?"}', bytes), payload, secret), secret],
    ])
    const unfinished = [[0xc3], [0xe2, 0x82], [0xf0, 0x9f, 0x98]].flatMap((bytes): Verifying[] => [
      [tokenOf(header, inString('{"sub":"ada"}?', bytes), secret), secret],
      [tokenOf(inString('{"alg":"HS256"}?', bytes), payload, secret), secret],
    ])
    await expectAllRefused(learner, [...calls, ...unfinished], ['malformed'], 'RFC 7519 §7.2')
    // What was left over from a refused token must not reach the next one.
    await expectAllRead(learner, [good(header, payload, secret)])
  })
}
