import {
  type CallResult,
  combinations,
  defined,
  defineLesson,
  expectRows,
  fromBase64url,
  hmacSha256,
  jose,
  type Learner,
  makeToken,
  pick,
  splitToken,
  strings,
  textOf,
  toBase64url,
  utf8,
} from '../../../src/grader/kit/index.ts'
import { objectIn } from '../06-verify/model.ts'
import { members, nested, range } from '../inputs.ts'
import { near, otherTypes } from '../shared/near.ts'
import { appendixA1 } from '../shared/tokens.ts'
import diagnoses from './diagnoses.md'
import { ALG, FORM, known, mistakes, PAYLOAD, SIGNATURE } from './mistakes.ts'
import { type Claims, type IssueOptions, model, type VerifyOptions } from './model.ts'

const lesson = defineLesson({
  id: '09-your-library',
  diagnoses,
  mistakes: known,
  parameters: { issue: ['claims', 'secret', 'options'], verify: model.parameters },
})

/** What is known of verify: its rule, its mistakes, and all its results so far. */
const run = { model, mistakes, history: [] as CallResult[] }

const HEADER = { alg: 'HS256', typ: 'JWT' }
const NOW = 1_700_000_000
const secretOf = (length: number, start = 7): Uint8Array =>
  Uint8Array.from({ length }, (_, index) => (start + 37 * index) & 0xff)
const SECRET = secretOf(32)
const OTHER_SECRET = secretOf(32, 8)
/** Payloads that hold a lot, long, wide or deep. */
const LARGE: Claims[] = [
  { text: 'long, '.repeat(1800) },
  members(300),
  { deep: nested(18), list: range(1, 400) },
]
/** The same bytes, as a view into a larger buffer. */
const inLarger = (bytes: Uint8Array): Uint8Array => {
  const larger = secretOf(bytes.length + 20, 99)
  larger.set(bytes, 13)
  return larger.subarray(13, 13 + bytes.length)
}

type Issue = [Claims, Uint8Array, IssueOptions]
type Verify = [string, Uint8Array, VerifyOptions]

/** The payload of the token that a call returned, or null. */
const payloadIn = ({ outcome }: CallResult): Claims | null =>
  objectIn(splitToken((outcome.kind === 'value' ? textOf(outcome.value) : null) ?? '').payload)

/** Expects one issued token: three segments, a right signature, exactly the right claims, arguments as they were. */
function expectIssued(learner: Learner, result: CallResult): void {
  const [claims, secret, { now, lifetime }] = result.args as Issue
  // A member that is undefined has no JSON.
  const payload = defined({ ...claims, iat: now, exp: now + lifetime })
  const token = result.outcome.kind === 'value' ? textOf(result.outcome.value) : null
  if (token === null) {
    learner.expectValue(result, makeToken(HEADER, payload, secret), 'RFC 7519 §7.1')
    return
  }
  const parts = splitToken(token)
  learner.expectEqual(result, /^[\w-]+\.[\w-]+\.[\w-]+$/.test(token) ? 'a token' : token, 'a token', {
    what: FORM,
    rule: 'RFC 7515 §3.1',
  })
  const header = objectIn(parts.header)
  learner.expectEqual(result, header?.alg ?? null, 'HS256', {
    what: ALG,
    rule: 'RFC 7515 §4.1.1',
  })
  learner.expectEqual(result, payloadIn(result), payload, {
    what: PAYLOAD,
    rule: 'RFC 7519 §4.1',
    read: payloadIn,
  })
  const signature = toBase64url(hmacSha256(secret, utf8(parts.signingInput)))
  learner.expectEqual(result, parts.signature, signature, { what: SIGNATURE, rule: 'RFC 7515 §5.1' })
}

const issueRow = (claims: Claims, options: Partial<IssueOptions> = {}, secret = SECRET): Issue => [
  claims,
  secret,
  { now: NOW, lifetime: 3600, ...options },
]

async function issueAll(learner: Learner, rows: readonly Issue[]): Promise<void> {
  for (const result of await learner.callMany('issue', rows)) expectIssued(learner, result)
}

