import {
  type CallResult,
  defineLesson,
  ecKeyPair,
  jose,
  type JwtErrorCode,
  type KnownMistake,
  type Learner,
  okpKeyPair,
  rsaKeyPair,
  show,
} from '../../../src/grader/kit/index.ts'
import diagnoses from './diagnoses.md'
import { SHORT_HASHES } from './short-hashes.ts'
import { accessTokenOf, ANY, answerOf, expectRow, expectRows, type Row } from './rows.ts'
import {
  ASSERTION_TYPE,
  AUDIENCE,
  type Claims,
  createWorld,
  ISSUER,
  isSignedBy,
  type Jwk,
  macOf,
  objectIn,
  tokenOf,
  TYP,
  unsigned,
  type World,
} from './world.ts'

/** No clock moves and no number is random while this is given; what is still new comes from node:crypto. */
const STILL = { given: { clock: 1_000_000_000_000, random: 0.5 } }
const LONGEST_JTI = 4_000
/** What an exchange may leave behind, in bytes: less than its jti, and more than the noise of a measurement. */
const MOST_BYTES = 1_500

/** What people put between two strings. */
const BORDERS = ['', ' ', ':', '|', ',', '","', '.', '/', '-', '\0', '\n', ';', '_', '#']
/** Names that a careless comparison takes for the first of their list. */
const ALIKE: readonly (readonly [string, ...string[]])[] = [
  ['name', 'Name', 'name ', ' name', 'name\n'],
  ['1', '01', '1.0'],
  ['\u00e9', 'e\u0301', '\u01e9'],
  [`a${'x'.repeat(3999)}`, `b${'x'.repeat(3999)}`, `a${'x'.repeat(3998)}y`],
]
/** Of as many other assertions an endpoint must know that they were used. */
const OTHERS = 101

/** Names that every object has. */
const OF_PROTOTYPE: unknown[] = ['constructor', '__proto__', 'toString', 'hasOwnProperty']

const known: KnownMistake[] = [
  {
    id: 'prototype-name',
    matches: ({ name, args, expected, thrown }) => {
      if (name !== 'TokenEndpoint.exchange' || expected.kind !== 'refusal' || thrown?.code !== null)
        return false
      const { client_assertion = '' } = args[0] as { client_assertion?: string }
      const iss = objectIn(client_assertion.split('.')[1])?.iss
      return OF_PROTOTYPE.includes(iss) && { iss: String(iss) }
    },
  },
  {
    id: 'signing-unchecked',
    matches: ({ name, expected, result, args }) =>
      name === 'createAssertion' &&
      expected.kind === 'refusal' &&
      result.outcome.kind === 'value' && { key: aboutKey((args[0] as { privateKey: Jwk }).privateKey) },
  },
]

const lesson = defineLesson({
  id: '17-client-assertion',
  diagnoses,
  mistakes: known,
  leavesOpen: { createAssertion: ['same-result'] },
})

function aboutKey({ kty, d, n }: Jwk): string {
  if (d === undefined && kty !== 'oct') return `a public key of type ${kty}`
  return kty === 'RSA'
    ? `an RSA key of ${Math.floor(String(n).length * 6)} bits or fewer`
    : `a key of type ${kty}`
}

/** The parts of a token that was returned; fails when there is none. */
function partsOf(
  learner: Learner,
  result: CallResult,
  token: string | null,
): { header: Claims; claims: Claims } {
  const segments = token?.split('.', 4) ?? []
  const [header, claims] = segments.map(objectIn)
  if (segments.length !== 3 || !header || !claims)
    return learner.fail(result, {
      id: 'no-token',
      words: { returned: show(token ?? answerOf(result)) },
      expected: 'a token of three segments',
    })
  return { header, claims }
}

const textOf = ({ outcome }: CallResult): string | null =>
  outcome.kind === 'value' && outcome.value.type === 'string' ? outcome.value.value : null

/** How a time that is not `now` came about. */
function timeMistake(value: unknown, now: number): 'wall-clock' | 'milliseconds' | null {
  if (typeof value !== 'number') return null
  const real = Date.now() / 1000
  if (Math.abs(value - real) < 7200 || Math.abs(value - STILL.given.clock / 1000) < 7200) return 'wall-clock'
  if (value < 1e11) return null
  return Math.abs(value / 1000 - now) < 7200 || Math.abs(value / 1000 - real) < 7200 ? 'milliseconds' : null
}

/** The first jti of a list that comes twice. */
const twice = (list: readonly unknown[]): unknown => list.find((jti, index) => list.indexOf(jti) !== index)

/** Names of the same length that differ in fewer characters can be guessed. */
const FEW_CHARACTERS = 5
const isPredictable = (names: readonly string[]): boolean => mostChanges(names) < FEW_CHARACTERS

/** In how many characters a name differs from the one before it, at most. */
function mostChanges(names: readonly string[]): number {
  const differences = names.slice(1).map((name, index) => {
    const before = names[index] as string
    return name.length === before.length
      ? [...name].filter((character, at) => character !== before[at]).length
      : 0
  })
  return Math.max(...differences)
}

