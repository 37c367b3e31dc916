import {
  type CallResult,
  defineLesson,
  equal,
  fc,
  hmacSha256,
  isUnchanged,
  jose,
  type Learner,
  makeToken,
  textOf,
  toBase64url,
  utf8,
} from '../../../src/grader/kit/index.ts'
import { flipped, members, nested, range } from '../inputs.ts'
import { type Json, objects, secretOf } from '../shared/tokens.ts'
import diagnoses from './diagnoses.md'
import { mistakes } from './mistakes.ts'

const lesson = defineLesson({
  id: '05-sign',
  diagnoses,
  mistakes,
  ids: { 'window-ignored': 'secret-whole-buffer' },
  parameters: { signHs256: ['payload', 'secret'] },
  // The last step asks for it.
  leavesOpen: { signHs256: ['arguments-unchanged'] },
})

type Signing = [Json, Uint8Array]

const header = { alg: 'HS256', typ: 'JWT' }
/** Names of the registry of JWT claims, of OAuth and of the parts of a token: what some libraries do something about. */
const NAMES = [
  'iss sub aud exp nbf iat jti scope client_id azp nonce auth_time at_hash c_hash acr amr sub_jwk cnf sid act',
  'may_act events toe txn roles groups entitlements authorization_details token_introspection htm htu ath vct',
  '_sd _sd_alg status vc vp email name typ alg kid cty crit b64 jwk jku x5c x5u enc zip header payload signature',
  'claims data secret key token options expiresIn issuer audience subject algorithm noTimestamp lifetime now',
].flatMap(names => names.split(' '))
const withAll = (value: unknown): Json => Object.fromEntries(NAMES.map(name => [name, value]))

/** One member called and worth each of these characters: a JSON text writes some of them with a backslash. */
const spelt = (characters: string[]): Json =>
  Object.fromEntries(characters.map((character, index) => [`${index}${character}é`, `${character}é${index}`]))

/** What a segment of strict base64url holds as JSON, or in words why it holds none. */
function jsonIn(segment: string | undefined): unknown {
  if (segment === undefined) return 'no segment'
  const decoded = Buffer.from(segment, 'base64url')
  if (toBase64url(decoded) !== segment) return `no base64url: ${segment}`
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(decoded))
  } catch {
    return `no JSON in UTF-8: ${segment}`
  }
}

/** What earlier calls of this run were given. */
const earlier: Signing[] = []

/** The segments of a token that was returned, after other results have been refused. */
function segmentsOf(learner: Learner, result: CallResult): string[] {
  const text = result.outcome.kind === 'value' ? textOf(result.outcome.value) : null
  if (text === null) {
    const [payload, secret] = result.args as Signing
    learner.expectValue(result, makeToken(header, payload, secret), 'RFC 7515 §3.1')
  }
  earlier.push(result.args as Signing)
  return (text ?? '').split('.')
}

function expectSigningInput(learner: Learner, result: CallResult): string[] {
  const segments = segmentsOf(learner, result)
  const payload = result.args[0] as Json
  const rule = 'RFC 7515 §3.1'
  learner.expectEqual(result, jsonIn(segments[0]), header, { what: 'the header of the token', rule })
  learner.expectEqual(result, jsonIn(segments[1]), payload, { what: 'the payload of the token', rule })
  return segments
}

function expectToken(learner: Learner, result: CallResult): void {
  const segments = expectSigningInput(learner, result)
  const [first = '', second = '', signature = 'no third segment'] = segments
  const signingInput = utf8(`${first}.${second}`)
  const signedWith = (key: Uint8Array): string => toBase64url(hmacSha256(key, signingInput))
  const secret = result.args[1] as Uint8Array
  const right = signedWith(secret)
  if (signature !== right && earlier.some(([, key]) => !equal(key, secret) && signedWith(key) === signature))
    learner.fail(result, { id: 'secret-remembered' })
  learner.expectEqual(result, signature, right, { what: 'the signature of the token', rule: 'RFC 7515 §5.1' })
  learner.expectEqual(result, segments.length, 3, { what: 'the number of segments', rule: 'RFC 7515 §3.1' })
}

async function signings(learner: Learner, calls: Signing[]): Promise<CallResult[]> {
  return learner.callMany('signHs256', calls, { deadlineMs: 10_000 })
}