lesson.step('issue', ({ test }) => {
  test('a token says what it was given, when it was made and when it ends', async learner => {
    await issueAll(learner, [
      issueRow({ sub: 'ada' }),
      issueRow({}),
      issueRow({ sub: 'ada', aud: 'api' }),
      issueRow({
        iss: 'https://login.example',
        aud: ['mail', 'api'],
        sub: 'user-42',
        jti: '7',
        nbf: NOW,
        admin: false,
        roles: [],
        profile: { age: 36, tags: [null, 1.5] },
      }),
      issueRow({
        note: '',
        count: 0,
        list: [0, '', false, null],
        name: 'Zo\u00eb \u30ed\u30b0 \ud83d\udd11',
        '\u30ad\u30fc': '\u2028',
      }),
      issueRow({
        hasOwnProperty: 1,
        constructor: 'x',
        toString: null,
        '': 0,
        claims: 1,
        payload: 2,
        lifetime: 5,
        now: 4,
        exp_: 5,
      }),
      issueRow({ sub: 'ada', nickname: undefined }),
      ...LARGE.map(claims => issueRow(claims)),
    ])
  })
  test('every claim but iat and exp goes in as it is', async learner => {
    const values = [
      null,
      0,
      1,
      42,
      true,
      false,
      '',
      ...strings`42 \x20Ada\x20 HTTPS://A.EXAMPLE/ 2030-01-01T00:00:00Z`,
    ]
    const lists = [[], ['api'], ['api', 'api'], [42], {}, { api: true }]
    const names = 'iss aud sub nbf jti scope roles issuer audience subject client_id auth_time'.split(' ')
    await issueAll(
      learner,
      [...values, ...lists].map(value => issueRow(Object.fromEntries(names.map(name => [name, value])))),
    )
    // What is called like an option or a part of the token is a claim like others.
    const called = 'lifetime now expiresIn leeway maxAge claims payload header secret options'.split(' ')
    await issueAll(
      learner,
      called.flatMap(name =>
        [7, NOW + 7, { sub: 'eve', exp: 1 }].map(value => issueRow({ [name]: value, sub: 'ada' })),
      ),
    )
  })
  test('any time and any lifetime, in seconds', async learner => {
    const rows = combinations(
      [0, 1, 1000, NOW, NOW + 0.5, 2_147_483_647, 2_147_483_648, 4_102_444_800, 4_294_967_300],
      [1, 60, 900, 3600, 86_400, 31_536_000, 315_576_000],
    ).map(([now, lifetime]) => issueRow({ sub: 'ada' }, { now, lifetime }))
    await issueAll(learner, rows)
  })
  test('whatever the claims say about iat and exp', async learner => {
    const values = [undefined, 0, 1, NOW - 5, NOW + 5, 9_999_999_999, null, 'never', true, [], {}]
    // Each value for both, and with each of three for the other.
    const pairs = combinations(values, values).filter(
      ([iat, exp]) => iat === exp || [undefined, 1, 'never'].some(one => one === iat || one === exp),
    )
    const rows = pairs.map(([iat, exp], index) =>
      issueRow(index % 2 === 0 ? defined({ iat, exp, sub: 'ada' }) : defined({ sub: 'ada', exp, iat })),
    )
    await issueAll(learner, rows)
  })
  test('with any secret of 32 bytes or more, and with none that is shorter', async learner => {
    await issueAll(
      learner,
      [32, 33, 48, 63, 64, 65, 100, 256].map(length => issueRow({ sub: 'ada' }, {}, secretOf(length))),
    )
    const larger = secretOf(80)
    await issueAll(learner, [issueRow({ sub: 'ada' }, {}, larger.subarray(3, 40))])
    const short = await learner.callMany(
      'issue',
      [0, 1, 16, 30, 31].map(length => issueRow({ sub: 'ada' }, {}, secretOf(length))),
    )
    learner.expectRefusals(short, ['bad-key'], 'RFC 7518 §3.2')
  })
})

/** Calls verify for every row, and expects the right decision and for accepted tokens the payload. */
async function decide(learner: Learner, rows: readonly Verify[], rule: string | null): Promise<void> {
  const results = await learner.callMany('verify', rows)
  const accepted = results.filter(entry => model.answer(entry.args as Verify).kind === 'accepted')
  const payloadOf = (entry: CallResult) => objectIn(splitToken(entry.args[0] as string).payload)
  // When the wrong thing comes back, it may be what was checked as well: a header beside a payload has no exp.
  const [first] = accepted
  if (first?.outcome.kind === 'value') learner.expectValue(first, payloadOf(first), rule)
  expectRows(learner, results, run, rule)
  learner.expectValues(accepted, accepted.map(payloadOf), rule)
}

