/** The hidden tests of login. */
import {
  BodyInPieces,
  type CallResult,
  defineLesson,
  jose,
  type KnownMistake,
  type Learner,
  show,
  tokenParts,
  utf8,
  WebRequest,
} from '../../../src/grader/kit/index.ts'
import { comparisonTests } from './comparison.ts'
import diagnoses from './diagnoses.md'
import { expectGrant, expectNoLeak, expectRefusal, secretsOf, shownAnswer } from './grant.ts'
import {
  type Context,
  contextOf,
  createContext,
  credentials,
  type Header,
  JSON_TYPE,
  post,
  runsDone,
  scryptRuns,
  shownRuns,
} from './world.ts'

/** What JSON.parse and the functions of chapter 1 throw; all else is a slip, which the kit explains. */
const UNCAUGHT = ['SyntaxError', 'JwtError']
/** The username in a request, when every object has a property of this name and `context.users` has none of its own. */
function inheritedName([request, context]: unknown[]): string | undefined {
  const { body } = request as WebRequest
  if (!(body instanceof Uint8Array)) return undefined
  try {
    const { username } = JSON.parse(new TextDecoder().decode(body))
    const isInherited = typeof username === 'string' && username in {}
    return isInherited && !Object.hasOwn((context as Context).users, username) ? username : undefined
  } catch {
    return undefined
  }
}

const mistakes: KnownMistake[] = [
  {
    id: 'inherited-user',
    matches: ({ thrown, args }) => {
      const username = thrown?.code === null ? inheritedName(args) : undefined
      return username !== undefined && { username }
    },
  },
  {
    id: 'error-not-caught',
    matches: ({ thrown }) => thrown !== null && UNCAUGHT.includes(thrown.name ?? ''),
  },
]
const lesson = defineLesson({
  id: '18-login',
  diagnoses,
  mistakes,
  // A token may have a claim of its own, such as a jti.
  leavesOpen: { login: ['same-result'] },
  parameters: { login: ['request', 'context'] },
})

const USERS = [
  ['ada', 'correct horse'],
  ['bob@example.com', ' two  blanks '],
  ['Grace Hopper', 'Passwörter sind Bytes 🔑'],
  ['x', 'q"\\/\u0000\n$password'],
  ['long', 'long enough '.repeat(40)],
  ['jos\u00e9', 'correct horse'],
  ['kelvin', '\ufb01ne \u2460 e\u0301\u00a0K'],
] as const

/** A string that no answer has by chance. */
const MARKED = 'hunter2-of-ada'

