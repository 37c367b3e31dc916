/** The hidden tests of the session cookie. */
import {
  type CallResult,
  combinations,
  defineLesson,
  type Learner,
  NOT_PLAIN,
  plain,
  show,
  WebRequest,
} from '../../../src/grader/kit/index.ts'
import diagnoses from './diagnoses.md'
import {
  becauseOf,
  hasSession,
  isCrossSiteWrite,
  isOfAnother,
  judgeMistakes,
  readMistakes,
  readSessionCookie,
} from './model.ts'
import { type Header, shownRequest, withCookie } from './requests.ts'
import { expectSetCookie } from './set-cookie.ts'

const lesson = defineLesson({
  id: '20-storage',
  diagnoses,
  // An Expires may be written beside Max-Age, and it moves on with the clock.
  leavesOpen: { sessionCookie: ['same-result'] },
  parameters: {
    sessionCookie: ['token', 'lifetime'],
    readSessionCookie: ['request'],
    isCrossSiteWrite: ['request', 'ownOrigin'],
  },
})

const OWN = 'https://app.example'
const TOKEN = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhZGEifQ.c2lnbmF0dXJl'
/** What a token can consist of (RFC 6750 §2.1). */
const TOKENS = [TOKEN, 'a-b._~9', 'AAAA+/AAAA==', 'x', 'v'.repeat(2000)]

lesson.step('write', ({ test }) => {
  const expectAll = async (learner: Learner, calls: [token: string, lifetime: number][]): Promise<void> => {
    const results = await learner.callMany('sessionCookie', calls)
    for (const [index, [token, lifetime]] of calls.entries())
      expectSetCookie(learner, results[index] as CallResult, token, lifetime)
  }
  test('name, token and attributes', learner =>
    expectAll(
      learner,
      TOKENS.map(token => [token, 900]),
    ))
  test('Max-Age is the lifetime in seconds', learner =>
    expectAll(
      learner,
      [1, 60, 3600, 86_400, 2_592_000].map(lifetime => [TOKEN, lifetime]),
    ))
  test('an empty token and a lifetime of 0 delete the cookie', learner => expectAll(learner, [['', 0]]))
})

/** What was returned; a string for what is no plain value. */
/** A value as JSON, if it has such a form. */
function asJson(value: unknown): string {
  return typeof value === 'bigint' || value === NOT_PLAIN
    ? show(value)
    : (JSON.stringify(value) ?? 'undefined')
}

function returnedBy({ outcome }: CallResult): unknown {
  return outcome.kind === 'value' ? plain(outcome.value) : outcome
}

/** Each call has its right result, or the first mistake that explains all of them is named. */
function expectModel<Args extends unknown[], T>(
  learner: Learner,
  results: readonly CallResult[],
  about: {
    right: (...args: Args) => T
    mistakes: Record<string, ((...args: Args) => T)[]>
    history: CallResult[]
    rule: string
    /** The diagnosis when no mistake explains all results. */
    otherwise?: (wrong: CallResult) => string | undefined
    words?: (...args: Args) => Record<string, string>
  },
): void {
  const { right, mistakes, history, rule } = about
  history.push(...results)
  const agrees = (result: CallResult, answer: (...args: Args) => T): boolean => {
    try {
      const value = answer(...(result.args as Args))
      return result.outcome.kind === 'value' && Object.is(returnedBy(result), value)
    } catch {
      return result.outcome.kind === 'thrown'
    }
  }
  const wrong = results.find(result => !agrees(result, right))
  if (wrong === undefined) return
  const wanted = right(...(wrong.args as Args))
  const [known] =
    Object.entries(mistakes).find(([, answers]) =>
      answers.some(answer => history.every(result => agrees(result, answer))),
    ) ?? []
  const words = {
    request: shownRequest(wrong.args[0] as WebRequest),
    returned: wrong.outcome.kind === 'value' ? asJson(returnedBy(wrong)) : 'an error',
    ...about.words?.(...(wrong.args as Args)),
  }
  const id = known ?? about.otherwise?.(wrong)
  if (id !== undefined) learner.fail(wrong, { id, words, expected: JSON.stringify(wanted) ?? 'undefined' })
  learner.expectValue(wrong, wanted, rule, words)
}