const GOOD: Claims = {
  iss: 'https://login.example',
  aud: ['api', 'mail'],
  sub: 'ada',
  iat: NOW - 10,
  exp: NOW + 890,
}
const EXPECTED: VerifyOptions = { now: NOW, issuer: 'https://login.example', audience: 'api', subject: 'ada' }
/** The good token with changes; a claim that is undefined is left out. */
const good = (changes: Claims = {}): string => makeToken(HEADER, defined({ ...GOOD, ...changes }), SECRET)
const verifyRow = (token: string, options: Partial<VerifyOptions> = {}, secret = SECRET): Verify => [
  token,
  secret,
  defined({ now: NOW, ...options }) as VerifyOptions,
]

/** The token of RFC 7515 Appendix A.1, which is over since 2011. */
const RFC_TOKEN = appendixA1.token
const RFC_SECRET = fromBase64url(appendixA1.key)

/** Tokens whose signature does not hold, or that are none. */
function forged(claims: Claims): string[] {
  const token = makeToken(HEADER, claims, SECRET)
  const { header, payload, signature, signingInput } = splitToken(token)
  const other = splitToken(makeToken(HEADER, { ...claims, sub: 'root' }, SECRET))
  const none = splitToken(makeToken({ alg: 'none' }, claims, SECRET))
  const at = (text: string, index: number): string =>
    text.slice(0, index) + (text[index] === 'A' ? 'B' : 'A') + text.slice(index + 1)
  return [
    makeToken(HEADER, claims, OTHER_SECRET),
    `${header}.${other.payload}.${signature}`,
    `${signingInput}.${other.signature}`,
    `${signingInput}.`,
    `${none.signingInput}.`,
    makeToken({ alg: 'none' }, claims, SECRET),
    makeToken({ alg: 'None' }, claims, SECRET),
    makeToken({ alg: 'HS512' }, claims, SECRET),
    makeToken({ typ: 'JWT' }, claims, SECRET),
    `${token}.`,
    `${token}.x`,
    signingInput,
    payload,
    '',
    '..',
    `.${payload}.${signature}`,
    ...[0, 1, 20, 41].map(index => `${signingInput}.${at(signature, index)}`),
    `${signingInput}.${signature.slice(0, -4)}`,
    `${signingInput}.${signature}AAAA`,
    `Bearer ${token}`,
  ]
}

/** Tokens with right signatures that are written in another way, or that ask for what verifyHs256 does not do. */
function unusual(claims: Claims): string[] {
  const token = makeToken(HEADER, claims, SECRET)
  const { header, payload, signature, signingInput } = splitToken(token)
  const numbered = Array.from({ length: 64 }, (_, jti) =>
    splitToken(makeToken(HEADER, { ...claims, jti: String(jti) }, SECRET)),
  )
  return [
    ` ${token}`,
    `${token} `,
    `${token}\n`,
    `${token}=`,
    `${header}=.${payload}.${signature}`,
    ...numbered
      .filter(part => /[-_]/.test(part.signature))
      .slice(0, 4)
      .map(part => `${part.signingInput}.${part.signature.replaceAll('-', '+').replaceAll('_', '/')}`),
    `${signingInput}.${signature.slice(0, 20)}\n${signature.slice(20)}`,
    makeToken({ ...HEADER, crit: ['exp'] }, claims, SECRET),
    makeToken({ ...HEADER, crit: [] }, claims, SECRET),
    makeToken({ ...HEADER, b64: true }, claims, SECRET),
  ]
}