lesson.step('signing-input', ({ test }) => {
  test('the header says HS256 and JWT, and nothing else', async learner => {
    const result = await learner.call('signHs256', { sub: 'ada' }, secretOf(learner, 32))
    learner.expectEqual(result, jsonIn(segmentsOf(learner, result)[0]), header, {
      what: 'the header of the token',
      rule: 'RFC 7515 §4.1',
    })
  })
  test('the payload is the one that was given', async learner => {
    const secret = secretOf(learner, 40)
    const given: Json[] = [
      { sub: 'ada' },
      { sub: 'ada', admin: true, roles: ['author', 'editor'], exp: 1_300_819_380 },
      {},
      { name: 'Zoë 😀 日本語', text: '>>>???~~~', quote: '"\\\n' },
      { zero: 0, no: false, empty: '', nothing: null, list: [], object: {} },
      { alg: 'none', typ: 'x', kid: '1', crit: ['b64'], iat: 5, exp: 1.5, payload: { header: 1 } },
      { nested: { list: [1, [2, [3, { deep: 'yes' }]]] }, large: 12345678901234, small: 1e-7 },
      { name: 'Zoë' },
      { name: '日本語', 'e\u0301': 'e\u0301 \u212b  x' },
      { aud: ['b', 'a'], list: [10, 9, [3, 1, 2]] },
      { sub: 42, iss: null, aud: {}, jti: true, exp: 'soon', nbf: -1, iat: [] },
      { exp: '1', nbf: ' 2 ', iat: '0x3', sub: '' },
      { exp: 1_700_000_000_000, nbf: 4_294_967_296, iat: 0.25 },
      { hasOwnProperty: 1, constructor: 'x', toString: null, valueOf: [], toJSON: 'y', length: 3 },
      JSON.parse('{"__proto__":{"admin":true},"sub":"ada"}') as Json,
      { iss: 'HTTPS://Example.COM/', sub: ' Ada ', aud: 'api', jti: 'A b' },
      { aud: ['api'], scope: ['read'], roles: [] },
      { password: 'hunter2', secret: 's', token: 't', key: 'k', email: 'Ada@Example.com', role: 'admin' },
      { iat: 1.5, exp: 0, nbf: 1e21, auth_time: '2030-01-01T00:00:00Z' },
      spelt(range(0, 0xa0).map(code => String.fromCharCode(code))),
      spelt([...'\u00ad\u200b\u2028\u2029\ufeff\uffff']),
      // Halves of an emoji: JSON.stringify writes them as \ud83d and \ude00, so that they survive.
      { half: 'x\ud83dy', '\ude00': ['\ude00\ud83d'] },
    ]
    const calls = given.map((payload): Signing => [payload, secret])
    for (const result of await signings(learner, calls)) expectSigningInput(learner, result)
  })
  test('no payload is too large, and no property means something here', async learner => {
    const secret = secretOf(learner, 32)
    const large: Json[] = [
      nested(60),
      members(300),
      { list: range(1, 1500), lists: [range(1, 40).reduce<unknown[]>(inner => [inner], [])] },
      { texts: range(1, 300).map(number => ({ number, text: `${number}` })) },
    ]
    const named = [
      ...NAMES.map(name => ({ [name]: 'x', sub: 'ada' })),
      ...[{ a: 'b' }, 'text', 'https://a.example/', 7, true, null, ['a']].map(withAll),
    ]
    const calls = [...large, ...named].map((payload): Signing => [payload, secret])
    for (const result of await signings(learner, calls)) expectSigningInput(learner, result)
  })
  test('any JSON object', async learner => {
    const secret = secretOf(learner, 32)
    const calls = learner.sample(objects, 60).map((payload): Signing => [payload, secret])
    for (const result of await signings(learner, calls)) expectSigningInput(learner, result)
  })
})

lesson.step('signature', ({ test }) => {
  test('a token has three segments, and the third signs the first two', async learner => {
    const result = await learner.call('signHs256', { sub: 'ada' }, secretOf(learner, 32))
    expectToken(learner, result)
  })
  test('secrets of 32 to 70 bytes, and longer ones', async learner => {
    const calls = [...range(32, 70), 127, 128, 129, 500, 513, 1025, 4097].map(
      (length): Signing => [{ sub: 'ada', length }, secretOf(learner, length)],
    )
    for (const result of await signings(learner, calls)) expectToken(learner, result)
  })
  test('any payload and any secret', async learner => {
    const calls = learner.sample(fc.tuple(objects, fc.uint8Array({ minLength: 32, maxLength: 100 })), 60)
    for (const result of await signings(learner, calls)) expectToken(learner, result)
  })
  test('each token stands alone', async learner => {
    const first = secretOf(learner, 32)
    const places = [0, 16, Math.floor(learner.random() * 32), 31]
    const alike = places.map(at => flipped(first, at, 1))
    const secrets = [first, ...alike, secretOf(learner, 32), secretOf(learner, 70)]
    const given: Json[] = [
      { sub: 'ada' },
      { sub: 'bob' },
      { sub: 'Ada' },
      { sub: 'ada', admin: true },
      {},
      { sub: 'ada' },
    ]
    const calls = secrets.flatMap(secret => given.map((payload): Signing => [payload, secret]))
    for (const result of await signings(learner, [...calls, ...calls.reverse()])) expectToken(learner, result)
  })
  test('signatures that begin or end with something special', async learner => {
    const secret = secretOf(learner, 32)
    const segmentOf = (value: unknown): string => toBase64url(utf8(JSON.stringify(value)))
    const special = range(0, 600).filter(count => {
      const mac = hmacSha256(secret, utf8(`${segmentOf(header)}.${segmentOf({ count })}`))
      return mac[0] === 0 || mac[31] === 0 || /^[-_]/.test(toBase64url(mac))
    })
    const calls = special.map((count): Signing => [{ count }, secret])
    for (const result of await signings(learner, calls)) expectToken(learner, result)
  })
  test('secrets that look like a string', async learner => {
    const texts = [
      'a'.repeat(32),
      '0'.repeat(64),
      `${'Ab0_-'.repeat(8)}=`,
      // Zeros after a key of up to 64 bytes change no HMAC; after a longer one they do.
      ...['\n', '\r\n', ' ', '\0', '\0\0', '=='].flatMap(edge => [
        'a'.repeat(70) + edge,
        edge + 'a'.repeat(40),
      ]),
      'é'.repeat(16),
      `${'Ab0+/'.repeat(8)}Abc=`,
      'Ab0_-'.repeat(9).slice(0, 43),
      'c2VjcmV0'.repeat(6),
      '3f2504e0-4f89-11d3-9a0c-0305e82c3301',
      '-----BEGIN PUBLIC KEY-----\nMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE\n-----END PUBLIC KEY-----\n',
    ]
    const calls = texts.map((text): Signing => [{ sub: 'ada' }, utf8(text)])
    for (const result of await signings(learner, calls)) expectToken(learner, result)
  })
  test('a payload of 64 KiB', async learner => {
    const [result] = await signings(learner, [[{ text: 'long, '.repeat(11_000) }, secretOf(learner, 32)]])
    if (result !== undefined) expectToken(learner, result)
  })
  test('another library accepts the token', async learner => {
    const secret = secretOf(learner, 64)
    const payload = { iss: 'joe', exp: 4_102_444_800, 'http://example.com/is_root': true }
    const result = await learner.call('signHs256', payload, secret)
    const token = segmentsOf(learner, result).join('.')
    const read = await jose.compactVerify(token, secret).then(
      ({ payload: content }) => JSON.parse(Buffer.from(content).toString()) as unknown,
      (error: Error) => `refused by jose: ${error.message}`,
    )
    learner.expectEqual(result, read, payload, {
      what: 'what jose reads from the token',
      rule: 'RFC 7515 §5.2',
    })
  })
})

