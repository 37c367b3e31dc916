/** The hidden tests of lesson 13: two forgeries against three verifiers, and the list of keys that refuses them. */
import { createSign, generateKeyPairSync } from 'node:crypto'
import { embeddedVerify, fileVerify, lookupVerify } from '../../../solutions/attacks/targets/header-keys.ts'
import {
  defineLesson,
  ecKeyPair,
  hmacSha256,
  type JwtErrorCode,
  type Learner,
  makeToken,
  plain,
  rsaKeyPair,
  toBase64url,
  utf8,
} from '../../../src/grader/kit/index.ts'
import forgeries from '../forgeries/diagnoses.md'
import { type Attack, type Call, expectForgeries, firstFault, refusalOf } from '../forgeries/expect.ts'
import { CHANGES, CLAIMS, randomCalls } from '../forgeries/inputs.ts'
import { expectOwnLibrary, type LibraryCall } from '../forgeries/own-library.ts'
import { claimsOf, headerOf, type Json } from '../forgeries/read.ts'
import diagnoses from './diagnoses.md'
import { kidFault } from './kid.ts'
import { ownKeyFault } from './own-key.ts'
import { EDITED, near } from '../shared/near.ts'
import { type Asked, expectKeys, expectNoneBrought, type Row, type TrustedKey } from './select.ts'

const lesson = defineLesson({
  id: '13-header-keys',
  diagnoses: { ...forgeries, ...diagnoses },
  // A new key pair makes another token each time.
  leavesOpen: { forgeWithOwnKey: ['same-result'] },
  parameters: {
    forgeWithOwnKey: ['token', 'changes'],
    forgeWithKid: ['token', 'kid', 'changes'],
    selectKey: ['header', 'trusted'],
  },
})

const SECRET = utf8('a secret of the server that no attacker knows')
const HEADER = { alg: 'HS256', typ: 'JWT', kid: '2026-01' }
const segment = (part: unknown): string => toBase64url(utf8(JSON.stringify(part)))
const signed = (claims: unknown = CLAIMS, header: Json = HEADER): string => makeToken(header, claims, SECRET)
const changed = (token: string, changes: Json): Json => ({ ...claimsOf(token), ...changes })

const ownKey: Attack = {
  name: 'forgeWithOwnKey',
  right: (token: string, changes: Json) => tokenWithOwnKey(changed(token, changes)),
  fault: all => firstFault(all, ({ token, call }) => ownKeyFault(token, call[0] as string)),
  accepts: token => embeddedVerify(token),
  // An RSA key of 4096 bits can take some seconds.
  limits: { deadlineMs: 30_000, callMs: 8_000 },
}

/** A token whose header has the key that it is signed with. */
function tokenWithOwnKey(claims: Json): string {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const input = `${segment({ alg: 'ES256', jwk: publicKey.export({ format: 'jwk' }) })}.${segment(claims)}`
  const signature = createSign('sha256').update(input).sign({ key: privateKey, dsaEncoding: 'ieee-p1363' })
  return `${input}.${toBase64url(signature)}`
}

/** Paths out of the folder of the keys, to the file that is always empty. */
const PATHS = [
  '../../../dev/null',
  'x/../../../../dev/null',
  '../../../../../../dev/null',
  './../../..//dev/null',
]
/** Names that no key has. */
const NAMES = [
  'no-such-key',
  '2025-12',
  '2026-01 ',
  '\u043a\u043b\u044e\u0447',
  "x' UNION SELECT '' --",
  'a/b',
  '%2e%2e',
  '{}',
  // The empty string is a kid like any other.
  '',
]
const SERVER_KEYS = {
  '2026-01': Buffer.from(SECRET).toString(),
  '2026-02': 'another secret of the same server',
}
const FILES = {
  '/srv/app/keys/2026-01': Buffer.from(SECRET).toString(),
  '/dev/null': '',
}