lesson.step('verify', ({ test }) => {
  test('a good token gives its claims, and a bad one nothing', async learner => {
    const rows: Verify[] = [
      verifyRow(good()),
      verifyRow(good(), EXPECTED),
      verifyRow(makeToken({ alg: 'HS256' }, GOOD, SECRET), EXPECTED),
      verifyRow(makeToken({ typ: 'at+jwt', kid: '1', alg: 'HS256' }, GOOD, SECRET), EXPECTED),
      verifyRow(
        good({
          iat: undefined,
          nbf: NOW,
          scope: '',
          admin: false,
          nested: { exp: 1, list: [null] },
          name: 'Zo\u00eb \ud83d\udd11',
          hasOwnProperty: 1,
        }),
        EXPECTED,
      ),
      verifyRow(makeToken(HEADER, `{"__proto__":{"admin":true},"exp":${NOW + 9}}`, SECRET)),
      verifyRow(makeToken('{ "alg" : "HS256" }', `{\r\n "exp" : ${NOW + 1} }`, SECRET)),
      [RFC_TOKEN, RFC_SECRET, { now: 1_300_819_379, issuer: 'joe' }],
      [RFC_TOKEN, RFC_SECRET, { now: 0 }],
      [RFC_TOKEN, RFC_SECRET, { now: 1_300_819_380 }],
      [RFC_TOKEN, RFC_SECRET, { now: 1_300_819_389, leeway: 10 }],
      [RFC_TOKEN, RFC_SECRET, { now: NOW }],
      verifyRow(good({ iat: NOW + 100_000 }), EXPECTED),
      verifyRow(good(), { issuer: undefined, audience: undefined, subject: undefined }),
      [good(), SECRET, { now: NOW, issuer: undefined, audience: 'api', subject: undefined }],
      [good(), inLarger(SECRET), EXPECTED],
      ...[33, 64, 65, 100, 256].map(length =>
        verifyRow(makeToken(HEADER, GOOD, secretOf(length)), EXPECTED, secretOf(length)),
      ),
      ...[null, 0, 1.5, false, true, '', [], {}, [null], ['api']].map(value =>
        verifyRow(good({ role: value, scope: value, nonce: value, list: [value] }), EXPECTED),
      ),
      ...LARGE.map(claims => verifyRow(good(claims), EXPECTED)),
      // Within a leeway, and some time from it.
      ...[-20, 5].map(near => verifyRow(good({ exp: NOW + near }), { leeway: 10 })),
      ...[5, 20].map(near => verifyRow(good({ nbf: NOW + near }), { leeway: 10 })),
      verifyRow(makeToken(HEADER, GOOD, OTHER_SECRET), EXPECTED),
      verifyRow(good({ exp: undefined }), EXPECTED),
      verifyRow(good({ exp: NOW - 3600 }), EXPECTED),
      verifyRow(good({ nbf: NOW + 3600 }), EXPECTED),
      ...[{ iss: 'x' }, { aud: 'x' }, { sub: 'x' }].map(changes => verifyRow(good(changes), EXPECTED)),
    ]
    await decide(learner, [...rows, ...rows], 'RFC 7519 §7.2')
  })
  test('a forged token is refused', async learner => {
    const rows = [...forged(GOOD), ...unusual(GOOD)].flatMap(token => [
      verifyRow(token),
      verifyRow(token, EXPECTED),
    ])
    const short = [0, 16, 31].flatMap(length => [
      verifyRow(makeToken(HEADER, GOOD, secretOf(length)), EXPECTED, secretOf(length)),
      verifyRow(good(), EXPECTED, secretOf(length)),
    ])
    await decide(
      learner,
      [verifyRow(good()), ...rows, ...short, verifyRow(good(), EXPECTED)],
      'RFC 7515 §5.2',
    )
  })
  test('a token without exp is refused', async learner => {
    const payloads: Claims[] = [
      {},
      { sub: 'ada' },
      { iat: NOW },
      { iat: NOW, nbf: 0 },
      { EXP: NOW + 9, expires: NOW + 9 },
      { nested: { exp: NOW + 9 } },
      defined({ ...GOOD, exp: undefined }),
    ]
    const rows = combinations(payloads, [0, NOW, 4_102_444_800]).map(([claims, now]) =>
      verifyRow(makeToken(HEADER, claims, SECRET), { now }),
    )
    await decide(
      learner,
      [...rows, verifyRow(good({ exp: undefined }), EXPECTED), verifyRow(good({ exp: NOW + 1 }))],
      null,
    )
  })
  test('the times decide, with the leeway that is asked for', async learner => {
    const rows = [undefined, 0, 1, 10, 61, 601, 100_000].flatMap(leeway => {
      const by = leeway ?? 0
      return [-1, 0, 1].flatMap(near => [
        verifyRow(good({ exp: NOW }), { ...EXPECTED, now: NOW + by + near, leeway }),
        verifyRow(good({ nbf: NOW }), { ...EXPECTED, now: NOW - by + near, leeway }),
        verifyRow(good({ exp: NOW - near }), { leeway }),
        verifyRow(good({ iat: NOW + by + near }), { leeway }),
      ])
    })
    const texts = ['', '1700009999', '-1', '2001-01-01', '2030-01-01T00:00:00Z']
    const odd = combinations(['exp', 'nbf', 'iat'], [...texts, null, true, false, [], [NOW], {}]).map(
      ([name, value]) => verifyRow(good({ [name]: value }), EXPECTED),
    )
    // Before 1970 is a time too.
    const early = combinations(['exp', 'nbf', 'iat'], [-1, -NOW]).map(([name, value]) =>
      verifyRow(good({ [name]: value })),
    )
    const zero = [0, 1, NOW].flatMap(now => [
      verifyRow(good({ exp: 0 }), { now }),
      verifyRow(good({ exp: 1 }), { now }),
      verifyRow(good({ exp: 4_102_444_800 }), { now }),
    ])
    const far = [4_294_967_296, 253_402_300_800].flatMap(limit =>
      [-1, 0].flatMap(near => [
        verifyRow(good({ exp: limit }), { now: limit + near }),
        verifyRow(good({ exp: limit + 9, nbf: limit }), { now: limit + near }),
      ]),
    )
    await decide(learner, [...rows, ...odd, ...zero, ...far, ...early], 'RFC 7519 §4.1.4')
  })
  test('the token does not choose how it is checked', async learner => {
    const times: Claims[] = [{}, { exp: NOW - 5 }, { nbf: NOW + 5 }, { iat: NOW - 500 }]
    const options: [string, unknown][] = [
      ...combinations(['now', 'leeway', 'maxAge'], [0, 10, NOW, -10]),
      ...['required', 'claims'].map((name): [string, unknown] => [name, ['nothing']]),
      ['ignoreExpiration', true],
      ['options', { exp: NOW + 9, now: 0, leeway: 100, issuer: 'x' }],
    ]
    const about: Claims[] = [
      { issuer: 'eve', iss: 'eve' },
      { audience: 'eve', aud: 'eve' },
      { subject: 'eve', sub: 'eve' },
    ].flatMap(claims => {
      const [[option, value]] = Object.entries(claims) as [[string, string]]
      return [claims, { [option]: value }, { ...claims, [option]: null }]
    })
    about.push({ issuer: 'eve', audience: 'eve', subject: 'eve', iss: 'eve', aud: 'eve', sub: 'eve' })
    const rows = [
      ...options.flatMap(([name, value]) =>
        times.map(claims => verifyRow(good({ ...claims, [name]: value }))),
      ),
      ...about.flatMap(claims => [verifyRow(good(claims), EXPECTED), verifyRow(good(claims))]),
    ]
    await decide(learner, rows, 'RFC 7519 §7.2')
  })
  test('the token is from, for and about whom the caller says', async learner => {
    const issuers = [undefined, 'https://login.example', 'https://login.example/', 'api', '', 42]
    const audiences = [undefined, 'api', ['mail', 'api'], ['mail'], 'api.evil.test', [], '']
    const subjects = [undefined, 'ada', 'Ada', '']
    const a = [undefined, 'a']
    const rows = [
      ...combinations(issuers, [undefined, 'https://login.example', 'api', '']).map(([iss, issuer]) =>
        verifyRow(good({ iss }), { issuer }),
      ),
      ...combinations(audiences, [undefined, 'api', 'mail', '']).map(([aud, audience]) =>
        verifyRow(good({ aud }), { audience }),
      ),
      ...combinations(subjects, [undefined, 'ada', 'Ada', '']).map(([sub, subject]) =>
        verifyRow(good({ sub }), { subject }),
      ),
      ...combinations([undefined, 'a', 'b'], ['a', 'b'], ['a', 'c'], a, a, a)
        .filter((_, index) => index % 3 !== 1)
        .map(([iss, aud, sub, issuer, audience, subject]) =>
          verifyRow(good({ iss, aud, sub }), { issuer, audience, subject }),
        ),
    ]
    // Claims about who asked for the token say nothing about for whom it is.
    const asked = { azp: 'api', client_id: 'api', scope: 'api', resource: 'api', audience: 'api' }
    rows.push(...[undefined, 'mail', []].map(aud => verifyRow(good({ aud, ...asked }), { audience: 'api' })))
    await decide(learner, [...rows, ...nearlyExpected()], 'RFC 8725 §3.9')
  })
})