lesson.step('short-secrets', ({ test }) => {
  test('every secret of less than 32 bytes is refused', async learner => {
    const calls = range(0, 31)
      .reverse()
      .map((length): Signing => [{ sub: 'ada' }, secretOf(learner, length)])
    learner.expectRefusals(await signings(learner, calls), ['bad-key'], 'RFC 7518 §3.2')
  })
  test('32 bytes are enough, whatever they are', async learner => {
    const secrets = [
      new Uint8Array(32),
      new Uint8Array(32).fill(0xff),
      new Uint8Array(33),
      secretOf(learner, 32),
    ]
    const calls = secrets.map((secret): Signing => [{ sub: 'ada' }, secret])
    for (const result of await signings(learner, calls)) expectToken(learner, result)
  })
  test('a window into a larger buffer counts with its own length', async learner => {
    const buffer = secretOf(learner, 100)
    const short = [31, 16, 1, 0].map((length): Signing => [{ sub: 'ada' }, buffer.subarray(7, 7 + length)])
    learner.expectRefusals(await signings(learner, short), ['bad-key'], 'RFC 7518 §3.2')
    const long = [32, 50].map((length): Signing => [{ sub: 'ada' }, buffer.subarray(7, 7 + length)])
    for (const result of await signings(learner, long)) expectToken(learner, result)
  })
  test('a refusal leaves nothing behind', async learner => {
    const secret = secretOf(learner, 32)
    const calls = [secret, secret.slice(0, 31), secret].map((key): Signing => [{ sub: 'ada' }, key])
    const [before, refused, after] = await signings(learner, calls)
    if (before === undefined || refused === undefined || after === undefined) return
    expectToken(learner, before)
    learner.expectRefusal(refused, ['bad-key'], 'RFC 7518 §3.2')
    expectToken(learner, after)
  })
  test('a short secret is refused whatever the payload is', async learner => {
    const calls = learner.sample(objects, 20).map((payload): Signing => [payload, secretOf(learner, 31)])
    learner.expectRefusals(await signings(learner, calls), ['bad-key'], 'RFC 7518 §3.2')
  })
})

lesson.step('untouched', ({ test }) => {
  const given: Json[] = [
    { sub: 'ada', nested: { list: [3, 1, 2] } },
    { exp: 1, iat: 2, nbf: 3, jti: 'x', alg: 'none' },
    { sub: 'ada', aud: ['b', 'a'], empty: {} },
    { exp: '5', iat: ' 6', nbf: null, gone: undefined },
    {},
  ]
  test('the payload is left as it was', async learner => {
    const secret = secretOf(learner, 32)
    const results = await signings(
      learner,
      given.map(payload => [payload, secret]),
    )
    for (const result of results) if (!isUnchanged(result, 0)) learner.fail(result, { id: 'payload-mutated' })
  })
  test('the secret is left as it was', async learner => {
    const lengths = [32, 33, 64, 65, 100, 129, 500]
    const results = await signings(
      learner,
      lengths.map(length => [{ sub: 'ada' }, secretOf(learner, length)]),
    )
    for (const result of results) if (!isUnchanged(result, 1)) learner.fail(result, { id: 'secret-mutated' })
  })
})