const clientOptions = (world: World, changes: object = {}): object => ({
  clientId: 'ada',
  issuer: ISSUER,
  privateKey: world.first.privateKey,
  now: world.now,
  ...changes,
})

/** Expects an assertion as the lesson has it; returns its claims. */
function expectAssertion(learner: Learner, result: CallResult): Claims {
  const { clientId, issuer, privateKey, now } = result.args[0] as {
    clientId: string
    issuer: string
    privateKey: Jwk
    now: number
  }
  const token = textOf(result)
  const { header, claims } = partsOf(learner, result, token)
  const fail = (id: string, words: Record<string, string> = {}, wanted?: unknown, seen?: unknown): never =>
    learner.fail(result, {
      id,
      words,
      ...(wanted !== undefined && { expected: show(wanted) }),
      actual: show(seen ?? claims),
    })
  if (JSON.stringify([header, claims]).includes(String(privateKey.d))) fail('private-members')
  if (header.alg !== 'RS256') fail('assertion-alg', { alg: show(header.alg) }, 'RS256', header)
  if (header.typ !== TYP) fail('assertion-typ', { typ: show(header.typ) }, TYP, header)
  if (header.kid !== privateKey.kid) fail('assertion-kid', { kid: show(header.kid) }, privateKey.kid, header)
  if (claims.iss !== clientId) fail('assertion-iss', { iss: show(claims.iss) }, clientId)
  if (claims.sub !== clientId) fail('assertion-sub', { sub: show(claims.sub) }, clientId)
  if (claims.aud !== issuer) fail('assertion-aud', { aud: show(claims.aud) }, issuer)
  for (const name of ['iat', 'exp']) {
    const mistake = claims[name] === now ? null : timeMistake(claims[name], now)
    if (mistake !== null) fail(mistake, { name, value: show(claims[name]) })
  }
  if (claims.iat !== now) fail('assertion-iat', { iat: show(claims.iat) }, now)
  const { exp } = claims
  if (typeof exp !== 'number') return fail('exp-missing', { exp: show(exp) })
  if (exp <= now && exp < 100_000) fail('exp-is-a-lifetime', { exp: show(exp) })
  if (exp <= now) fail('exp-not-after', { exp: show(exp) })
  if (exp > now + 300) fail('exp-too-far', { life: show(exp - now) })
  if (typeof claims.jti !== 'string' || claims.jti === '') fail('jti-missing', { jti: show(claims.jti) })
  if (!isSignedBy(String(token), privateKey)) fail('assertion-signature')
  return claims
}

lesson.step('assertion', ({ test }) => {
  test('it says who, for whom, and until when, and the client signs it', async learner => {
    const world = createWorld(learner)
    const optionsList = [
      clientOptions(world),
      clientOptions(world, {
        clientId: 'https://client.example/é',
        issuer: 'https://as.example/tenant/7',
        now: world.now + 1,
      }),
      clientOptions(world, { clientId: '__proto__', privateKey: world.second.privateKey, now: 1_000 }),
    ]
    const results = await learner.callMany(
      'createAssertion',
      optionsList.map(options => [options]),
    )
    for (const result of results) expectAssertion(learner, result)
    const [first] = results as [CallResult]
    const key = await jose.importJWK(world.first.publicKey as jose.JWK, 'RS256')
    const read = await jose
      .jwtVerify(String(textOf(first)), key, {
        issuer: 'ada',
        subject: 'ada',
        audience: ISSUER,
        typ: TYP,
        currentDate: new Date(world.now * 1000),
      })
      .then(
        () => 'accepted',
        (error: Error) => `refused: ${error.message}`,
      )
    learner.expectEqual(first, read, 'accepted', { what: 'what jose says of it', rule: 'RFC 7523 §3' })
  })
  test('its jti is new each time, in another process too', async learner => {
    const world = createWorld(learner)
    const calls = Array.from({ length: 4 }, () => [clientOptions(world)])
    const moving = await learner.callMany('createAssertion', calls)
    const still = await learner.callMany('createAssertion', calls, STILL)
    const names = [...moving, ...still].map(result => String(expectAssertion(learner, result).jti))
    const last = still.at(-1) as CallResult
    const again = twice(names)
    const from = [...new Set((last.called ?? []).map(({ name }) => name))].join(' and ')
    if (again !== undefined)
      learner.fail(last, {
        id: 'jti-repeats',
        words: {
          jti: show(again),
          from:
            from === ''
              ? ''
              : ` While the test held the clock and Math.random still, your code asked them (${from}).`,
        },
        actual: show(names.slice(-3)),
      })
    const changes = Math.min(mostChanges(names.slice(0, 4)), mostChanges(names.slice(4)))
    if (changes < FEW_CHARACTERS)
      learner.fail(last, {
        // A counter changes one or two.
        id: changes < 3 ? 'jti-predictable' : 'jti-short',
        words: { names: show(names.slice(-3)) },
        actual: show(names.slice(-3)),
      })
  })
  test('only a private RSA key signs', async learner => {
    const world = createWorld(learner)
    const bad = [
      world.first.publicKey,
      { ...rsaKeyPair(learner.random, 1024).privateKey, kid: 'a' },
      { ...rsaKeyPair(learner.random, 2047).privateKey, kid: 'a' },
      { ...ecKeyPair(learner.random).privateKey, kid: 'a' },
      { ...okpKeyPair(learner.random).privateKey, kid: 'a' },
      { kty: 'oct', k: 'AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0i', kid: 'a' },
    ]
    const results = await learner.callMany(
      'createAssertion',
      bad.map(privateKey => [clientOptions(world, { privateKey })]),
    )
    for (const result of results) learner.expectRefusal(result, ['bad-key'], 'RFC 7518 §3.3')
  })
})

