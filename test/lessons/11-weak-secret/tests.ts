/** The hidden tests of crackSecret: lists of candidates, and what a cracked secret is worth. */
import { weakVerify } from '../../../solutions/attacks/targets/weak-secret.ts'
import {
  defineLesson,
  type Learner,
  makeToken,
  plain,
  show,
  toBase64url,
  utf8,
} from '../../../src/grader/kit/index.ts'
import { refusalOf } from '../forgeries/expect.ts'
import { expectOwnLibrary } from '../forgeries/own-library.ts'
import diagnoses from './diagnoses.md'
import { type Asked, expectSecrets } from './explain.ts'
import type { Row } from './model.ts'

const lesson = defineLesson({
  id: '11-weak-secret',
  diagnoses,
  parameters: { crackSecret: ['token', 'candidates'] },
})
const HS256 = { alg: 'HS256', typ: 'JWT' }
const CLAIMS = { sub: 'ada', role: 'reader', exp: 1_700_000_900 }
/** Time for a hundred thousand candidates. */
const LIST_MS = 10_000

const signed = (secret: string, header: unknown = HS256, claims: unknown = CLAIMS): string =>
  makeToken(header, claims, utf8(secret))

/** All answers of the run, for mistakes that explain them together. */
const history: Asked[] = []

async function crack(learner: Learner, rows: readonly Row[]): Promise<void> {
  const results = await learner.callMany(
    'crackSecret',
    rows.map(([token, candidates]) => [token, [...candidates]]),
  )
  const asked = results.map((result, index) => ({ row: rows[index] as Row, result }))
  history.push(...asked)
  expectSecrets(learner, asked, history)
}

/** Long and short ones, in turns. */
const WORDS = [
  'password',
  'a secret that has more than thirty-two bytes',
  'random',
  'changeme',
  'another secret of more than thirty-two bytes',
  'letmein',
  'your-256-bit-secret-is-longer-than-32-bytes',
  'hunter2',
  'a'.repeat(31),
  'b'.repeat(32),
]

lesson.step('one', ({ test }) => {
  test('the secret is found, wherever it is in the list', learner =>
    crack(learner, [
      ...WORDS.map(secret => [signed(secret), WORDS] as const),
      ...WORDS.map(secret => [signed(secret, { alg: 'HS256' }), WORDS] as const),
      // The same word in base64 and in hex: other strings, so other keys.
      [signed('random'), ['cmFuZG9t', '72616e646f6d']],
      // The places of a list are no candidates.
      [signed('0'), WORDS],
      [signed('1'), WORDS],
    ]))
  test('undefined when no candidate fits', learner =>
    crack(learner, [
      [signed('not in the list'), WORDS],
      [signed('random'), ['password', 'changeme']],
      // The only candidate is one like any other: it has to fit.
      [signed('random'), ['password']],
      [signed('random'), []],
      [signed('random'), ['random']],
    ]))
})