/** Each of the three claims with texts that are nearly the expected one, and with values that are no text. */
function nearlyExpected(): Verify[] {
  const three = [
    { claim: 'iss', option: 'issuer' },
    { claim: 'sub', option: 'subject' },
    { claim: 'aud', option: 'audience' },
  ]
  return three.flatMap(({ claim, option }) => {
    const row = (value: unknown, wanted: string): Verify =>
      verifyRow(good({ [claim]: value }), { [option]: wanted })
    const url = 'https://a.example'
    const texts = near(url).flatMap((other, index) => [
      index % 2 === 0 ? row(other, url) : row(url, other),
      ...(claim !== 'aud' ? [] : [index % 2 === 0 ? row([url], other) : row(['mail', other], url)]),
    ])
    // An array that also holds other things than texts is open for aud.
    const lists = (text: string): unknown[] => (claim === 'aud' ? [] : [[], [text], [[text]]])
    const types = ['42', ''].flatMap(text =>
      [...otherTypes(text), ...lists(text)].map(value => row(value, text)),
    )
    types.push(row(['a', 'b'], 'a,b'), row({}, '[object Object]'), row(true, 'true'), row(null, 'null'))
    return [...texts, ...types]
  })
}

lesson.step('order', ({ test }) => {
  test('of several faults the first check in order decides', async learner => {
    const ends: Claims[] = [{}, { exp: undefined }, { exp: NOW - 5 }, { exp: 'soon' }]
    const others: Claims[] = [{}, { nbf: NOW + 5 }, { iat: 'now' }]
    const about: Claims[] = [
      {},
      { iss: 'https://evil.test' },
      { aud: undefined },
      { sub: undefined, aud: ['mail'] },
    ]
    const payloads = combinations(ends, others, about).map(changes =>
      defined({ ...GOOD, ...changes[0], ...changes[1], ...changes[2] }),
    )
    const rows = payloads.flatMap((claims, index): Verify[] => {
      const token = makeToken(HEADER, claims, SECRET)
      const { header, signature } = splitToken(token)
      const fakes = [
        `${header}.${splitToken(makeToken(HEADER, { ...claims, sub: 'root' }, SECRET)).payload}.${signature}`,
        makeToken({ alg: 'none' }, claims, SECRET),
        `${token}.`,
      ]
      return [
        verifyRow(token, EXPECTED),
        verifyRow(makeToken(HEADER, claims, OTHER_SECRET), EXPECTED),
        verifyRow(fakes[index % fakes.length] as string, EXPECTED),
        ...(index % 2 === 0
          ? [verifyRow(makeToken(HEADER, claims, secretOf(31)), EXPECTED, secretOf(31))]
          : []),
      ]
    })
    await decide(learner, rows, 'RFC 7519 §7.2')
  })
  test('and with faults nobody chose', async learner => {
    await decide(
      learner,
      Array.from({ length: 60 }, () => randomRow(learner)),
      'RFC 7519 §7.2',
    )
  })
})