const endpointOf = (learner: Learner, { options }: World) => learner.construct('TokenEndpoint', [options])

lesson.step('client', ({ test }) => {
  test('a client that is registered gets a token', async learner => {
    const world = createWorld(learner, ['ada', 'bob', '__proto__', 'toString', 'https://client.example/é'])
    const { now, form, header, claims, first, second } = world
    const signed = (changes: Claims, key = first): Row['form'] =>
      form(tokenOf(header(changes), claims(), key.privateKey))
    const endpoint = await endpointOf(learner, world)
    await expectRows(learner, endpoint, [
      { form: world.good(), now },
      { form: signed({ kid: 'k2' }, second), now },
      { form: { ...world.good(), client_id: 'ada' }, now },
      {
        form: { ...world.good(), scope: 'read', resource: 'https://api.example', foo: '' },
        now,
        id: 'parameters-not-ignored',
      },
      { form: signed({ cty: 'JWT', x: 1 }), now },
      { form: world.goodFor('bob'), now },
      ...['https://client.example/é', 'toString', '__proto__'].map(
        (name): Row => ({ form: world.goodFor(name), now, id: 'registered-refused', words: { name } }),
      ),
    ])
    const own = await learner.call('createAssertion', clientOptions(world))
    await expectRows(learner, endpoint, [{ form: form(String(textOf(own))), now, id: 'own-refused' }])
  })
  test('the form is the one of this request', async learner => {
    const world = createWorld(learner)
    const { now } = world
    const wrong = (name: string, values: readonly (string | undefined)[], id: string): Row[] =>
      values.map(value => {
        const form: Record<string, string> = { ...world.good() }
        if (value === undefined) delete form[name]
        else form[name] = value
        return { form, now, codes: ANY, id, words: { value: show(value) }, rule: 'RFC 7523 §2.2' }
      })
    await expectRows(learner, await endpointOf(learner, world), [
      ...wrong(
        'grant_type',
        [
          'authorization_code',
          'CLIENT_CREDENTIALS',
          'urn:ietf:params:oauth:grant-type:jwt-bearer',
          'client_credentials ',
          '',
          undefined,
        ],
        'grant-type-unchecked',
      ),
      ...wrong(
        'client_assertion_type',
        [
          'urn:ietf:params:oauth:grant-type:jwt-bearer',
          'urn:ietf:params:oauth:client-assertion-type:saml2-bearer',
          'urn:ietf:params:oauth:client-assertion-type:JWT-bearer',
          `${ASSERTION_TYPE}2`,
          ` ${ASSERTION_TYPE}`,
          'jwt-bearer',
          '',
          undefined,
        ],
        'assertion-type-unchecked',
      ),
      ...wrong('client_id', ['bob', 'Ada', 'ada ', ' ada', 'ad', 'da', 'adaa', 'a'], 'client-id-unchecked'),
      ...['', 'x', 'a.b', 'a.b.c', '..', 'undefined'].map(
        (client_assertion): Row => ({
          form: { ...world.good(), client_assertion },
          now,
          codes: ANY,
          rule: 'RFC 7523 §3',
        }),
      ),
      ...wrong('client_assertion', [undefined], 'signature-unchecked'),
    ])
  })
  test('the key is one of this client, and it signed', async learner => {
    const world = createWorld(learner)
    const { now, form, header, claims, first, others, stranger } = world
    const [badSignature, badKey]: readonly JwtErrorCode[][] = [
      ['bad-signature', 'bad-key'],
      ['bad-key', 'bad-signature'],
    ]
    const row = (
      assertion: string,
      codes: readonly JwtErrorCode[] | undefined,
      id: string,
      rule = 'RFC 7523 §3',
    ): Row => ({
      form: form(assertion),
      now,
      ...(codes && { codes }),
      id,
      rule,
    })
    const { privateKey } = first
    const good = tokenOf(header(), claims(), privateKey)
    const parts = good.split('.')
    const other = tokenOf(header(), claims({ role: 'admin' }), privateKey).split('.')
    const bobs = claims({ iss: 'ada', sub: 'ada' })
    const bobsForAda = claims({ iss: 'ada', sub: 'bob' })
    await expectRows(learner, await endpointOf(learner, world), [
      row(`${parts[0]}.${other[1]}.${parts[2]}`, ['bad-signature'], 'signature-unchecked'),
      row(tokenOf(header(), claims(), stranger.privateKey), badSignature, 'signature-unchecked'),
      row(tokenOf(header(), bobs, others.privateKey), badSignature, 'keys-of-all-clients'),
      ...[bobs, bobsForAda].flatMap(said =>
        [{}, { client_id: 'bob' }].map(
          (more): Row => ({
            form: form(tokenOf(header(), said, others.privateKey), more),
            now,
            codes: ANY,
            id: 'keys-of-all-clients',
            rule: 'RFC 7523 §3',
          }),
        ),
      ),
      row(
        tokenOf(header(), claims({ iss: 'bob', sub: 'bob' }), privateKey),
        badSignature,
        'keys-of-all-clients',
      ),
      row(tokenOf(header({ kid: 'k2' }), claims(), privateKey), badSignature, 'kid-ignored'),
      row(tokenOf(header({ kid: 'k3' }), claims(), privateKey), badKey, 'kid-ignored'),
      row(
        tokenOf(header({ jwk: stranger.publicKey }), claims(), stranger.privateKey),
        ANY,
        'header-key',
        'RFC 8725 §3.10',
      ),
      row(tokenOf(header({ kid: undefined }), claims(), privateKey), ['bad-key'], 'kid-ignored'),
    ])
    const server = tokenOf(header({ kid: world.server.publicKey.kid }), claims(), world.server.privateKey)
    await expectRows(learner, await endpointOf(learner, world), [row(server, badKey, 'keys-of-all-clients')])
  })
  test('nobody else is a client', async learner => {
    const world = createWorld(learner)
    const { now, form, header, claims, first } = world
    const names = [
      'eve',
      'Ada',
      'ada ',
      '',
      'constructor',
      '__proto__',
      'toString',
      'hasOwnProperty',
      42,
      null,
      ['ada'],
      { ada: 1 },
      undefined,
    ]
    const codes: JwtErrorCode[] = ['bad-key', 'claim-mismatch', 'claim-missing', 'malformed', 'bad-signature']
    await expectRows(learner, await endpointOf(learner, world), [
      ...names.map(
        (iss): Row => ({
          form: form(tokenOf(header(), claims({ iss, sub: iss }), first.privateKey)),
          now,
          codes,
          id: 'unknown-client',
          words: { iss: show(iss) },
          rule: 'RFC 7523 §3',
        }),
      ),
    ])
  })
  test('one algorithm, no extension, and a token of this kind about the client itself', async learner => {
    const world = createWorld(learner)
    const { now, form, header, claims, first } = world
    const { privateKey, publicKey } = first
    const alg: JwtErrorCode[] = ['unsupported', 'bad-key', 'bad-signature', 'malformed']
    const row = (
      assertion: string,
      codes: readonly JwtErrorCode[],
      id: string,
      words: Record<string, string> = {},
    ): Row => ({
      form: form(assertion),
      now,
      codes,
      id,
      words,
      rule: 'RFC 8725 §3.1',
    })
    const subs = ['bob', 'Ada', '', 42, null, ['ada'], undefined]
    const subCodes: JwtErrorCode[] = [
      'claim-mismatch',
      'bad-key',
      'bad-signature',
      'claim-missing',
      'malformed',
    ]
    await expectRows(learner, await endpointOf(learner, world), [
      row(unsigned(header({ alg: 'none' }), claims()), alg, 'signature-unchecked'),
      row(macOf(header({ alg: 'HS256' }), claims(), publicKey), alg, 'signature-unchecked'),
      row(tokenOf(header({ alg: 'RS512' }), claims(), privateKey), alg, 'signature-unchecked'),
      row(tokenOf(header({ crit: ['exp'] }), claims(), privateKey), ['unsupported'], 'crit-ignored'),
      ...subs.map(sub =>
        row(tokenOf(header(), claims({ sub }), privateKey), subCodes, 'sub-unchecked', { sub: show(sub) }),
      ),
      ...[
        'at+jwt',
        'dpop+jwt',
        'logout+jwt',
        'application/at+jwt',
        'secevent+jwt',
        'not-client-authentication+jwt',
      ].map(typ => row(tokenOf(header({ typ }), claims(), privateKey), ANY, 'typ-unchecked', { typ })),
    ])
  })
})