const byKid: Attack = {
  name: 'forgeWithKid',
  right(token: string, kid: string, changes: Json) {
    const input = `${segment({ alg: 'HS256', kid })}.${segment(changed(token, changes))}`
    return `${input}.${toBase64url(hmacSha256(new Uint8Array(0), utf8(input)))}`
  },
  fault: all => firstFault(all, ({ token, call }) => kidFault(token, call[0] as string, call[1] as string)),
  accepts(token, [, kid]) {
    lookupVerify(token, SERVER_KEYS)
    if (PATHS.includes(kid as string)) fileVerify(token, FILES)
  },
}

/** A problem of the course, if the verifiers are not what the text says. */
function requireHoles(): void {
  const honest = signed()
  const broken = `${honest.slice(0, -4)}AAAA`
  lookupVerify(honest, SERVER_KEYS)
  fileVerify(honest, FILES)
  const own = tokenWithOwnKey(CLAIMS)
  embeddedVerify(own)
  const [header, , signature] = own.split('.')
  const refusals = [
    refusalOf(() => lookupVerify(broken, SERVER_KEYS)),
    refusalOf(() => fileVerify(broken, FILES)),
    refusalOf(() => embeddedVerify(`${header}.${segment({ sub: 'root' })}.${signature}`)),
    refusalOf(() => embeddedVerify(honest)),
  ]
  if (refusals.includes(null)) throw new Error('a verifier of the lesson took a broken token')
}

const expectOwnKey = (learner: Learner, calls: readonly Call[]) =>
  expectForgeries(learner, ownKey, calls, 'RFC 7515 §4.1.3')
const expectKid = (learner: Learner, calls: readonly Call[]) =>
  expectForgeries(learner, byKid, calls, 'RFC 7515 §4.1.4')

// Making an RSA key takes 0.2 seconds, so there are few calls of forgeWithOwnKey.
lesson.step('embedded', ({ test }) => {
  test('embeddedVerify accepts a token with a key of your own', async learner => {
    requireHoles()
    await expectOwnKey(learner, [[signed(), {}]])
  })
  test('the claims are those of the token, with the changes over them', async learner => {
    const some = [1, 4, 7].map(index => CHANGES[index] as Json)
    await expectOwnKey(learner, [
      ...some.map(changes => [signed(), changes]),
      [
        signed({ sub: 'Zo\u00eb' }, { alg: 'RS256', kid: 'x', jwk: { kty: 'oct', k: 'AA' } }),
        { sub: 'root' },
      ],
      [signed('{ "sub":"ada",\r\n "n": 1 }', { alg: 'none' }), {}],
    ])
  })
})

lesson.step('kid', ({ test }) => {
  test('lookupVerify and fileVerify accept a token with a kid that finds nothing', async learner => {
    const calls = [...PATHS, ...NAMES].map(kid => [signed(), kid, {}])
    await expectKid(learner, calls)
  })
  test('the claims are those of the token, with the changes over them', async learner => {
    const calls = randomCalls(learner, claims => signed(claims), 12)
    await expectKid(learner, [
      ...CHANGES.map((changes, index) => [signed(), PATHS[index % PATHS.length], changes]),
      ...calls.map(([token, changes], index) => [token, NAMES[index % NAMES.length], changes]),
      [signed(CLAIMS, { alg: 'RS256' }), 'x', { role: 'admin' }],
      [signed('{ "sub":"ada",\r\n "n": 1 }', { alg: 'none', kid: 'y' }), 'x', {}],
    ])
  })
})

/** Long enough for HS512, for a selectKey that looks at what a key is made of. */
const key = (kid: string, alg = 'HS256'): TrustedKey => ({ kid, alg, secret: utf8(kid.padEnd(64, '.')) })
const publicKey = (kid: string, alg: 'RS256' | 'ES256', learner: Learner): TrustedKey => ({
  kid,
  alg,
  jwk: (alg === 'RS256' ? rsaKeyPair : ecKeyPair)(learner.random).publicKey,
})
const header = (kid: unknown, alg: unknown = 'HS256', more: Json = {}): Json => ({
  alg,
  typ: 'JWT',
  kid,
  ...more,
})

/** Two thumbprints that differ in their last character, and a kid that is an address. */
const LONG = [
  'NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs',
  'NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xw',
  'https://a.example/keys/2026-01',
]

/** All answers of selectKey in this run. */
const history: Asked[] = []