lesson.step('token', ({ test }) => {
  test('the right password gets a token', async learner => {
    const context = createContext(learner, USERS)
    const results = await learner.callMany(
      'login',
      USERS.map(([username, password]) => [credentials(username, password), context]),
    )
    for (const [index, [username, password]] of USERS.entries())
      expectGrant(learner, results[index] as CallResult, { username, password })
  })
  test('a token that jose accepts', async learner => {
    const context = createContext(learner, USERS.slice(0, 1))
    const result = await learner.call('login', credentials('ada', 'correct horse'), context)
    const { json } = learner.responseOf(result, 'RFC 6749 §5.1')
    const { issuer, audience, secret, now } = context
    const token = String((json as { access_token?: unknown } | undefined)?.access_token)
    const options = { issuer, audience, subject: 'ada', currentDate: new Date(now * 1000) }
    const verdict = await jose.jwtVerify(token, secret, options).then(
      () => 'accepted',
      error => String(error.code ?? error.message),
    )
    learner.expectEqual(result, verdict, 'accepted', { what: 'the verdict of jose', rule: 'RFC 7519 §7.2' })
  })
  test('of the time that is given', async learner => {
    const times = [0, 1, 1_600_000_000, 2_147_483_648, 4_102_444_800]
    const context = createContext(learner, USERS.slice(0, 1))
    const results = await learner.callMany(
      'login',
      times.map(now => [credentials('ada', 'correct horse'), { ...context, now }]),
    )
    for (const result of results) expectGrant(learner, result, { username: 'ada', password: 'correct horse' })
  })
  test('nothing that the client asks for gets into it', async learner => {
    const context = createContext(learner, USERS.slice(0, 1))
    const marker = 'chosen-by-the-client'
    const login = { username: 'ada', password: 'correct horse' }
    const extras: Record<string, unknown>[] = [
      { sub: marker, iss: marker, aud: marker },
      { exp: 9_999_999_999, iat: 1, nbf: 1, lifetime: 1e9, now: 1 },
      { role: marker, roles: [marker], admin: marker, scope: marker },
      { claims: { role: marker }, user: { sub: marker }, jti: marker, context: { issuer: marker } },
    ]
    const results = await learner.callMany(
      'login',
      extras.map(extra => [post({ ...extra, ...login }), context]),
    )
    for (const result of results) {
      const claims = expectGrant(learner, result, login)
      const found = Object.entries(claims).find(([name, value]) =>
        JSON.stringify([name, value]).includes(marker),
      )
      if (found !== undefined) learner.fail(result, { id: 'client-claims', words: { name: found[0] } })
      for (const name of ['nbf', 'lifetime', 'now'])
        if (name in claims) learner.fail(result, { id: 'client-claims', words: { name } })
    }
  })
  test('a wrong password gets 401', async learner => {
    const context = createContext(learner, USERS)
    const { salt, hash } = context.users.ada as { salt: string; hash: string }
    const wrong = [
      MARKED,
      'correct horse ',
      ' correct horse',
      'Correct horse',
      'CORRECT HORSE',
      'correct hors',
      'correct horsee',
      'correct  horse',
      'correcthorse',
      'correct horse\u0000',
      ' two  blanks ',
      'undefined',
      salt,
      hash,
      'ada',
    ]
    const results = await learner.callMany(
      'login',
      wrong.map(password => [credentials('ada', password), context]),
    )
    const because = (password: string): string =>
      `the password is ${show(password)}, and another one is right`
    if (results.every(result => learner.responseOf(result, null).status === 200))
      learner.fail(results[0] as CallResult, {
        id: 'let-in/unchecked',
        words: { status: '200', because: because(MARKED) },
        expected: '401',
      })
    for (const [index, password] of wrong.entries())
      expectRefusal(learner, results[index] as CallResult, {
        statuses: [401],
        because: because(password),
        id: 'status-not-401',
        rule: 'RFC 9110 §15.5.2',
      })
  })
  test('logins at once are each answered for themselves', async learner => {
    const context = createContext(learner, USERS)
    const logins: [username: string, password: string, isRight: boolean][] = [
      ...USERS.slice(0, 3).map(([name, password]): [string, string, boolean] => [name, password, true]),
      ['ada', MARKED, false],
      ['ada', 'correct horse', true],
    ]
    const results = await learner.callMany(
      'login',
      logins.map(([username, password]) => [credentials(username, password), context]),
      { turns: 'together' },
    )
    for (const [index, [username, password, isRight]] of logins.entries()) {
      const result = results[index] as CallResult
      const { status, json } = learner.responseOf(result, 'RFC 6749 §5.1')
      const token = String((json as { access_token?: unknown } | null | undefined)?.access_token)
      const sub = status === 200 ? (tokenParts(token)?.payload as { sub?: unknown } | null)?.sub : undefined
      if (status !== (isRight ? 200 : 401) || (isRight && sub !== username))
        learner.fail(result, {
          id: 'mixed-up',
          words: {
            username: show(username),
            is: isRight ? 'right' : 'wrong',
            seen: sub === undefined ? `${status}` : `${status} and a token for ${show(sub)}`,
          },
          expected: isRight ? `200 and a token for ${show(username)}` : '401',
        })
      if (isRight) expectGrant(learner, result, { username, password })
    }
  })
})

/** Names that nobody has here; some are nearly somebody's, and some are in every object. */
const UNKNOWN = [
  'eve',
  'Ada',
  'ADA',
  ' ada',
  'ada ',
  'jose\u0301',
  'JOS\u00c9',
  'ada\u0000',
  'a',
  'adaa',
  'ad',
  'constructor',
  'toString',
  '__proto__',
  'hasOwnProperty',
  'valueOf',
  'length',
  '0',
  'é',
]