lesson.step('claims', ({ test }) => {
  test('the server is the only audience', async learner => {
    const world = createWorld(learner)
    const { now } = world
    const mismatch: JwtErrorCode[] = ['claim-mismatch']
    const row = (aud: unknown, id: string, codes: readonly JwtErrorCode[] = mismatch): Row => ({
      form: world.good({ aud }),
      now,
      codes,
      id,
      words: { aud: show(aud) },
      rule: 'RFC 10070 §4',
    })
    await expectRows(learner, await endpointOf(learner, world), [
      { form: world.good(), now },
      row('https://evil.example', 'aud-unchecked'),
      row(undefined, 'aud-unchecked', ['claim-missing', 'claim-mismatch']),
      row(AUDIENCE, 'aud-unchecked'),
      row(`${ISSUER}/token`, 'aud-inexact'),
      row(`${ISSUER}/`, 'aud-inexact'),
      row('https://LOGIN.example', 'aud-inexact'),
      row(`${ISSUER} `, 'aud-inexact'),
      row(`${ISSUER}.evil.example`, 'aud-inexact'),
      row('login.example', 'aud-inexact'),
      row([ISSUER, 'https://evil.example'], 'aud-includes'),
      row(['https://evil.example', ISSUER], 'aud-includes'),
      row([ISSUER, ISSUER], 'aud-includes'),
      row([], 'aud-unchecked'),
      row('', 'aud-unchecked'),
      row(42, 'aud-unchecked'),
      row({ iss: ISSUER }, 'aud-unchecked'),
      row(null, 'aud-unchecked', ['claim-mismatch', 'claim-missing']),
    ])
  })
  test('it ends, and soon', async learner => {
    const world = createWorld(learner)
    const { now } = world
    const row = (
      changes: Claims,
      codes: readonly JwtErrorCode[] | undefined,
      id: string,
      at = now,
      form = world.good(changes),
    ): Row => ({
      form,
      now: at,
      ...(codes && { codes }),
      id,
      words: timesOf(form, at),
      rule: 'RFC 7523 §3',
    })
    await expectRows(learner, await endpointOf(learner, world), [
      row({ exp: now - 1000, iat: now - 1100 }, ['expired'], 'times-unchecked'),
      row({ exp: now + 31_536_000 }, ANY, 'life-unchecked'),
      row({ exp: now + 3600 }, ANY, 'life-unchecked'),
      row({ exp: (now + 120) * 1000, iat: now * 1000 }, ANY, 'times-unchecked'),
      row({ exp: undefined }, ['claim-missing'], 'exp-not-required'),
      row({ iat: undefined, exp: now + 31_536_000 }, ANY, 'life-unchecked'),
      row({ exp: now + 500 }, ANY, 'life-unchecked'),
      row({ exp: now + 301 }, ANY, 'life-boundary'),
      row({ exp: now + 300 }, undefined, 'life-boundary'),
      row({ iat: now - 299, exp: now + 1 }, undefined, 'life-boundary'),
      // A program that gets here knows the limit, and counts from another time.
      row({ iat: now - 250, exp: now + 250 }, ANY, 'life-from-now'),
      row({ iat: now - 290, exp: now + 11 }, ANY, 'life-from-now'),
      row({ exp: now + 200 }, undefined, 'exp-on-boundary', now + 199),
      row({ exp: now + 200 }, ['expired'], 'exp-on-boundary', now + 200),
      row({ exp: now + 200 }, ['expired'], 'times-unchecked', now + 201),
      row({ exp: now + 1 }, undefined, 'exp-on-boundary'),
    ])
  })
  test('times are numbers, and not in the future', async learner => {
    const world = createWorld(learner)
    const { now, form, header, claims, first } = world
    const row = (
      changes: Claims,
      codes: readonly JwtErrorCode[] | undefined,
      id: string,
      one = world.good(changes),
    ): Row => ({
      form: one,
      now,
      ...(codes && { codes }),
      id,
      words: timesOf(one, now),
      rule: 'RFC 7519 §2',
    })
    const infinite = JSON.stringify(claims({ exp: 1 })).replace('"exp":1', '"exp":1e999')
    await expectRows(learner, await endpointOf(learner, world), [
      row({ nbf: now }, undefined, 'nbf-refused'),
      row({ nbf: now - 100 }, undefined, 'nbf-refused'),
      row({ iat: now - 100, exp: now + 100 }, undefined, 'iat-refused'),
      row({ iat: now + 3600, exp: now + 3700 }, ['not-yet-valid'], 'future-iat'),
      row({ iat: now + 61, exp: now + 120 }, ['not-yet-valid'], 'future-iat'),
      row({ nbf: now + 3600 }, ['not-yet-valid'], 'future-nbf'),
      row({ nbf: now + 61 }, ['not-yet-valid'], 'future-nbf'),
      row({ exp: String(now + 120) }, ['malformed'], 'time-not-a-number'),
      row({ exp: null }, ['malformed', 'claim-missing'], 'time-not-a-number'),
      row({ exp: [now + 120] }, ['malformed'], 'time-not-a-number'),
      row({ iat: String(now) }, ['malformed'], 'time-not-a-number'),
      row({ nbf: 'soon' }, ['malformed'], 'time-not-a-number'),
      {
        form: form(tokenOf(header(), infinite, first.privateKey)),
        now,
        codes: ANY,
        id: 'time-not-a-number',
        words: { exp: 'Infinity', iat: String(now), nbf: 'undefined', now: String(now) },
        rule: 'RFC 7519 §2',
      },
      row({}, undefined, 'iat-refused'),
    ])
  })
})

