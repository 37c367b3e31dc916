import { type StepApi, splitToken, strings, toBase64url, utf8 } from '../../../src/grader/kit/index.ts'
import { flipped } from '../inputs.ts'
import { secretOf } from '../shared/tokens.ts'
import { rowsOf } from './expect.ts'
import { forged, header, payload, segment, signed, tokenOf, type Verifying } from './tokens.ts'

/** Step 4: the length of the secret, several faults at once, each call by itself. */
export function secretTests(api: StepApi): void {
  const rows = rowsOf(api)
  const right = (secret: Uint8Array): Verifying => [tokenOf(header, payload, secret), secret]

  rows('every secret of less than 32 bytes is refused', (_, learner) => [
    ...[31, 30, 29, 28, 25, 24, 20, 17, 16, 15, 12, 8, 4, 3, 2, 1, 0].map(length =>
      right(secretOf(learner, length)),
    ),
    ...[31, 8, 0].flatMap(length =>
      [{}, { exp: 1 }, { iss: 'joe', admin: true }].map((content): Verifying => {
        const secret = secretOf(learner, length)
        return [tokenOf({ alg: 'HS256', kid: '1' }, content, secret), secret]
      }),
    ),
  ])
  rows('32 bytes are enough, and more are fine', (_, learner) =>
    [
      ...[32, 33, 34, 35, 36, 40, 47, 48, 49, 55, 63, 64, 65, 66, 70, 128, 129, 500, 513, 1025, 4097].map(
        length => secretOf(learner, length),
      ),
      ...[new Uint8Array(32), new Uint8Array(32).fill(0xff), utf8('a'.repeat(32)), utf8('0'.repeat(64))],
      // Zeros after a key of up to 64 bytes change no HMAC; after a longer one they do.
      ...strings`\n \r\n \x20 \0 = ==`.flatMap(edge =>
        ['a'.repeat(70) + edge, edge + 'a'.repeat(40)].map(utf8),
      ),
      utf8(`-----BEGIN KEY-----\n${'Ab0+'.repeat(10)}\n-----END KEY-----\n`),
    ].map(right),
  )
  rows('no secret makes up for a wrong signature', (_, learner) =>
    [33, 48, 63, 64, 65, 100, 128, 129, 256, 1000].map(length =>
      forged(header, payload, secretOf(learner, length)),
    ),
  )
  rows('a window into a larger buffer counts with its own length', (_, learner) => {
    const buffer = secretOf(learner, 100)
    return [31, 16, 1, 0, 32, 50].map(length => right(buffer.subarray(7, 7 + length)))
  })
  rows(
    'each token is judged by itself',
    (secret, learner) => {
      const other = secretOf(learner, 32)
      const token = tokenOf(header, payload, secret)
      const { header: h, payload: p, signature: s } = splitToken(token)
      const forgeries = [
        `${h}.${segment({ ...payload, admin: true })}.${s}`,
        `${h}.${p}.${toBase64url(new Uint8Array(32))}`,
        `${h}.${p}.${s.slice(0, 40)}`,
        // As long as the good one, and with the same letters but for one that is large or small.
        `${h}.${segment({ ...payload, sub: 'bob' })}.${s}`,
        `${h}.${p}.${s.replace(/[a-z]/i, letter => String.fromCharCode(letter.charCodeAt(0) ^ 0x20))}`,
      ]
      const wrongSecrets = [other, ...[0, 10, 16, 31].map(at => flipped(secret, at, 0x20))]
      return [
        ...[token, ...forgeries, ...wrongSecrets.map((wrong): Verifying => [token, wrong]), token],
        ...[right(other), [tokenOf(header, payload, other), secret] as Verifying],
        ...[tokenOf(header, { sub: 'bob' }, secret), token],
      ]
    },
    // By itself each of the forgeries was refused in the step before.
    { accepted: 'verdict-remembered' },
  )
  rows('several faults at once', (secret, learner) => {
    const short = secretOf(learner, 31)
    const empty = new Uint8Array(0)
    const [h, p, none] = [segment(header), segment(payload), segment({ alg: 'none' })]
    const critical = segment({ ...header, crit: ['x'] })
    const zeros = toBase64url(new Uint8Array(32))
    return [
      ...[`${none}.${p}`, `${none}.${p}.${zeros}`, `${critical}.${p}.`, `${critical}.${p}.x.y`],
      ...[`${h}.${p}=.${zeros}`, '..', '.'.repeat(1000), signed('', '', secret), signed('', p, secret)],
      signed(none, segment('[]'), secret),
      signed(segment({ alg: 'none', crit: ['x'], b64: false }), p, secret),
      ...[`${none}.${p}.`, `${h}.${p}.`, `${h}=.${p}.`, signed(critical, segment('null'), short)].map(
        (token): Verifying => [token, short],
      ),
      ...[`${none}.${p}.`, `${none}.${p}`, `${h}.${p}.`, '..', '', signed(`${h}\n`, `${p}\n`, empty)].map(
        (token): Verifying => [token, empty],
      ),
    ]
  })
}