lesson.step('read', ({ test }) => {
  const history: CallResult[] = []
  const read = (name: string, rule: string, cookies: readonly (string | WebRequest)[]): void =>
    test(name, async learner => {
      const requests = cookies.map(cookie => (typeof cookie === 'string' ? withCookie(cookie) : cookie))
      const results = await learner.callMany(
        'readSessionCookie',
        requests.map(request => [request]),
      )
      expectModel(learner, results, {
        right: readSessionCookie,
        mistakes: readMistakes,
        history,
        rule,
        otherwise: wrong => {
          const [request, returned] = [wrong.args[0] as WebRequest, returnedBy(wrong)]
          if (hasSession(request)) return returned === undefined ? 'cookie-not-read/this' : undefined
          return typeof returned === 'string' && isOfAnother(request, returned) ? 'name-in-part' : undefined
        },
      })
    })
  const session = `__Host-session=${TOKEN}`
  read('wherever it is among others', 'RFC 6265 §5.4', [
    session,
    `theme=dark; ${session}`,
    `${session}; theme=dark`,
    `a=1; b=2; ${session}; c=3; d=4`,
    `__Host-lab=1; __Secure-x=2; ${session}`,
    new WebRequest('POST', `${OWN}/refresh`, [
      ['Accept', '*/*'],
      ['cookie', session],
    ]),
  ])
  read('the value as it is, with every = in it', 'RFC 6265 §5.4', [
    '__Host-session=abc==',
    '__Host-session=a=b=c',
    '__Host-session=AAAA+/AAAA==; x=y',
    '__Host-session=a%20b%3Dc',
    '__Host-session=a%',
    '__Host-session="abc"',
    `__Host-session=${'v'.repeat(4000)}`,
  ])
  read('undefined when there is none', 'RFC 6265 §5.4', [
    new WebRequest('GET', `${OWN}/`, []),
    'theme=dark',
    'theme=dark; lang=en',
    'session=evil',
    new WebRequest('GET', `${OWN}/?__Host-session=evil`, [['X-Cookie', session]]),
    new WebRequest('GET', `${OWN}/`, [['Authorization', `Bearer ${TOKEN}`]]),
  ])
  read('other names are other cookies', 'RFC 6265 §5.4', [
    'x__Host-session=evil',
    '__Host-session2=evil',
    '__host-session=evil',
    '__HOST-SESSION=evil',
    '__Host-Session=evil',
    'a=__Host-session=evil',
    '-__Host-session=evil',
    '.__Host-session=evil',
    'a="__Host-session=evil"',
    '__Host-session-old=evil',
    'Host-session=evil',
    '__Host.session=evil',
    '..Host-session=evil',
    '__%48ost-session=evil',
    'a=1,__Host-session=evil',
    `a=1,__Host-session=evil; ${session}`,
    `x__Host-session=evil; ${session}`,
    `${session}; x__Host-session=evil`,
    `__host-session=evil; ${session}`,
    `${session}; __HOST-SESSION=evil`,
    `a=__Host-session=evil; ${session}`,
    `__Host-session2=evil; ${session}`,
    `-__Host-session=evil; ${session}`,
    `${session}; a.__Host-session=evil`,
  ])
  read('also those with a Unicode space', '6265bis §4.1.3.2', [
    '\u00a0__Host-session=evil',
    'theme=dark; \u00a0__Host-session=evil',
    '__Host-session\u00a0=evil',
    `${session}; \u00a0__Host-session=evil`,
    `\u00a0__Host-session=evil; ${session}`,
  ])
  read('names of Object.prototype and odd values break nothing', 'RFC 6265 §5.4', [
    `__proto__=1; constructor=2; toString=3; ${session}`,
    `${session}; hasOwnProperty=1; __proto__=x`,
    `bad=%; ${session}`,
    `bad=%E0%A4%A; ${session}`,
    'bad=%zz; other=%',
    `%=1; ${session}; 100%zz=2`,
    `json={"a":1}; ${session}; list=[1,2]`,
    `empty=; ${session}`,
  ])
  read('two different values are none', '6265bis §4.2.2', [
    `${session}; __Host-session=evil`,
    `__Host-session=evil; ${session}`,
    `__Host-session=evil; theme=dark; ${session}`,
    `${session}; a=b; c=d; __Host-session=evil; e=f`,
    '__Host-session=a; __Host-session=b; __Host-session=c',
    '__Host-session=a; __Host-session=a; __Host-session=b',
    '__Host-session=a; __Host-session=b; __Host-session=a',
    '__Host-session=a; __Host-session=a=',
    '__Host-session=a; __Host-session=A',
  ])
})

