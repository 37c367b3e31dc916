import { scryptSync } from 'node:crypto'
import {
  defineLesson,
  jose,
  type Learner,
  plain,
  type Seen,
  toHex,
  utf8,
  WebRequest,
} from '../../src/grader/kit/index.ts'

const lesson = defineLesson({ id: '18-login', mistakes: [] })
const NOW = 1_700_000_000
type Answer = { status: number; headers: [string, string][]; body: Uint8Array }

function world(learner: Learner) {
  const salt = toHex(learner.randomBytes(16))
  const hash = scryptSync('correct horse', salt, 32).toString('hex')
  const secret = learner.randomBytes(32)
  const context = {
    users: { ada: { salt, hash } },
    secret,
    issuer: 'https://login.example',
    audience: 'api',
    now: NOW,
  }
  const post = (body: unknown, headers: [string, string][] = [['content-type', 'application/json']]) =>
    new WebRequest(
      'POST',
      'https://login.example/login',
      headers,
      utf8(typeof body === 'string' ? body : JSON.stringify(body)),
    )
  return { context, post, secret }
}
/** The Response that came back, or a failure. */
function responseOf(learner: Learner, seen: Seen): Answer & { text: string } {
  const described = seen.outcome.kind === 'value' ? seen.outcome.value : null
  if (described?.type !== 'response') learner.expectValue(seen, 'a Response', 'Fetch §6.4')
  const answer = plain(described as never) as Answer
  return { ...answer, text: new TextDecoder().decode(answer.body) }
}

lesson.step('token', ({ test }) => {
  test('the right password gets a token', async learner => {
    const { context, post, secret } = world(learner)
    const seen = await learner.call('login', post({ user: 'ada', password: 'correct horse' }), context)
    const { status, headers, text } = responseOf(learner, seen)
    learner.expectEqual(seen, status, 200, { what: 'the status', rule: 'RFC 6749 §5.1' })
    learner.expectEqual(seen, headers.filter(([name]) => name === 'set-cookie').length, 2, {
      what: 'cookies',
      rule: null,
    })
    learner.expectEqual(seen, Object.fromEntries(headers)['cache-control'], 'no-store', {
      what: 'Cache-Control',
      rule: 'RFC 6749 §5.1',
    })
    const { payload } = await jose.jwtVerify(JSON.parse(text).access_token, secret, {
      currentDate: new Date(NOW * 1000),
    })
    learner.expectEqual(
      seen,
      payload,
      { iss: 'https://login.example', aud: 'api', sub: 'ada', iat: NOW, exp: NOW + 900 },
      { what: 'the claims', rule: 'RFC 7519 §4.1' },
    )
  })
})
lesson.step('refuse', ({ test }) => {
  test('what is no login', async learner => {
    const { context, post } = world(learner)
    const json: [string, string][] = [['content-type', 'application/json']]
    const rows: [WebRequest, number][] = [
      [new WebRequest('GET', 'https://login.example/login'), 405],
      [
        post('user=ada', [
          ['content-type', 'application/x-www-form-urlencoded'],
          ['cookie', 'a=1; b=2'],
          ['origin', 'https://evil.test'],
          ['host', 'x'],
        ]),
        415,
      ],
      [post('{"user":'), 400],
      [post({ user: 'eve', password: 'correct horse' }, json), 401],
      [post({ user: 'ada', password: 'wrong' }, json), 401],
      [post({ user: '__proto__', password: 'wrong' }, json), 401],
    ]
    for (const [index, seen] of (
      await learner.callMany(
        'login',
        rows.map(([request]) => [request, context]),
      )
    ).entries())
      learner.expectEqual(seen, responseOf(learner, seen).status, rows[index]?.[1], {
        what: 'the status',
        rule: 'RFC 9110 §15.5',
      })
  })
})