lesson.step('replay', ({ test }) => {
  test('an assertion works once', async learner => {
    const world = createWorld(learner)
    const { now } = world
    const [first, second] = [world.good({ exp: now + 300 }), world.good({ jti: '__proto__' })]
    const jti = objectIn(first.client_assertion?.split('.')[1])?.jti
    const refused = (form: Row['form'], at: number, id = 'replay-accepted'): Row => ({
      form,
      now: at,
      codes: ANY,
      id,
      words: { later: String(at - now) },
      rule: 'RFC 7523 §3',
    })
    await expectRows(learner, await endpointOf(learner, world), [
      { form: first, now },
      refused(first, now),
      refused(world.good({ jti }), now),
      refused(world.good({ jti, iat: now + 1 }), now + 1),
      { form: second, now, id: 'first-use-refused', words: { jti: '__proto__' } },
      refused(second, now),
      ...['constructor', 'toString', 'hasOwnProperty'].map(
        (name): Row => ({
          form: world.good({ jti: name }),
          now,
          id: 'first-use-refused',
          words: { jti: name },
        }),
      ),
      ...Array.from(
        { length: 4 },
        (_, index): Row => ({
          form: world.good({ iat: now + index, exp: now + index + 60 }),
          now: now + index * 10,
          id: 'first-use-refused',
          words: { jti: 'a new one' },
        }),
      ).filter(({ now: at }) => at < now + 60),
      refused(first, now + 59),
      { form: world.good({ iat: now + 110, exp: now + 200 }), now: now + 120 },
      refused(first, now + 121, 'forgotten-too-early'),
      { form: world.good({ iat: now + 280, exp: now + 400 }), now: now + 290 },
      refused(first, now + 299, 'forgotten-too-early'),
    ])
  })
  test('it has a jti', async learner => {
    const world = createWorld(learner)
    const { now } = world
    const codes: JwtErrorCode[] = ['claim-missing', 'malformed', 'claim-mismatch']
    await expectRows(learner, await endpointOf(learner, world), [
      {
        form: world.good({ jti: undefined }),
        now,
        codes: ['claim-missing'],
        id: 'jti-required',
        words: { jti: 'undefined' },
        rule: 'RFC 7519 §4.1.7',
      },
    ])
    // RFC 7519 §4.1.7 says that a jti is a string; an endpoint that takes others must know them again.
    const endpoint = await endpointOf(learner, world)
    for (const jti of [null, 42, true, {}, ['a']]) {
      const row: Row = { form: world.good({ jti }), now }
      const [first, second] = await endpoint.callMany('exchange', [
        [row.form, now],
        [row.form, now],
      ])
      if (first?.outcome.kind === 'thrown') expectRow(learner, first, { ...row, codes })
      expectRow(learner, second as CallResult, {
        ...row,
        codes: ANY,
        id: typeof jti === 'object' && jti !== null ? 'replay-accepted/no-string' : 'replay-accepted',
        words: { later: '0', jti: JSON.stringify(jti) },
        rule: 'RFC 7523 §3',
      })
    }
  })
  test('each client has names of its own, and each name is remembered', async learner => {
    const world = createWorld(learner, ['a', 'b', ...BORDERS.map(border => `a${border}b`)])
    const { now } = world
    const seams = BORDERS.flatMap((border): Row[] => {
      const both = `a${border}b`
      const second = { now, id: 'seam-between-names', words: { border: show(border) } }
      const pair: Row[] = [
        { form: world.goodFor('a', { jti: `b${border}c` }), now },
        { form: world.goodFor(both, { jti: 'c' }), ...second },
      ]
      if (border !== ':' && border !== '-') return pair
      // Some join them the other way round.
      return [
        ...pair,
        { form: world.goodFor('b', { jti: `x${border}a` }), now },
        { form: world.goodFor(both, { jti: 'x' }), ...second },
      ]
    })
    const alike = ALIKE.flatMap(([before, ...others]): Row[] => [
      { form: world.goodFor('a', { jti: before }), now },
      ...others.map(
        (jti): Row => ({
          form: world.goodFor('a', { jti }),
          now,
          id: 'jti-inexact',
          words: { jti: excerpt(jti), before: excerpt(before) },
        }),
      ),
    ])
    const hashed = SHORT_HASHES.flatMap(([what, one, other]): Row[] => [
      { form: world.goodFor('a', { jti: one }), now },
      {
        form: world.goodFor('a', { jti: other }),
        now,
        id: 'jti-hashed-short',
        words: { jti: show(other), before: show(one), what },
      },
    ])
    const first = world.goodFor('a', { jti: 'same' })
    const rows: Row[] = [
      { form: first, now },
      { form: world.goodFor('ab', { jti: 'same' }), now, id: 'jti-of-all-clients' },
      ...seams,
      ...alike,
      ...hashed,
    ]
    const ofFirst = BORDERS.length + alike.length + hashed.length
    const more = Array.from({ length: OTHERS - ofFirst }, (): Row => ({ form: world.goodFor('a'), now }))
    await expectRows(learner, await endpointOf(learner, world), [
      ...rows,
      ...more,
      {
        form: first,
        now,
        codes: ANY,
        id: 'forgotten-after-others',
        words: { others: String(OTHERS) },
        rule: 'RFC 7523 §3',
      },
    ])
  })
  test('only what was verified is remembered, and only by this endpoint', async learner => {
    const world = createWorld(learner)
    const { form, header, claims, stranger, first } = world
    // Later than in any other test, so that none of them makes a memory that all share forget what is remembered here.
    const now = world.now + 1_000_000_000
    const mine = claims({ iat: now, exp: now + 120 })
    const [endpoint, other] = [await endpointOf(learner, world), await endpointOf(learner, world)]
    const good = form(tokenOf(header(), mine, first.privateKey))
    await expectRows(learner, endpoint, [
      { form: form(tokenOf(header(), mine, stranger.privateKey)), now, codes: ['bad-signature', 'bad-key'] },
      { form: good, now, id: 'used-before-verified' },
    ])
    await expectRows(learner, other, [{ form: good, now, id: 'shared-by-endpoints' }])
  })
  test('what has ended is forgotten', async learner => {
    const world = createWorld(learner)
    const { now } = world
    const again = (at: number, jti: string): Row => ({
      form: world.good({ jti, iat: at, exp: at + 300 }),
      now: at,
    })
    await expectRows(learner, await endpointOf(learner, world), [
      again(now, 'one'),
      again(now + 100, 'two'),
      { ...again(now + 300 + 3601, 'one'), id: 'never-forgotten' },
      { ...again(now + 100_000, 'one'), id: 'never-forgotten' },
      { ...again(now + 100_000, 'two'), id: 'never-forgotten' },
    ])
    await expectBounded(learner)
  })
})