const OTHERS = ['cross-site', 'same-site']
const METHODS = ['POST', 'PUT', 'PATCH', 'DELETE']
const write = (headers: Header[], method = 'POST', url = `${OWN}/notes`): WebRequest =>
  new WebRequest(method, url, headers)
const site = (value: string): Header => ['Sec-Fetch-Site', value]
const origin = (value: string): Header => ['Origin', value]

const judged: CallResult[] = []
type Judged = [WebRequest, string]
function judgeRows(
  test: (name: string, body: (learner: Learner) => Promise<void>) => void,
  step: 'fetch-site' | 'origin',
  name: string,
  rule: string,
  rows: readonly (WebRequest | Judged)[],
): void {
  // This step's mistakes first, then those of the step before.
  const mistakes = { ...judgeMistakes[step], ...judgeMistakes['fetch-site'] }
  test(name, async learner => {
    const calls = rows.map((row): Judged => (row instanceof WebRequest ? [row, OWN] : row))
    const results = await learner.callMany('isCrossSiteWrite', calls)
    expectModel(learner, results, {
      right: isCrossSiteWrite,
      mistakes,
      history: judged,
      rule,
      otherwise: wrong => {
        const returned = returnedBy(wrong)
        return typeof returned !== 'boolean' ? undefined : returned ? 'request-refused' : 'write-let-through'
      },
      words: (request, ownOrigin) => ({ because: becauseOf(request, ownOrigin) }),
    })
  })
}

lesson.step('fetch-site', ({ test }) => {
  judgeRows(test, 'fetch-site', 'writes of other pages are refused', 'Fetch Metadata §2.3', [
    write([site('cross-site')]),
    write([site('same-site')]),
    write([site('cross-site'), origin('https://evil.example')]),
    write([site('same-site'), origin('https://evil.app.example')]),
    ...combinations(OTHERS, METHODS).map(([value, method]) => write([site(value)], method)),
  ])
  judgeRows(test, 'fetch-site', 'writes of own pages, and of the user, are not', 'Fetch Metadata §2.3', [
    write([site('same-origin')]),
    write([site('none')]),
    write([site('same-origin'), origin(OWN)]),
    ...combinations(['same-origin', 'none'], METHODS).map(([value, method]) => write([site(value)], method)),
  ])
  judgeRows(test, 'fetch-site', 'reads are let through, whoever asks', 'RFC 9110 §9.2.1', [
    ...combinations(['GET', 'HEAD', 'OPTIONS'], [...OTHERS, 'same-origin', 'none']).map(([method, value]) =>
      write([site(value)], method),
    ),
    write([], 'GET'),
    write([], 'HEAD'),
    write([site('cross-site'), origin('https://evil.example')], 'GET'),
    write([site('cross-site'), origin('https://evil.example')], 'OPTIONS'),
  ])
  judgeRows(test, 'fetch-site', 'a method that nobody knows is a write', 'RFC 9110 §9.2.1', [
    ...combinations(
      ['PROPPATCH', 'MKCOL', 'LOCK', 'REPORT', 'PURGE', 'GETX', 'XGET', 'HEADER', 'OPTIONS-'],
      OTHERS,
    ).map(([method, value]) => write([site(value)], method)),
    write([site('same-origin')], 'PURGE'),
  ])
  judgeRows(test, 'fetch-site', 'a value that nobody knows is refused', 'Fetch Metadata §2.3', [
    write([site('same-party')]),
    write([site('unknown')]),
    write([site('sameorigin')]),
    write([site('same-origin-plus')]),
    write([site('x-none')]),
    write([site('cross-site, same-origin')]),
  ])
  judgeRows(test, 'fetch-site', 'it decides alone, whatever the other headers say', 'Fetch Metadata §2.3', [
    write([site('same-origin'), origin('null')]),
    write([site('same-origin'), ['Referer', 'https://evil.example/']]),
    write([site('cross-site'), ['Referer', `${OWN}/`], ['Host', 'app.example']]),
    write([site('same-site'), ['Referer', `${OWN}/`], ['X-Forwarded-Host', 'app.example']]),
    write([site('cross-site'), ['X-Requested-With', 'XMLHttpRequest']]),
    write([site('same-site'), ['Content-Type', 'application/json']]),
    write([site('cross-site'), ['Authorization', 'Basic dGlnZXI6dGlnZXI=']]),
    write([site('same-site'), ['Authorization', `Bearer ${TOKEN}`]]),
  ])
})

