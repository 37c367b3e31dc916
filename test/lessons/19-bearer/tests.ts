/** The hidden tests of authenticate. */
import {
  type CallResult,
  defineLesson,
  type KnownMistake,
  type Learner,
  utf8,
  type WebRequest,
} from '../../../src/grader/kit/index.ts'
import {
  challengeOf,
  difference,
  expectNoLeak,
  expectPlainChallenge,
  expectRefused,
  shownAnswer,
  shownHeader,
} from './answers.ts'
import diagnoses from './diagnoses.md'
import { authorization, badTokens, createWorld, type Header, requestWith } from './world.ts'

const mistakes: KnownMistake[] = [
  {
    id: 'error-not-caught',
    matches: ({ thrown }) => thrown !== null && thrown.code !== null && { error: thrown.code },
  },
]
const lesson = defineLesson({
  id: '19-bearer',
  diagnoses,
  mistakes,
  parameters: { authenticate: ['request', 'context'] },
})

/** The call returned these claims. */
function expectClaims(learner: Learner, result: CallResult, claims: unknown, id: string): void {
  const { outcome } = result
  if (outcome.kind === 'value' && outcome.value.type === 'response')
    learner.fail(result, {
      id,
      words: { header: shownHeader(result), status: String(outcome.value.status) },
      expected: 'the claims of the token',
    })
  learner.expectValue(result, claims, 'RFC 6750 §2.1')
}

lesson.step('header', ({ test }) => {
  test('a good token gives its claims', async learner => {
    const { context, claims, tokenOf } = createWorld(learner)
    const changes: Record<string, unknown>[] = [
      {},
      { sub: 'bob', role: 'admin', nested: { a: [1, null] } },
      { aud: ['https://mail.example', context.audience] },
      { exp: context.now + 1, nbf: context.now },
      { sub: 'jürgen 🔑', iat: undefined, exp: 4_102_444_800 },
      { sub: undefined, client_id: 'app' },
      { iat: context.now + 1000 },
    ]
    const results = await learner.callMany(
      'authenticate',
      changes.map(change => [authorization(`Bearer ${tokenOf(change)}`), context]),
    )
    for (const [index, change] of changes.entries()) {
      const wanted = JSON.parse(JSON.stringify({ ...claims, ...change }))
      expectClaims(learner, results[index] as CallResult, wanted, 'good-token-refused')
    }
  })
  test('with any method, and whatever else the request has', async learner => {
    const { context, claims, good } = createWorld(learner)
    const header: Header = ['authorization', `Bearer ${good}`]
    const others: Header[] = [
      ['cookie', 'access_token=x; a=b'],
      ['x-access-token', 'x'],
      ['accept', '*/*'],
    ]
    const requests = [
      ...['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'OPTIONS', 'REPORT'].map(method =>
        requestWith([header], { method }),
      ),
      requestWith([...others, header]),
      requestWith([header], { url: 'https://api.example/?a=b#c' }),
    ]
    const results = await learner.callMany(
      'authenticate',
      requests.map(request => [request, context]),
    )
    for (const result of results) expectClaims(learner, result, claims, 'good-token-refused')
  })
  test('the name of the scheme in any case', async learner => {
    const { context, claims, good } = createWorld(learner)
    const results = await learner.callMany(
      'authenticate',
      ['bearer', 'BEARER', 'bEaReR'].map(scheme => [authorization(`${scheme} ${good}`), context]),
    )
    for (const result of results) expectClaims(learner, result, claims, 'scheme-case')
  })
  test('one space or more before the token', async learner => {
    const { context, claims, good } = createWorld(learner)
    const results = await learner.callMany(
      'authenticate',
      ['  ', '   ', '          '].map(spaces => [authorization(`Bearer${spaces}${good}`), context]),
    )
    for (const result of results) expectClaims(learner, result, claims, 'spaces')
  })
  test('no token, no entry', async learner => {
    const { context, tokenOf } = createWorld(learner)
    const forged = tokenOf({ sub: 'root' }, undefined, learner.randomBytes(32))
    const rows: [string, Header[]][] = [
      ['there is no Authorization header', []],
      ['the token was signed with another secret', [['Authorization', `Bearer ${forged}`]]],
      ['there is no token after Bearer', [['Authorization', 'Bearer']]],
    ]
    const results = await learner.callMany(
      'authenticate',
      rows.map(([, headers]) => [requestWith(headers), context]),
    )
    for (const [index, [because]] of rows.entries()) {
      const result = results[index] as CallResult
      const { status } = expectRefused(learner, result, because)
      if (status !== 401 && !(index === 2 && status === 400))
        learner.fail(result, {
          id: 'status-not-401',
          words: { status: String(status), because, header: shownHeader(result) },
          expected: '401',
        })
    }
  })
  test('a token of another scheme is not a bearer token', async learner => {
    const { context, good } = createWorld(learner)
    const schemes = [
      'Basic',
      'Token',
      'JWT',
      'DPoP',
      'xBearer',
      'Bearerx',
      'Bearer-Token',
      'Not-Bearer',
      'My Bearer',
    ]
    const values = [...schemes.map(scheme => `${scheme} ${good}`), good, `Bearer${good}`, `Bearer:${good}`]
    const results = await learner.callMany(
      'authenticate',
      values.map(value => [authorization(value), context]),
    )
    for (const result of results) expectRefused(learner, result, 'the scheme is not Bearer')
  })
})