/** A token with any number of faults, from the seed of the run. */
function randomRow(learner: Learner): Verify {
  const fault = (name: string, right: unknown, ...wrong: unknown[]): Claims => ({
    [name]: learner.random() < 0.7 ? right : pick(learner, wrong),
  })
  const claims = defined({
    ...fault('exp', NOW + 60, undefined, NOW - 1, NOW, 0, '1'),
    ...fault('nbf', undefined, NOW + 1, NOW - 1, true),
    ...fault('iat', NOW, undefined, NOW + 1, []),
    ...fault('iss', GOOD.iss, undefined, 'x', 42),
    ...fault('aud', GOOD.aud, undefined, 'mail', [], 'api'),
    ...fault('sub', GOOD.sub, undefined, '', 'bob'),
    value: Math.floor(learner.random() * 1e9),
  })
  const token = makeToken(HEADER, claims, learner.random() < 0.8 ? SECRET : OTHER_SECRET)
  return verifyRow(token, {
    ...EXPECTED,
    leeway: pick(learner, [undefined, 0, 1, 2]),
    subject: pick(learner, [undefined, 'ada']),
  })
}

/** What jose says about a token with the same options. */
async function joseAccepts([
  token,
  secret,
  { now, leeway = 0, issuer, audience, subject },
]: Verify): Promise<boolean> {
  try {
    await jose.jwtVerify(token, secret, {
      ...(defined({ issuer, audience, subject }) as { issuer?: string; audience?: string; subject?: string }),
      currentDate: new Date(now * 1000),
      clockTolerance: leeway,
      requiredClaims: ['exp'],
      algorithms: ['HS256'],
    })
    return true
  } catch {
    return false
  }
}