lesson.step('origin', ({ test }) => {
  judgeRows(test, 'origin', 'without Sec-Fetch-Site the Origin decides', 'RFC 6454 §7', [
    write([origin(OWN)]),
    write([origin('https://evil.example')]),
    write([origin('https://evil.example'), ['Host', 'evil.example']]),
    ...combinations(METHODS, [OWN, 'https://evil.example']).map(([method, value]) =>
      write([origin(value)], method),
    ),
    [write([origin('http://localhost:3000')]), 'http://localhost:3000'],
    [write([origin('http://localhost:3001')]), 'http://localhost:3000'],
    [write([origin('http://127.0.0.1:3000')]), 'http://localhost:3000'],
    [write([origin(OWN)]), 'https://other.example'],
    [write([origin('https://other.example')]), 'https://other.example'],
    write([origin('https://evil.example')], 'GET'),
  ])
  judgeRows(test, 'origin', 'as a whole: scheme, host and port', 'RFC 6454 §4', [
    ...[
      'http://app.example',
      'https://app.example:8443',
      'https://app.example.evil.test',
      'https://evil.test/https://app.example',
      'https://evil-app.example',
      'https://www.app.example',
      'https://app.example@evil.test',
      'https://evil.test?https://app.example',
      'https://APP.example.evil.test',
      'https://app.exampl',
      'https://appxexample',
      'https://app.examples',
      'app.example',
      'https://',
    ].map(value => write([origin(value)])),
    [write([origin('http://localhost:30000')]), 'http://localhost:3000'],
    [write([origin('http://localhost')]), 'http://localhost:3000'],
    [write([origin('https://localhost:3000')]), 'http://localhost:3000'],
  ])
  judgeRows(test, 'origin', 'null is never one of ours', 'RFC 6454 §7', [
    write([origin('null')]),
    write([origin('null')], 'DELETE'),
    write([origin('null'), ['Referer', `${OWN}/`]]),
  ])
  judgeRows(test, 'origin', 'nothing that comes with the request says who we are', 'RFC 9110 §7.2', [
    write([origin('https://evil.example')], 'POST', 'https://evil.example/notes'),
    write([
      origin('https://evil.example'),
      ['X-Forwarded-Host', 'evil.example'],
      ['X-Forwarded-Proto', 'https'],
    ]),
    write([origin('https://evil.example'), ['Forwarded', 'host=evil.example;proto=https']]),
    write([origin('https://evil.example'), ['Referer', `${OWN}/`]]),
    write([origin(OWN), ['Host', 'internal:8080']], 'POST', 'http://internal:8080/notes'),
    write([origin(OWN), ['X-Forwarded-Host', 'proxy.example']]),
    write([origin(OWN), ['Referer', 'https://evil.example/']]),
  ])
  judgeRows(test, 'origin', 'without both it is no browser, and is let through', 'Fetch Metadata §2.3', [
    write([]),
    ...METHODS.map(method => write([], method)),
    write([['Referer', 'https://evil.example/']]),
    write([
      ['User-Agent', 'curl/8.0'],
      ['Host', 'evil.example'],
    ]),
    write([['Cookie', `__Host-session=${TOKEN}`]]),
    write([], 'POST', 'https://evil.example/notes'),
  ])
})