lesson.step('challenge', ({ test }) => {
  test('without an Authorization header', async learner => {
    const { context } = createWorld(learner)
    const requests = [
      requestWith([]),
      requestWith([['accept', 'text/html']]),
      requestWith([], { method: 'POST', body: utf8('a=b') }),
    ]
    const results = await learner.callMany(
      'authenticate',
      requests.map(request => [request, context]),
    )
    for (const result of results) expectPlainChallenge(learner, result, 'there is no Authorization header')
  })
  test('with another scheme', async learner => {
    const { context, good } = createWorld(learner)
    const values = [
      'Basic dGlnZXI6dGlnZXI=',
      `Basic ${good}`,
      'Digest username="ada", realm="x"',
      'Negotiate YII=',
      'Basic',
      `xBearer ${good}`,
      `Bearerx ${good}`,
    ]
    const results = await learner.callMany(
      'authenticate',
      values.map(value => [authorization(value), context]),
    )
    for (const result of results) expectPlainChallenge(learner, result, 'the scheme is not Bearer')
  })
  test('a bad token is challenged too', async learner => {
    const world = createWorld(learner)
    const bad = badTokens(learner, world).slice(0, 8)
    const results = await learner.callMany(
      'authenticate',
      bad.map(([, token]) => [authorization(`Bearer ${token}`), world.context]),
    )
    for (const [index, [because]] of bad.entries())
      challengeOf(learner, results[index] as CallResult, because)
  })
})