/** The times in an assertion, as a diagnosis has them. */
function timesOf(form: Row['form'], now: number): Record<string, string> {
  const said = objectIn(form.client_assertion?.split('.')[1]) ?? {}
  return { exp: show(said.exp), iat: show(said.iat), nbf: show(said.nbf), now: String(now) }
}

/** A jti as a diagnosis has it: of a long one the beginning and the end, and no two that look the same. */
function excerpt(jti: string): string {
  return jti.length < 100
    ? show(jti).replaceAll(/[^ -~]/g, one => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`)
    : `${show(jti.slice(0, 8))}...${show(jti.slice(-8))} (${jti.length} characters)`
}

/** Memory does not grow with what has ended. */
async function expectBounded(learner: Learner): Promise<void> {
  const world = createWorld(learner)
  const endpoint = await endpointOf(learner, world)
  const perRound = 3
  const rounds = 8
  const measured: number[] = []
  let last: CallResult | undefined
  for (let round = 0; round < rounds; round++) {
    const at = world.now + round * 4_000
    const rows = Array.from({ length: perRound }, (_, index): Row => {
      const jti = `${round} ${index} ${String.fromCharCode(97 + index).repeat(LONGEST_JTI)}`
      return { form: world.good({ jti, iat: at, exp: at + 300 }), now: at }
    })
    last = (await expectRows(learner, endpoint, rows)).at(-1)
    if (round >= rounds - 5) measured.push((await learner.heap([])).bytes)
  }
  // The engine still drops what it needed at the start; what is kept for ever grows in nearly every round after that.
  const growth = measured.map((bytes, index, all) => bytes - (all[index - 1] ?? bytes))
  const [, second = 0] = growth.slice(1).sort((one, other) => one - other)
  const each = Math.round(second / perRound)
  const exchanges = rounds * perRound
  if (each > MOST_BYTES)
    learner.fail(last as CallResult, {
      id: 'memory-grows',
      words: { exchanges: String(exchanges), each: String(each) },
      expected: 'memory for what has not ended',
      actual: `${each} bytes more for each exchange`,
    })
}

lesson.step('token', ({ test }) => {
  test('it is an access token of RFC 9068', async learner => {
    const world = createWorld(learner, ['ada', 'bob', '__proto__'])
    const { now } = world
    const endpoint = await endpointOf(learner, world)
    const extra = {
      role: 'admin',
      scope: 'everything',
      client_id: 'root',
      email: 'eve@example.com',
      nbf: now - 7,
      auth_time: now - 11,
      acr: 'high',
      x: 'of the client',
    }
    const rows: Row[] = [
      { form: world.good(), now },
      { form: world.goodFor('bob'), now: now + 30 },
      { form: world.goodFor('__proto__'), now: now + 31 },
      { form: world.good(extra), now },
      { form: { ...world.good(), scope: 'admin', client_id: 'ada' }, now },
    ]
    const results = await expectRows(learner, endpoint, rows)
    for (const [index, result] of results.entries()) {
      const client = ['ada', 'bob', '__proto__', 'ada', 'ada'][index] as string
      expectAccessToken(learner, result, { world, client, now: rows[index]?.now ?? now })
    }
    const [first] = results as [CallResult]
    const key = await jose.importJWK(world.server.publicKey as jose.JWK, 'RS256')
    const read = await jose
      .jwtVerify(accessTokenOf(first), key, {
        issuer: ISSUER,
        audience: AUDIENCE,
        subject: 'ada',
        typ: 'at+jwt',
        requiredClaims: ['client_id', 'jti', 'iat'],
        currentDate: new Date((now + 3599) * 1000),
      })
      .then(
        () => 'accepted',
        (error: Error) => `refused: ${error.message}`,
      )
    learner.expectEqual(first, read, 'accepted', {
      what: 'what jose says of the access token',
      rule: 'RFC 9068 §4',
    })
  })
  test('the answer says how long and of what kind', async learner => {
    const world = createWorld(learner)
    const [result] = (await expectRows(learner, await endpointOf(learner, world), [
      { form: world.good(), now: world.now },
    ])) as [CallResult]
    const answer = answerOf(result) ?? {}
    if (String(answer.token_type).toLowerCase() !== 'bearer')
      learner.fail(result, {
        id: 'answer-wrong',
        words: { what: 'token_type' },
        expected: "token_type: 'Bearer'",
        actual: show(answer.token_type),
      })
    if (answer.expires_in !== 3600)
      learner.fail(result, {
        id: 'answer-wrong',
        words: { what: 'expires_in' },
        expected: 'expires_in: 3600',
        actual: show(answer.expires_in),
      })
  })
  test('each access token has a jti of its own', async learner => {
    const world = createWorld(learner)
    const { now } = world
    const endpoint = await endpointOf(learner, world)
    const forms = Array.from({ length: 4 }, () => world.good())
    const results = [
      ...(await endpoint.callMany(
        'exchange',
        forms.slice(0, 2).map(form => [form, now]),
      )),
      ...(await endpoint.callMany(
        'exchange',
        forms.slice(2).map(form => [form, now]),
        STILL,
      )),
    ]
    const names = results.map((result, index) => {
      expectRow(learner, result, { form: forms[index] as Row['form'], now })
      return String(partsOf(learner, result, accessTokenOf(result)).claims.jti)
    })
    const assertions = forms.map(form => objectIn(form.client_assertion?.split('.')[1])?.jti)
    const last = results.at(-1) as CallResult
    const copied = names.find(name => assertions.includes(name))
    if (copied !== undefined)
      learner.fail(last, {
        id: 'token-jti',
        words: { why: 'is that of the assertion' },
        actual: show(copied),
      })
    // The same assertion at another endpoint, which has not seen it: what is made from it is the same again.
    const [elsewhere] = (await (
      await endpointOf(learner, world)
    ).callMany('exchange', [[forms[0], now]])) as [CallResult]
    expectRow(learner, elsewhere, { form: forms[0] as Row['form'], now })
    const made = partsOf(learner, elsewhere, accessTokenOf(elsewhere)).claims.jti
    if (made === names[0])
      learner.fail(elsewhere, {
        id: 'token-jti',
        words: { why: 'is made from the assertion: at another endpoint the same assertion got the same one' },
        actual: show(made),
      })
    if (twice(names) !== undefined || isPredictable(names.slice(0, 2)) || isPredictable(names.slice(2)))
      learner.fail(last, {
        id: 'token-jti',
        words: { why: 'comes again, or can be guessed' },
        actual: show(names),
      })
  })
})

function expectAccessToken(
  learner: Learner,
  result: CallResult,
  { world, client, now }: { world: World; client: string; now: number },
): void {
  const token = accessTokenOf(result)
  const { header, claims } = partsOf(learner, result, token)
  const { server } = world
  const fail = (id: string, words: Record<string, string>, wanted: unknown, seen: unknown): never =>
    learner.fail(result, { id, words, expected: show(wanted), actual: show(seen) })
  if (JSON.stringify([header, claims]).includes(String(server.privateKey.d)))
    fail('private-members', {}, 'no private member', 'd')
  if (header.typ !== 'at+jwt') fail('token-typ', { typ: show(header.typ) }, 'at+jwt', header)
  if (header.alg !== 'RS256') fail('assertion-alg', { alg: show(header.alg) }, 'RS256', header)
  if (header.kid !== server.privateKey.kid || !isSignedBy(token, server.publicKey))
    fail(
      'token-key',
      { kid: show(header.kid) },
      `kid ${server.privateKey.kid}, signed with the server's key`,
      header,
    )
  for (const name of ['iat', 'exp']) {
    const mistake = timeMistake(claims[name], now)
    if (mistake !== null)
      fail(
        mistake === 'wall-clock' ? 'token-wall-clock' : 'milliseconds',
        { name, value: show(claims[name]) },
        now,
        claims[name],
      )
  }
  const wanted: Claims = {
    iss: ISSUER,
    sub: client,
    client_id: client,
    aud: AUDIENCE,
    iat: now,
    exp: now + 3600,
  }
  const assertion =
    objectIn((result.args[0] as { client_assertion: string }).client_assertion.split('.')[1]) ?? {}
  const ofTheClient = ['role', 'email', 'scope', 'nbf', 'auth_time', 'acr', 'x']
  const copied = ofTheClient.find(name => name in claims && claims[name] === assertion[name])
  if (copied !== undefined || (assertion.client_id !== undefined && claims.client_id === assertion.client_id))
    fail('claims-copied', { name: copied ?? 'client_id' }, wanted, claims)
  for (const [name, value] of Object.entries(wanted)) {
    const seen =
      name === 'aud' && Array.isArray(claims.aud) && claims.aud.length === 1 ? claims.aud[0] : claims[name]
    if (seen !== value)
      fail('token-claim', { name, seen: show(claims[name]), wanted: show(value) }, wanted, claims)
  }
  if (typeof claims.jti !== 'string' || claims.jti === '')
    fail(
      'token-claim',
      { name: 'jti', seen: show(claims.jti), wanted: 'a new name' },
      { ...wanted, jti: '...' },
      claims,
    )
}