async function select(learner: Learner, rows: readonly Row[]): Promise<void> {
  const results = await learner.callMany(
    'selectKey',
    rows.map(([one, trusted]) => [one, [...trusted]]),
  )
  const asked = results.map((result, index) => ({ row: rows[index] as Row, result }))
  history.push(...asked)
  expectKeys(learner, asked, history)
}

const KEYS = [key('2026-01'), key('2026-02'), key('a'), key('7'), key('caf\u00e9')]

lesson.step('select', ({ test }) => {
  test('the trusted key with the kid of the header', learner => {
    const mixed = [publicKey('rsa', 'RS256', learner), key('hmac'), publicKey('ec', 'ES256', learner)]
    return select(learner, [
      ...KEYS.map(({ kid }): Row => [header(kid), KEYS]),
      ...KEYS.map((one): Row => [header(one.kid), [one]]),
      // The empty string is a kid as well.
      [header(''), [...KEYS, key('')]],
      [header(''), KEYS],
      ...mixed.map((one): Row => [header(one.kid, one.alg), mixed]),
      [{ kid: 'a', alg: 'HS256' }, KEYS],
      [header('2026-03'), KEYS],
      [header('2026-03'), [key('2026-01')]],
      [header('b'), []],
    ])
  })
  test('no kid, no key', learner => {
    const without = { alg: 'HS256', typ: 'JWT' }
    return select(learner, [
      ...[KEYS, [key('a')], []].map((trusted): Row => [without, trusted]),
      ...[null, 7, 0, true, ['a'], [], {}, { kid: 'a' }].flatMap((kid): Row[] => [
        [header(kid), KEYS],
        [header(kid), [key('a')]],
      ]),
    ])
  })
  test('a kid is compared character by character', learner =>
    select(
      learner,
      [
        'A',
        'a ',
        ' a',
        'aa',
        '2026',
        '2026-0',
        '2026-01x',
        '2026-01\n',
        '026-01',
        '\u0430',
        '07',
        '7.0',
        '.',
        '.*',
        '^a$',
        'cafe\u0301',
        'a\u200b',
        'a\0',
        'keys/a',
        './a',
        'a/',
        '%61',
      ].flatMap((kid): Row[] => [
        [header(kid), KEYS],
        [header(kid), [key('a')]],
      ]),
    ))
  test('near misses of a long kid, and of one with every kind of character', learner =>
    select(learner, [
      ...LONG.map((kid): Row => [header(kid), LONG.map(one => key(one))]),
      ...LONG.flatMap(kid => near(kid).map((other): Row => [header(other), [key(kid)]])),
      ...EDITED.map(([kid, other]): Row => [header(kid), [key(other)]]),
    ]))
  test('names of Object.prototype are names like others', learner => {
    const names = ['__own__', 'constructor', 'toString', '__proto__', 'hasOwnProperty', 'valueOf']
    const trusted = names.map(name => key(name))
    return select(learner, [
      ...names.flatMap((name): Row[] => [
        [header(name), KEYS],
        [header(name), []],
      ]),
      ...names.map((name): Row => [header(name), trusted]),
      ...names.map((name): Row => [header(name), [...KEYS, key(name)]]),
    ])
  })
})