lesson.step('invalid', ({ test }) => {
  test('whatever is wrong with a token, the answer is 401 with invalid_token', async learner => {
    const world = createWorld(learner)
    const bad = badTokens(learner, world)
    const results = await learner.callMany(
      'authenticate',
      bad.map(([, token]) => [authorization(`Bearer ${token}`), world.context]),
    )
    for (const [index, [because]] of bad.entries()) {
      const result = results[index] as CallResult
      const { answer, error } = challengeOf(learner, result, because)
      const words = {
        because,
        error: error ?? 'no error code',
        status: String(answer.status),
        header: shownHeader(result),
      }
      if (answer.status !== 401) learner.fail(result, { id: 'status-not-401', words, expected: '401' })
      if (error !== 'invalid_token')
        learner.fail(result, { id: 'not-invalid-token', words, expected: 'error="invalid_token"' })
    }
  })
  test('no answer and no log has the token in it', async learner => {
    const { context, good, tokenOf } = createWorld(learner)
    const [forged, expired] = [tokenOf({}, undefined, learner.randomBytes(32)), tokenOf({ exp: 1 })]
    const query = { url: `https://api.example/api/me?access_token=${good}` }
    const rows: [string, WebRequest][] = [
      [forged, authorization(`Bearer ${forged}`)],
      [expired, authorization(`Bearer ${expired}`)],
      [good, authorization(`Bearer ${good} please`)],
      [good, authorization(`Bearer ${good}`)],
      [good, requestWith([], query)],
    ]
    const results = await learner.callMany(
      'authenticate',
      rows.map(([, request]) => [request, context]),
    )
    for (const [index, [token]] of rows.entries()) expectNoLeak(learner, results[index] as CallResult, token)
    // Who prints at length has filled up what is kept long before this test: then the first requests show it.
    if (/eyJ[\w-]+\.eyJ[\w-]+\.[\w-]{20}/.test(learner.printedSinceLoad()))
      learner.fail(results[0] as CallResult, { id: 'leak', words: { place: 'console' } })
  })
  test('and it is the same answer, to the byte', async learner => {
    const world = createWorld(learner)
    const bad = badTokens(learner, world)
    const results = await learner.callMany(
      'authenticate',
      bad.map(([, token]) => [authorization(`Bearer ${token}`), world.context]),
    )
    const first = shownAnswer(learner.responseOf(results[0] as CallResult))
    for (const [index, [because]] of bad.entries()) {
      const result = results[index] as CallResult
      const answer = shownAnswer(learner.responseOf(result))
      if (answer === first) continue
      const { one, other } = difference(first, answer)
      learner.fail(result, {
        id: 'answers-differ',
        words: { because, first: bad[0]?.[0] as string, one, other },
      })
    }
  })
  test('a token that was good is looked at again each time', async learner => {
    const { context, claims, good } = createWorld(learner)
    const request = authorization(`Bearer ${good}`)
    const rows: [because: string, changed: Partial<typeof context>][] = [
      ['', {}],
      ['it has expired meanwhile', { now: claims.exp }],
      ['it was signed with another secret', { secret: learner.randomBytes(32) }],
      ['it is from another issuer', { issuer: 'https://other.example' }],
      ['it is for another audience', { audience: 'https://other.example' }],
      ['', { now: claims.exp - 1 }],
    ]
    const results = await learner.callMany(
      'authenticate',
      rows.map(([, changed]) => [request, { ...context, ...changed }]),
    )
    for (const [index, [because]] of rows.entries()) {
      const result = results[index] as CallResult
      if (because === '') expectClaims(learner, result, claims, 'good-token-refused')
      else expectRefused(learner, result, because)
    }
  })
  test('exactly one token, and nothing else', async learner => {
    const { context, good, tokenOf } = createWorld(learner)
    const other = tokenOf({ sub: 'bob' })
    const rows: [string, string][] = [
      ['there are two tokens', `Bearer ${good} ${other}`],
      ['there are two tokens', `Bearer ${good},${other}`],
      ['there are two Authorization headers, joined with a comma', `Bearer ${good}, Bearer ${other}`],
      ['there are two Authorization headers, joined with a comma', `Bearer ${good}, Basic dGlnZXI=`],
      ['there are quotes around the token', `Bearer "${good}"`],
      ['there are quotes around the token', `Bearer '${good}'`],
      ['there is text before the token', `Bearer token=${good}`],
      ['there is text before the token', `Bearer Bearer ${good}`],
      ['there is text after the token', `Bearer ${good} please`],
      ['there is text after the token', `Bearer ${good};`],
      ['there are angle brackets around the token', `Bearer <${good}>`],
      ['there are percent-encoded characters in the token', `Bearer ${good.replaceAll('.', '%2E')}`],
      ['there is only the word undefined', 'Bearer undefined'],
      ['there is only the word null', 'Bearer null'],
      ['there is no token after Bearer', 'Bearer'],
    ]
    const headers: Header[][] = [
      ...rows.map(([, value]): Header[] => [['Authorization', value]]),
      [
        ['Authorization', `Bearer ${good}`],
        ['authorization', `Bearer ${good}`],
      ],
    ]
    rows.push(['there are two Authorization headers', ''])
    const results = await learner.callMany(
      'authenticate',
      headers.map(list => [requestWith(list), context]),
    )
    for (const [index, [because, value]] of rows.entries()) {
      const result = results[index] as CallResult
      const { answer, error } = challengeOf(learner, result, because)
      const { status } = answer
      const isBare = value === 'Bearer' && status === 401 && error === undefined
      const isInvalid = status === 401 && error === 'invalid_token'
      const isRequest = (status === 400 || status === 401) && error === 'invalid_request'
      if (!isBare && !isInvalid && !isRequest)
        learner.fail(result, {
          id: 'not-one-token',
          words: { because, header: shownHeader(result), seen: `${status} with ${error ?? 'no error code'}` },
          expected: '401 with invalid_token, or 400 or 401 with invalid_request',
        })
    }
  })
})

