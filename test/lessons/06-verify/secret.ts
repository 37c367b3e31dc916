import { type StepApi, toBase64url, utf8 } from '../../../src/grader/kit/index.ts'
import { expectAllRead, expectAllRefused, expectRead, good } from './expect.ts'
import {
  forged,
  header,
  type Json,
  payload,
  secretOf,
  segment,
  signed,
  tokenOf,
  type Verifying,
} from './tokens.ts'
import { flipped, range } from '../inputs.ts'

/** Step 4: the length of the secret, several faults at once, each call by itself. */
export function secretTests({ test }: StepApi): void {
  test('every secret of less than 32 bytes is refused', async learner => {
    const calls = [31, 30, 29, 28, 25, 24, 20, 17, 16, 15, 12, 8, 4, 3, 2, 1, 0].map((length): Verifying => {
      const secret = secretOf(learner, length)
      return [tokenOf(header, payload, secret), secret]
    })
    const contents: Json[] = [{}, { exp: 1 }, { iss: 'joe', admin: true }]
    const others = [31, 8, 0].flatMap(length =>
      contents.map((content): Verifying => {
        const secret = secretOf(learner, length)
        return [tokenOf({ alg: 'HS256', kid: '1' }, content, secret), secret]
      }),
    )
    await expectAllRefused(learner, [...calls, ...others], ['bad-key'], 'RFC 7518 §3.2')
  })
  test('32 bytes are enough, and more are fine', async learner => {
    const secrets = [
      ...range(32, 36),
      40,
      47,
      48,
      49,
      55,
      ...range(63, 66),
      70,
      128,
      129,
      500,
      513,
      1025,
      4097,
    ].map(length => secretOf(learner, length))
    const plainOnes = [
      new Uint8Array(32),
      new Uint8Array(32).fill(0xff),
      utf8('a'.repeat(32)),
      utf8('0'.repeat(64)),
      // Zeros after a key of up to 64 bytes change no HMAC; after a longer one they do.
      ...['\n', '\r\n', ' ', '\0', '=', '=='].flatMap(edge =>
        ['a'.repeat(70) + edge, edge + 'a'.repeat(40)].map(utf8),
      ),
      utf8(`-----BEGIN KEY-----\n${'Ab0+'.repeat(10)}\n-----END KEY-----\n`),
    ]
    await expectAllRead(
      learner,
      [...secrets, ...plainOnes].map(secret => good(header, payload, secret)),
    )
  })
  test('no secret makes up for a wrong signature', async learner => {
    await expectAllRefused(
      learner,
      [33, 48, 63, 64, 65, 100, 128, 129, 256, 1000].map(length =>
        forged(header, payload, secretOf(learner, length)),
      ),
      ['bad-signature'],
      'RFC 7515 §5.2',
    )
  })
  test('a window into a larger buffer counts with its own length', async learner => {
    const buffer = secretOf(learner, 100)
    const short = [31, 16, 1, 0].map((length): Verifying => {
      const secret = buffer.subarray(7, 7 + length)
      return [tokenOf(header, payload, secret), secret]
    })
    await expectAllRefused(learner, short, ['bad-key'], 'RFC 7518 §3.2')
    await expectAllRead(
      learner,
      [32, 50].map(length => good(header, payload, buffer.subarray(7, 7 + length))),
    )
  })
  test('each token is judged by itself', async learner => {
    const secret = secretOf(learner, 32)
    const other = secretOf(learner, 32)
    const token = tokenOf(header, payload, secret)
    const [h = '', p = '', s = ''] = token.split('.')
    const admin = segment({ ...payload, admin: true })
    const forged = [
      `${h}.${admin}.${s}`,
      `${h}.${p}.${toBase64url(new Uint8Array(32))}`,
      `${h}.${p}.${s.slice(0, 40)}`,
      // As long as the good one, and with the same letters but for one that is large or small.
      `${h}.${segment({ ...payload, sub: 'bob' })}.${s}`,
      `${h}.${p}.${s.replace(/[a-z]/i, letter => String.fromCharCode(letter.charCodeAt(0) ^ 0x20))}`,
    ]
    const nearSecrets = [0, 10, 16, 31].map(at => flipped(secret, at, 0x20))
    const calls: { call: Verifying; read: boolean }[] = [
      { call: [token, secret], read: true },
      ...forged.map(one => ({ call: [one, secret] as Verifying, read: false })),
      ...[other, ...nearSecrets].map(wrong => ({ call: [token, wrong] as Verifying, read: false })),
      { call: [token, secret], read: true },
      { call: [tokenOf(header, payload, other), other], read: true },
      { call: [tokenOf(header, payload, other), secret], read: false },
      { call: [tokenOf(header, { sub: 'bob' }, secret), secret], read: true },
      { call: [token, secret], read: true },
    ]
    const results = await learner.callMany(
      'verifyHs256',
      calls.map(({ call }) => call),
    )
    for (const [index, result] of results.entries()) {
      if (calls[index]?.read) {
        const [, content = ''] = String(result.args[0]).split('.')
        expectRead(learner, result, {
          header,
          payload: JSON.parse(Buffer.from(content, 'base64url').toString()),
        })
      } else if (result.outcome.kind === 'value') {
        // By itself each of them was refused in the step before.
        learner.fail(result, { id: 'verdict-remembered', expected: 'a JwtError with the code bad-signature' })
      } else learner.expectRefusal(result, ['bad-signature'], 'RFC 7515 §5.2')
    }
  })
  test('several faults at once', async learner => {
    const secret = secretOf(learner, 32)
    const short = secretOf(learner, 31)
    const empty = new Uint8Array(0)
    const none = segment({ alg: 'none' })
    const [h, p] = [segment(header), segment(payload)]
    const critical = segment({ ...header, crit: ['x'] })
    const calls: Verifying[] = [
      [`${none}.${p}.`, short],
      [`${none}.${p}.`, empty],
      [`${none}.${p}`, empty],
      [`${none}.${p}`, secret],
      [`${none}.${p}.${toBase64url(new Uint8Array(32))}`, secret],
      [`${h}.${p}.`, short],
      [`${h}.${p}.`, empty],
      [`${critical}.${p}.`, secret],
      [`${critical}.${p}.x.y`, secret],
      [`${h}.${p}=.${toBase64url(new Uint8Array(32))}`, secret],
      [`${h}=.${p}.`, short],
      [signed(none, segment('[]'), secret), secret],
      [signed(critical, segment('null'), short), short],
      [signed(segment({ alg: 'none', crit: ['x'], b64: false }), p, secret), secret],
      ['..', secret],
      ['..', empty],
      ['', empty],
      ['.'.repeat(1000), secret],
      [signed('', '', secret), secret],
      [signed('', p, secret), secret],
      [signed(`${h}\n`, `${p}\n`, empty), empty],
    ]
    await expectAllRefused(
      learner,
      calls,
      ['malformed', 'unsupported', 'bad-key', 'bad-signature'],
      'RFC 7515 §5.2',
    )
  })
}