lesson.step('exact', ({ test }) => {
  test('case, spaces and line breaks count, and the empty string is a candidate', learner => {
    const near = [
      'Secret',
      'secret',
      ' secret',
      'secret ',
      'secret\n',
      'secret\r\n',
      'SECRET',
      'secre',
      'secrets',
      '',
    ]
    return crack(learner, [
      ...near.map(secret => [signed(secret), near] as const),
      ...['secret', 'secret\n', ''].map(
        secret => [signed(secret), near.filter(candidate => candidate !== secret)] as const,
      ),
      [signed(''), ['']],
    ])
  })
  test('the key is the UTF-8 bytes of a candidate, of any length', learner => {
    const words = [
      'schl\u00fcssel',
      'schluessel',
      'schlu\u0308ssel',
      '\u{1f511}\u{1f511}',
      '\u043a\u043b\u044e\u0447',
      'c2VjcmV0',
      '736563726574',
    ]
    const long = [63, 64, 65, 200].map(length => 'x'.repeat(length))
    const all = [...words, 'secret', ...long]
    return crack(
      learner,
      all.map(secret => [signed(secret), all] as const),
    )
  })
  test('the text of the token is signed, whatever its JSON looks like', learner => {
    const headers = [
      '{"typ":"JWT",\r\n "alg":"HS256"}',
      '{ "alg" : "HS256" }',
      { typ: 'at+jwt', alg: 'HS256', kid: '\u00e9' },
    ]
    const payloads = ['{"sub":"ada",\n "n": 1.0}', {}, { name: 'Zo\u00eb', '\u6771': null }, '{"a":1,"a":2}']
    return crack(
      learner,
      headers.flatMap(header => payloads.map(claims => [signed('random', header, claims), WORDS] as const)),
    )
  })
  test('only the whole signature fits', learner => {
    const [header, payload, mac = ''] = signed('random').split('.')
    const bytes = Buffer.from(mac, 'base64url')
    const flipped = (at: number): Buffer =>
      Buffer.from(bytes.map((byte, index) => (index === at ? byte ^ 1 : byte)))
    const otherCase = mac.replace(/[a-z]/, letter => letter.toUpperCase())
    const wrong = [
      ...[0, 5, 8, 13, 16, 24, 30, 31].map(flipped),
      ...[0, 3, 16, 31].map(length => bytes.subarray(0, length)),
      Buffer.concat([bytes, bytes]),
      Buffer.concat([bytes, Buffer.of(0)]),
    ]
    return crack(
      learner,
      [otherCase, ...wrong.map(toBase64url)].map(
        signature => [`${header}.${payload}.${signature}`, WORDS] as const,
      ),
    )
  })
  test('a token that is not HS256 has no secret here', learner => {
    const algorithms = ['HS512', 'RS256', 'none', 'hs256', 'HS256 ', '', null, ['HS256']]
    const token = signed('random')
    return crack(learner, [
      ...algorithms.map(alg => [signed('random', { alg }), WORDS] as const),
      [signed('random', {}), WORDS],
      ...['', 'a.b', `${token}.`, `${token}.x`, `x${token}`, '..', token.slice(0, 30)].map(
        text => [text, WORDS] as const,
      ),
    ])
  })
})

lesson.step('list', ({ test }) => {
  test('a hundred thousand candidates are tried within seconds', async learner => {
    const count = 100_000
    // Late, and not at the end: who stops at the secret need not try them all.
    const index = 80_000 + Math.floor(learner.random() * 15_000)
    const candidates = Array.from({ length: count }, (_, number) => `candidate number ${number}`)
    await expectInList(learner, candidates, index)
  })
  test('undefined when the secret is not among many', learner =>
    expectInList(
      learner,
      Array.from({ length: 5_000 }, (_, number) => `${number}`),
      -1,
    ))
})

async function expectInList(learner: Learner, candidates: string[], index: number): Promise<void> {
  const secret = candidates[index]
  const token = signed(secret ?? 'not in the list')
  const [result] = await learner.callMany('crackSecret', [[token, candidates]], { callMs: LIST_MS })
  if (result === undefined) return
  const value = result.outcome.kind === 'value' ? plain(result.outcome.value) : null
  if (result.outcome.kind === 'value' && value === secret) return
  if (result.outcome.kind !== 'value') return learner.expectValue(result, secret, null)
  const id = secret === undefined ? 'found-nothing-there' : 'late-candidate-missed'
  const words = {
    value: show(value),
    count: candidates.length.toLocaleString('en'),
    index: index.toLocaleString('en'),
  }
  learner.fail(result, { id, words, expected: show(secret), actual: show(value) })
}

lesson.step('hold', ({ test }) => {
  test('weakVerify takes a token with the cracked secret, and your verifyHs256 does not', async learner => {
    for (const secret of ['random', 'secret', 'your-256-bit-secret', 'a'.repeat(31)]) {
      const honest = signed(secret)
      await crack(learner, [[honest, ['password', secret]]])
      const forged = signed(secret, HS256, { ...CLAIMS, role: 'admin' })
      requireHole(forged, secret)
      const refused = { codes: ['bad-key'], words: { secret: show(secret) } }
      await expectOwnLibrary(learner, [
        ...[forged, honest].map(token => ({ name: 'verifyHs256', args: [token, utf8(secret)], ...refused })),
        { name: 'signHs256', args: [CLAIMS, utf8(secret)], ...refused, acceptedId: 'own-library-signs' },
      ])
    }
  })
})

function requireHole(forged: string, secret: string): void {
  weakVerify(forged, secret)
  if (refusalOf(() => weakVerify(`${forged}A`, secret)) === null)
    throw new Error('weakVerify took a wrong signature')
}