lesson.step('strangers', ({ test }) => {
  test('an unknown user and a wrong password get the same answer, to the byte', async learner => {
    // The empty string is a string, too.
    const plain = [...USERS.map(([name]) => name), 'eve', '']
    const names = [...plain, ...UNKNOWN.slice(-9)]
    const serverOf = (users: readonly string[]) =>
      createContext(
        learner,
        users.map(name => [name, 'correct horse']),
      )
    // Odd names are users of another server: what they break has nothing to do with the others.
    const [context, odd, empty] = [serverOf(plain), serverOf(UNKNOWN.slice(-9)), contextOf(learner, [])]
    const results = await learner.callMany(
      'login',
      names.flatMap(name => [
        [credentials(name, 'another one'), plain.includes(name) ? context : odd],
        [credentials(name, 'another one'), empty],
      ]),
    )
    const answers = results.map((result, index) => {
      const name = names[Math.floor(index / 2)] as string
      const because =
        index % 2 === 0
          ? `the password is another one${name === '' ? ", and the username is '', which is a string, too" : ''}${plain.includes(name) ? '' : `, and there are users called ${UNKNOWN.slice(-9, -3).join(', ')}`}`
          : name in {}
            ? `no user is called ${name}, although every object has a property of this name (Object.hasOwn tells them apart)`
            : 'there is no such user'
      const about = { statuses: [401], because, id: 'status-not-401', rule: 'RFC 9110 §15.5.2' }
      return shownAnswer(expectRefusal(learner, result, about))
    })
    for (const [index, username] of names.entries()) {
      const [one = '', two = ''] = answers.slice(2 * index)
      if (one === two) continue
      const { known, unknown } = difference(one, two)
      const words = { username: show(username), known, unknown }
      learner.fail(results[2 * index + 1] as CallResult, { id: 'answers-differ', words })
    }
  })
  test('and the same work', async learner => {
    const context = createContext(learner, USERS)
    // The first login may prepare something for all that follow.
    await learner.call('login', credentials('ada', 'correct horse'), context)
    const results = await learner.callMany('login', [
      [credentials('ada', 'wrong password'), context],
      [credentials('ada', 'correct horse'), context],
      ...UNKNOWN.map(name => [credentials(name, 'wrong password'), context]),
    ])
    const runs = results.map(result => scryptRuns(result))
    const [known = []] = runs
    for (const [index, result] of results.entries()) {
      const these = runs[index] ?? []
      if (shownRuns(these) === shownRuns(known)) continue
      learner.fail(result, {
        id: these.length === 0 ? 'decoy-missing' : 'decoy-work-differs',
        words: { known: shownRuns(known), unknown: shownRuns(these) },
        expected: shownRuns(known),
        actual: shownRuns(these),
      })
    }
    for (const [index, result] of results.entries())
      if (runsDone(result) < (runs[index] ?? []).length)
        learner.fail(result, { id: 'decoy-not-awaited', expected: 'an answer after scrypt is done' })
  })
  test('a user may have any name', async learner => {
    const names = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'a.b', '', 'é'].filter(
      name => name !== '',
    )
    const users = names.map(name => [name, `password of ${name}`] as const)
    const context = createContext(learner, users)
    const results = await learner.callMany(
      'login',
      users.map(([username, password]) => [credentials(username, password), context]),
    )
    for (const [index, [username, password]] of users.entries()) {
      const result = results[index] as CallResult
      const { status } = learner.responseOf(result, null)
      if (status !== 200)
        learner.fail(result, { id: 'odd-name-refused', words: { username, status: String(status) } })
      expectGrant(learner, result, { username, password })
    }
  })
  test('nobody gets in as a user who does not exist', async learner => {
    const context = createContext(learner, USERS)
    const nobody = contextOf(learner, [])
    const passwords = [...USERS.map(([, password]) => password), 'decoy', 'password', 'x', 'undefined', 'eve']
    const calls = [
      ...passwords.map(password => [credentials('eve', password), context]),
      ...['correct horse', 'decoy', 'undefined', 'ada'].map(password => [
        credentials('ada', password),
        nobody,
      ]),
      // Nor as one whose name is only nearly right.
      ...UNKNOWN.slice(0, 11).map(name => [credentials(name, 'correct horse'), context]),
    ]
    for (const result of await learner.callMany('login', calls))
      expectRefusal(learner, result, {
        statuses: [401],
        because: 'there is no user of this name',
        id: 'status-not-401',
        rule: 'RFC 9110 §15.5.2',
      })
  })
  comparisonTests(test)
})

/** Two answers from where they differ on. */
function difference(one: string, two: string): { known: string; unknown: string } {
  let at = 0
  while (at < one.length && one[at] === two[at]) at++
  const from = Math.max(0, at - 12)
  return { known: show(one.slice(from, at + 40)), unknown: show(two.slice(from, at + 40)) }
}

const RIGHT = { username: 'ada', password: 'correct horse' }