lesson.step('bound', ({ test }) => {
  test("the header's alg is exactly the key's", learner => {
    const mixed = [
      publicKey('rsa', 'RS256', learner),
      key('hmac'),
      publicKey('ec', 'ES256', learner),
      key('long', 'HS512'),
    ]
    const others = [
      'HS256',
      'HS512',
      'RS256',
      'ES256',
      'none',
      'hs256',
      'rs256',
      'HS256 ',
      'HS',
      '',
      null,
      0,
      ['HS256'],
      ['RS256'],
      {},
    ]
    return select(learner, [
      ...mixed.flatMap(({ kid }) => others.map((alg): Row => [header(kid, alg), mixed])),
      ...mixed.map(({ kid }): Row => [{ kid }, mixed]),
      ...mixed.map((one): Row => [header(one.kid, 'HS256'), [one]]),
    ])
  })
  test('what a token brings along is never the key', async learner => {
    const brought: Json[] = [
      { jwk: { kty: 'EC', crv: 'P-256', kid: 'a', alg: 'HS256' } },
      { jwk: { kid: 'evil', alg: 'HS256', kty: 'oct', k: 'AAAA' } },
      { jku: 'https://evil.example/keys' },
      { x5u: 'https://evil.example/cert' },
      { x5c: ['MIIB'] },
    ]
    await select(
      learner,
      brought.flatMap((more): Row[] => [
        [header('evil', 'HS256', more), KEYS],
        [{ alg: 'HS256', typ: 'JWT', ...more }, KEYS],
        [header('a', 'HS256', more), KEYS],
        [header('a', 'ES256', more), KEYS],
        [header('evil', 'ES256', more), []],
      ]),
    )
  })
  test('a trusted key gets nothing from the token, also when it has no secret and no jwk', async learner => {
    const pair = ecKeyPair(learner.random)
    const brought: Json[] = [
      { jwk: pair.publicKey },
      { jwk: { ...pair.publicKey, kid: 'bare', alg: 'ES256' } },
      { jwk: { kty: 'oct', k: 'AAAA' } },
      { jku: 'https://evil.example/keys' },
      { x5u: 'https://evil.example/cert' },
      { x5c: ['MIIB'] },
    ]
    const rows = ['HS256', 'ES256'].flatMap(alg =>
      brought.map((more): Row => [header('bare', alg, more), [key('a'), { kid: 'bare', alg }]]),
    )
    const results = await learner.callMany(
      'selectKey',
      rows.map(([one, trusted]) => [one, [...trusted]]),
    )
    for (const [index, result] of results.entries())
      expectNoneBrought(learner, { row: rows[index] as Row, result })
  })
})

lesson.step('hold', ({ test }) => {
  test('your forgeries end at selectKey or at verifyHs256, and an honest token gets through', async learner => {
    const [embedded = ''] = await expectOwnKey(learner, [[signed(), { role: 'admin' }]])
    const found = await expectKid(
      learner,
      [...PATHS, ...NAMES].map(kid => [signed(), kid, { role: 'admin' }]),
    )
    const trusted = [key('2026-01'), publicKey('rsa', 'RS256', learner)]
    const call = (token: Json, what: string): LibraryCall => ({
      name: 'selectKey',
      args: [token, trusted],
      codes: ['bad-key', 'unsupported', 'malformed'],
      words: { what },
    })
    const confused = { alg: 'HS256', typ: 'JWT', kid: 'rsa' }
    await expectOwnLibrary(learner, [
      call(headerOf(embedded), 'the token with a key of its own'),
      call(
        { ...headerOf(embedded), kid: '2026-01' },
        'the token with a key of its own and a kid that you trust',
      ),
      ...found.map(token => call(headerOf(token), 'the token whose kid finds nothing')),
      call(confused, 'a token that says HS256 and names an RS256 key'),
    ])
    const secrets = [key('2026-02'), key('2026-01')]
    const [result] = await learner.callMany('forgeWithKid', [[signed(), '2026-01', { role: 'admin' }]])
    const forged = result?.outcome.kind === 'value' ? String(plain(result.outcome.value)) : ''
    const honest = makeToken(HEADER, CLAIMS, (secrets[1] as TrustedKey).secret as Uint8Array)
    await expectThrough(
      learner,
      secrets,
      forged,
      ['bad-signature', 'unsupported'],
      'a forged token with a true kid',
    )
    await expectThrough(learner, secrets, honest, [], 'an honest token')
  })
})

/** A token goes to selectKey, and with the key that is returned to verifyHs256. */
async function expectThrough(
  learner: Learner,
  trusted: readonly TrustedKey[],
  token: string,
  codes: readonly JwtErrorCode[],
  what: string,
): Promise<void> {
  const [result] = await learner.callMany('selectKey', [[headerOf(token), trusted]])
  if (result === undefined) return
  history.push({ row: [headerOf(token), trusted], result })
  expectKeys(learner, history.slice(-1), history)
  const selected = result.outcome.kind === 'value' ? (plain(result.outcome.value) as TrustedKey) : null
  await expectOwnLibrary(learner, [
    { name: 'verifyHs256', args: [token, selected?.secret], codes, words: { what } },
  ])
}