lesson.step('interop', ({ test }) => {
  test('jose accepts the tokens that you issue', async learner => {
    const rows = [
      GOOD,
      { iss: GOOD.iss, aud: 'api', sub: 'ada', exp: 1, iat: 'x', name: 'Zo\u00eb \ud83d\udd11' },
    ].flatMap(claims => [1, 900].map(lifetime => issueRow(claims, { lifetime })))
    for (const result of await learner.callMany('issue', rows)) {
      const token = result.outcome.kind === 'value' ? (textOf(result.outcome.value) ?? '') : ''
      const { lifetime } = result.args[2] as IssueOptions
      const verdicts = await Promise.all(
        [0, lifetime - 1, lifetime].map(later =>
          joseAccepts([token, SECRET, { ...EXPECTED, now: NOW + later }]),
        ),
      )
      learner.expectEqual(result, verdicts, [true, true, false], {
        what: 'whether jose accepts it at once, in its last second, and after it',
        rule: 'RFC 7519 §7.2',
      })
    }
  })
  test('you accept the tokens that jose signs', async learner => {
    const headers = [
      { alg: 'HS256' },
      { alg: 'HS256', typ: 'JWT' },
      { kid: 'a', typ: 'at+jwt', alg: 'HS256' },
    ]
    const tokens = await Promise.all(
      headers.map(header =>
        new jose.SignJWT({ admin: true, name: '\u30ed\u30b0' })
          .setProtectedHeader(header)
          .setIssuer('https://login.example')
          .setAudience(['mail', 'api'])
          .setSubject('ada')
          .setJti('7')
          .setIssuedAt(NOW)
          .setNotBefore(NOW)
          .setExpirationTime(NOW + 900)
          .sign(SECRET),
      ),
    )
    const rows = combinations(tokens, [-1, 0, 899, 900]).flatMap(([token, later]) => [
      verifyRow(token, { now: NOW + later }),
      verifyRow(token, { ...EXPECTED, now: NOW + later }),
    ])
    await decide(learner, rows, 'RFC 7519 §7.2')
  })
  test('both refuse the same forged, expired and misdirected tokens', async learner => {
    const bad: Verify[] = [
      ...forged(GOOD).map(token => verifyRow(token, EXPECTED)),
      ...[NOW, NOW - 1, undefined, 'x'].map(exp => verifyRow(good({ exp }), EXPECTED)),
      ...[{ nbf: NOW + 1 }, { iat: 'x' }].map(changes => verifyRow(good(changes), EXPECTED)),
      ...['x', undefined].map(iss => verifyRow(good({ iss }), EXPECTED)),
      ...['mail', [], undefined].map(aud => verifyRow(good({ aud }), EXPECTED)),
      ...['bob', undefined].map(sub => verifyRow(good({ sub }), EXPECTED)),
    ]
    const fine = [{}, { exp: NOW + 1 }, { nbf: NOW }, { iat: NOW + 9 }, { aud: 'api' }].map(changes =>
      verifyRow(good(changes), EXPECTED),
    )
    const tolerant = [-11, -10, -9].flatMap(near => [
      verifyRow(good({ exp: NOW + near }), { ...EXPECTED, leeway: 10 }),
      verifyRow(good({ nbf: NOW - near }), { ...EXPECTED, leeway: 10 }),
    ])
    const others = await Promise.all(
      ['HS384', 'HS512'].map(alg => new jose.SignJWT(GOOD).setProtectedHeader({ alg }).sign(secretOf(64))),
    )
    const unsigned = new jose.UnsecuredJWT(GOOD).encode()
    const rows = [
      ...bad,
      ...fine,
      ...tolerant,
      ...others.map(token => verifyRow(token, EXPECTED, secretOf(64))),
      verifyRow(unsigned, EXPECTED),
    ]
    const verdicts = await Promise.all(rows.map(joseAccepts))
    const differing = rows.find((row, index) => verdicts[index] !== (model.answer(row).kind === 'accepted'))
    if (differing !== undefined) throw new Error(`jose and this course disagree about ${differing[0]}`)
    await decide(learner, rows, 'RFC 7519 §7.2')
  })
})