lesson.step('request', ({ test }) => {
  const refused = async (
    learner: Learner,
    rows: readonly (readonly [request: WebRequest, statuses: readonly number[], because: string])[],
    id: string,
  ): Promise<void> => {
    const context = createContext(learner, USERS)
    const results = await learner.callMany(
      'login',
      rows.map(([request]) => [request, context]),
    )
    for (const [index, [, statuses, because]] of rows.entries()) {
      const result = results[index] as CallResult
      const answer = expectRefusal(learner, result, { statuses, because, id, rule: 'RFC 9110 §15.5' })
      expectNoLeak(learner, result, { 'a part of what was sent': MARKED, ...secretsOf(context) })
      if (answer.status !== 405) continue
      const allowed = answer
        .valuesOf('allow')
        .join(',')
        .split(',')
        .map(method => method.trim())
      if (!allowed.includes('POST') || allowed.some(method => !['POST', 'OPTIONS', 'HEAD'].includes(method)))
        learner.fail(result, {
          id: 'allow-wrong',
          words: { value: answer.valuesOf('allow')[0] ?? 'absent' },
          expected: 'Allow: POST',
        })
    }
  }
  test('another method is 405, with Allow', learner =>
    refused(
      learner,
      [
        [
          new WebRequest('GET', 'https://login.example/login?username=ada&password=correct%20horse', []),
          [405],
          'the method is GET',
        ],
        ...['PUT', 'PATCH', 'DELETE', 'LOGIN', 'post-login'].map(
          method => [post(RIGHT, [JSON_TYPE], method), [405], `the method is ${method}`] as const,
        ),
      ],
      'method-accepted',
    ))
  test('another media type is 415', learner => {
    const types = [
      'text/json',
      'text/plain',
      'application/jsonp',
      'application/json-seq',
      'application/jsonlines',
      'application/vnd.api+json',
      'application/x-www-form-urlencoded',
      'multipart/form-data; boundary=application/json',
      'text/plain; application/json',
      'text/plain;charset=application/json',
      'xapplication/json',
      'application/javascript',
      'application',
      'json',
    ]
    const rows = types.map(
      type => [post(RIGHT, [['Content-Type', type]]), [415], `the media type is ${type}`] as const,
    )
    return refused(
      learner,
      [...rows, [post(RIGHT, []), [415], 'there is no Content-Type']],
      'media-type-accepted',
    )
  })
  test('a login in any spelling: media type, spaces, escapes, other properties', async learner => {
    const context = createContext(learner, USERS)
    const types = [
      'application/json',
      'Application/JSON',
      'APPLICATION/JSON',
      'application/json;charset=utf-8',
      'application/json; charset=UTF-8',
      'application/json ; charset="utf-8"',
      'application/json;a=b;c=d',
    ]
    const results = await learner.callMany(
      'login',
      types.map(type => [post(RIGHT, [['content-type', type]]), context]),
    )
    for (const [index, type] of types.entries()) {
      const result = results[index] as CallResult
      const { status } = learner.responseOf(result, 'RFC 9110 §8.3.1')
      if (status !== 200)
        learner.fail(result, {
          id: 'media-type-refused',
          words: { type, status: String(status) },
          expected: '200',
        })
    }
    const bodies = [
      { ...RIGHT, remember: true },
      { a: null, ...RIGHT, b: [1, { c: 2 }] },
    ].map(body => JSON.stringify(body))
    bodies.push(JSON.stringify(RIGHT, null, 2), ` \n\t${JSON.stringify(RIGHT)}\r\n `)
    bodies.push('{"p\\u0061ssword":"correct horse","username":"\\u0061da","__proto__":{"admin":true}}')
    const others = await learner.callMany(
      'login',
      bodies.map(body => [post(body), context]),
    )
    for (const result of others) expectGrant(learner, result, RIGHT)
  })
  test('a body that is not JSON is 400', learner => {
    const bodies = [
      '',
      '{',
      '{"username":"ada","password":"hunter2-of-ada"',
      "{'username':'ada','password':'hunter2-of-ada'}",
      '{"username":"ada","password":"hunter2-of-ada"} hunter2-of-ada',
      'username=ada&password=hunter2-of-ada',
      'hunter2-of-ada',
      'undefined',
    ]
    return refused(
      learner,
      bodies.map(body => [post(body), [400], `the body is ${show(body)}, which is not JSON`] as const),
      'status-not-400',
    )
  })
  test('nor is JSON without both strings a login', learner => {
    const bodies: unknown[] = [
      null,
      true,
      7,
      [],
      ['ada', 'correct horse'],
      [RIGHT],
      {},
      { username: 'ada' },
      { password: 'correct horse' },
      { username: null, password: 'correct horse' },
      { username: 'ada', password: null },
      { username: 'ada', password: 7 },
      { username: 0, password: 'correct horse' },
      { username: ['ada'], password: 'correct horse' },
      { username: 'ada', password: ['correct horse'] },
      { username: { ada: 1 }, password: 'correct horse' },
      { username: 'ada', password: { length: 13 } },
      { username: true, password: true },
      { Username: 'ada', Password: 'correct horse' },
      { user: 'ada', password: 'correct horse' },
      { credentials: RIGHT },
    ]
    const rows = bodies.map(body => {
      const request = post(JSON.stringify(body))
      return [request, [400], `the body is ${JSON.stringify(body)}`] as const
    })
    return refused(learner, [...rows, [post('"ada"'), [400], 'the body is "ada"']], 'status-not-400')
  })
  test('nothing that is secret is answered or printed', async learner => {
    const password = 'a password like no other'
    const context = createContext(learner, [['ada', password]])
    const name = 'nobody.of.this.name'
    const secrets = {
      'the password': password,
      'the password that was tried': MARKED,
      'the name that was tried': name,
      ...secretsOf(context),
    }
    const results = await learner.callMany('login', [
      [credentials('ada', MARKED), context],
      [credentials('eve', MARKED), context],
      [credentials(name, MARKED), context],
      [credentials('ada', password), context],
      [post({ username: 7, password: MARKED }), context],
    ])
    for (const result of results) expectNoLeak(learner, result, secrets)
    // Who prints at length has filled up what is kept long before this test: then the first logins show it.
    const printed = learner.printedSinceLoad()
    if ([MARKED, ...USERS.map(([, used]) => used)].some(used => used.length > 8 && printed.includes(used)))
      learner.fail(results[0] as CallResult, {
        id: 'leak',
        words: { what: 'the password of a login', place: 'console' },
      })
  })
  test('of several faults any may be told', learner => {
    const text: Header = ['Content-Type', 'text/plain']
    return refused(
      learner,
      [
        [post('{', [text], 'PUT'), [405, 415, 400], 'method, media type and body are wrong'],
        [post('{', [text]), [415, 400], 'media type and body are wrong'],
        [post('x'.repeat(9000), [text]), [415, 413, 400], 'the body is too long, and of another media type'],
        [post({ username: 'eve', password: 7 }), [400], 'the password is a number'],
      ],
      'status-not-true',
    )
  })
})