lesson.step('only-header', ({ test }) => {
  const places = (good: string): [string, ReturnType<typeof requestWith>][] => {
    const form = (body: string) =>
      requestWith([['content-type', 'application/x-www-form-urlencoded']], {
        method: 'POST',
        body: utf8(body),
      })
    return [
      ...[
        'access_token',
        'token',
        'auth_token',
        'id_token',
        'jwt',
        'bearer',
        'authorization',
        'api_key',
        't',
      ].map((name): [string, ReturnType<typeof requestWith>] => [
        `the query, as ${name}`,
        requestWith([], { url: `https://api.example/api/me?${name}=${good}` }),
      ]),
      [
        'the query, with the word Bearer',
        requestWith([], { url: `https://api.example/?access_token=Bearer%20${good}` }),
      ],
      ['the fragment', requestWith([], { url: `https://api.example/#access_token=${good}` })],
      ...['access_token', 'token', 'session', '__Host-session', 'jwt', 'Authorization'].map(
        (name): [string, ReturnType<typeof requestWith>] => [
          `a cookie, ${name}`,
          requestWith([['Cookie', `a=b; ${name}=${good}`]]),
        ],
      ),
      ...[
        'X-Access-Token',
        'X-Authorization',
        'X-Forwarded-Authorization',
        'Proxy-Authorization',
        'X-Auth-Token',
        'Token',
        'X-JWT',
        'X-Api-Key',
        'Authentication',
        'Sec-WebSocket-Protocol',
      ].flatMap((name): [string, ReturnType<typeof requestWith>][] => [
        [`the header ${name}`, requestWith([[name, `Bearer ${good}`]])],
        [`the header ${name}`, requestWith([[name, good]])],
      ]),
      ['a form', form(`access_token=${good}`)],
      ['a form', form(`token=${good}`)],
    ]
  }
  test('a token in another place is no token', async learner => {
    const { context, good } = createWorld(learner)
    const rows = places(good)
    const results = await learner.callMany(
      'authenticate',
      rows.map(([, request]) => [request, context]),
    )
    for (const [index, [place]] of rows.entries()) {
      const result = results[index] as CallResult
      const { outcome } = result
      if (outcome.kind === 'value' && outcome.value.type !== 'response')
        learner.fail(result, {
          id: 'other-place',
          words: { place },
          expected: 'a Response with the status 401',
        })
      expectPlainChallenge(learner, result, `the token is in ${place}`)
    }
  })
  test('nor does it help a bad one in the header', async learner => {
    const { context, good, tokenOf } = createWorld(learner)
    const header: Header = ['Authorization', `Bearer ${tokenOf({ exp: 1 })}`]
    const rows = places(good).map(
      ([place, { headers, ...rest }]) => [place, requestWith([...headers, header], rest)] as const,
    )
    const results = await learner.callMany(
      'authenticate',
      rows.map(([, request]) => [request, context]),
    )
    for (const [index, [place]] of rows.entries()) {
      const result = results[index] as CallResult
      const { outcome } = result
      if (outcome.kind === 'value' && outcome.value.type !== 'response')
        learner.fail(result, {
          id: 'other-place',
          words: { place },
          expected: 'a Response with the status 401',
        })
      const { error } = challengeOf(learner, result, 'the token in the header has expired')
      if (error !== 'invalid_token')
        learner.fail(result, {
          id: 'not-invalid-token',
          words: { because: 'the token in the header has expired', error: error ?? 'no error code' },
          expected: 'error="invalid_token"',
        })
    }
  })
})