/** A login whose body has exactly so many bytes; `filler` is what it is filled up with. */
function bodyOfLength(length: number, filler = ' ', password: string = RIGHT.password): Uint8Array {
  const json = JSON.stringify({ ...RIGHT, password, filler: '' })
  const rest = length - utf8(json).length
  const one = utf8(filler).length
  const text = json.replace(
    '"filler":""',
    `"filler":"${filler.repeat(Math.floor(rest / one))}${' '.repeat(rest % one)}"`,
  )
  return utf8(text)
}

const sent = (body: WebRequest['body'], headers: Header[] = []): WebRequest =>
  new WebRequest('POST', 'https://login.example/login', [JSON_TYPE, ...headers], body)

/** The bytes in pieces of this length. */
function pieces(bytes: Uint8Array, length: number, ending?: BodyInPieces['ending']): BodyInPieces {
  const count = Math.ceil(bytes.length / length)
  return new BodyInPieces(
    Array.from({ length: count }, (_, index) => bytes.slice(index * length, (index + 1) * length)),
    ending,
  )
}

lesson.step('limit', ({ test }) => {
  test('8,192 bytes are fine, 8,193 are not', async learner => {
    const context = createContext(learner, USERS)
    const rows: [WebRequest, boolean][] = [8191, 8192, 8193, 8194, 9000, 20_000].map(length => [
      sent(bodyOfLength(length)),
      length <= 8192,
    ])
    rows.push([sent(pieces(bodyOfLength(8192), 8192)), true], [sent(pieces(bodyOfLength(8193), 8192)), false])
    await expectLimit(learner, context, rows)
    // One login with the real scrypt: the stand-in of all others agrees with it.
    const real = contextOf(learner, [['ada', REAL_RECORD]])
    const request = sent(bodyOfLength(8192, ' ', REAL_PASSWORD))
    const result = await learner.callWith({ given: { scrypt: 'real' } }, 'login', request, real)
    expectGrant(learner, result, { username: 'ada', password: REAL_PASSWORD })
  })
  test('bytes, not characters and not pieces', async learner => {
    const context = createContext(learner, USERS)
    await expectLimit(learner, context, [
      [sent(bodyOfLength(8192, 'é')), true],
      [sent(bodyOfLength(8193, 'é')), false],
      [sent(bodyOfLength(12_000, '🔑')), false],
      [sent(bodyOfLength(16_000, 'é')), false],
      [sent(pieces(bodyOfLength(8192), 1000)), true],
      [sent(pieces(bodyOfLength(9001), 1000)), false],
      [sent(pieces(bodyOfLength(8192), 256)), true],
      [sent(pieces(bodyOfLength(8193), 4096)), false],
    ])
  })
  test('whatever Content-Length says', async learner => {
    const context = createContext(learner, USERS)
    const lengths = ['0', '20', '8192', 'abc', '-1', '']
    await expectLimit(learner, context, [
      ...lengths.map((length): [WebRequest, boolean] => [
        sent(bodyOfLength(9000), [['Content-Length', length]]),
        false,
      ]),
      [sent(bodyOfLength(8193)), false],
      [sent(bodyOfLength(200), [['Content-Length', '20']]), true],
      [sent(bodyOfLength(200), [['Content-Length', 'abc']]), true],
    ])
  })
  test('a character may lie in two pieces', async learner => {
    const [, , [username, password]] = USERS
    const context = createContext(learner, USERS)
    const bytes = utf8(JSON.stringify({ username, password }))
    const results = await learner.callMany(
      'login',
      [1, 2, 3, 5, 7].map(length => [sent(pieces(bytes, length)), context]),
    )
    for (const result of results) {
      const { status } = learner.responseOf(result, null)
      if (status !== 200)
        learner.fail(result, {
          id: 'pieces-decoded-alone',
          words: { status: String(status) },
          expected: '200',
        })
      expectGrant(learner, result, { username, password })
    }
  })
  test('a body without an end gets its answer too', async learner => {
    const context = createContext(learner, USERS)
    const endless = new Uint8Array(64_000).fill(32)
    for (const [length, bytes] of [
      [1000, endless],
      [64_000, endless],
      [4096, utf8(`{"username":"ada","password":"${'x'.repeat(60_000)}`)],
    ] as const) {
      const result = await learner.call('login', sent(pieces(bytes, length, 'nothing')), context)
      expectRefusal(learner, result, {
        statuses: [413],
        because: 'the body does not end',
        id: 'status-not-413',
        rule: 'RFC 9110 §15.5.14',
      })
    }
  })
  test('a body that breaks off gets an answer, and no entry', async learner => {
    const context = createContext(learner, USERS)
    const whole = utf8(JSON.stringify(RIGHT))
    for (const bytes of [whole.slice(0, 20), whole]) {
      const result = await learner.call('login', sent(pieces(bytes, 10, 'error')), context)
      if (result.outcome.kind === 'thrown') learner.fail(result, { id: 'body-breaks', expected: '400' })
      const { status } = learner.responseOf(result, 'RFC 9110 §15.5.1')
      if (status < 400)
        learner.fail(result, {
          id: 'let-in/broken',
          words: { status: String(status) },
          expected: '400',
        })
    }
  })
})

/** Made by the real scrypt with N = 16384, r = 8, p = 5. */
const REAL_PASSWORD = 'correct horse battery staple'
const REAL_RECORD = { salt: 'c2l4dGVlbiBieXRlcyBvaw', hash: 'dZcphFIjj2UwKbxAAKD1H2Wp6-21ARJ9vQKw3Dpjt7w' }

async function expectLimit(
  learner: Learner,
  context: ReturnType<typeof contextOf>,
  rows: readonly [request: WebRequest, isFine: boolean][],
): Promise<void> {
  const results = await learner.callMany(
    'login',
    rows.map(([request]) => [request, context]),
  )
  for (const [index, [{ body }, isFine]] of rows.entries()) {
    const result = results[index] as CallResult
    const length =
      body instanceof BodyInPieces
        ? body.pieces.reduce((sum, piece) => sum + piece.length, 0)
        : (body?.length ?? 0)
    const { status } = learner.responseOf(result, 'RFC 9110 §15.5.14')
    const words = { length: length.toLocaleString('en'), status: String(status) }
    if (isFine && status !== 200) learner.fail(result, { id: 'short-body-refused', words, expected: '200' })
    if (!isFine && status !== 413)
      learner.fail(result, {
        id: 'status-not-413',
        words: { ...words, because: `the body has ${words.length} bytes` },
        expected: '413',
      })
  }
}
