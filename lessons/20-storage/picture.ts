/** Lesson 20: the cookie that keeps a token, what each of its attributes stops, and who may write with it. */
import {
  allJudged,
  type Answer,
  answerInWords,
  answerOf,
  type Call,
  type CallReport,
  type Drawing,
  durationInWords,
  isRight,
  isWrong,
  type Judged,
  judgedRows,
  judgedSentences,
  LABEL,
  label,
  LONGEST_INPUT,
  padded,
  parseSettings,
  platformRequest,
  printable,
  type Row,
  shorten,
  span,
  unreadable,
  WebRequest,
  words,
} from '../../src/pictures/index.ts'
import { isCrossSiteWrite, readSessionCookie, sessionCookie } from '../../solutions/server/cookie.ts'

export const title = 'The cookie, and what each of its attributes stops'
export const defaultInput = 'token=f3a1.Zr8wJm0y lifetime=604800'
export const inputHelp = 'token and lifetime in seconds; a lifetime of 0 deletes the cookie'

const FILE = 'server/cookie.ts'
const ORIGIN = 'https://app.example'

type Typed = { token: string; lifetime: number }

function parse(input: string): Typed | string {
  if (input.length > LONGEST_INPUT) return `more than ${LONGEST_INPUT} characters`
  const settings = parseSettings(input, ['token', 'lifetime'])
  if (typeof settings === 'string') return settings
  const token = String(settings.get('token') ?? '')
  const lifetime = settings.get('lifetime') ?? 0
  if (!/^[\w.~+/-]+=*$/.test(token))
    return 'a token has letters, digits and - . _ ~ + / only, and = at its end'
  if (!Number.isSafeInteger(lifetime) || (lifetime as number) < 0)
    return 'lifetime must be a whole number of seconds, 0 or more'
  return { token, lifetime: lifetime as number }
}

/** A POST as a browser sends it for a page. */
type Write = { page: string; request: WebRequest }

const write = (page: string, headers: [string, string][]): Write => ({
  page,
  request: new WebRequest('POST', `${ORIGIN}/logout`, headers),
})
const WRITES: readonly Write[] = [
  write('an own page', [
    ['sec-fetch-site', 'same-origin'],
    ['origin', ORIGIN],
  ]),
  write('another subdomain', [
    ['sec-fetch-site', 'same-site'],
    ['origin', 'https://blog.app.example'],
  ]),
  write('another site', [
    ['sec-fetch-site', 'cross-site'],
    ['origin', 'https://evil.example'],
  ]),
]

/** A request whose Cookie header has the token, and what is to be seen of it. */
type Read = { name: string; about: string; request: WebRequest }

const readsOf = ({ token }: Typed): Read[] => [
  {
    name: 'read back',
    about: 'beside a look-alike name',
    request: withCookie(`old__Host-session=evil; __Host-session=${token}`),
  },
  {
    name: 'read two',
    about: 'two values: none counts',
    request: withCookie(`__Host-session=${token}; __Host-session=${token}x`),
  },
]

const withCookie = (cookie: string): WebRequest => new WebRequest('GET', `${ORIGIN}/`, [['cookie', cookie]])

export function calls(input: string, _cursor: number): Call[] {
  const typed = parse(input)
  if (typeof typed === 'string') return []
  return [
    { file: FILE, name: 'sessionCookie', args: [typed.token, typed.lifetime] },
    ...readsOf(typed).map(({ request }) => ({ file: FILE, name: 'readSessionCookie', args: [request] })),
    ...WRITES.map(({ request }) => ({ file: FILE, name: 'isCrossSiteWrite', args: [request, ORIGIN] })),
  ]
}

export function cursorRange(_input: string): null {
  return null
}

/** One line of the drawing: what it is about, what the learner's code has, and what that is good for. */
type Line = { name: string; yours: string; stops: string; judged: Judged }

export function draw(input: string, _cursor: number, reports: CallReport[], width: number): Drawing {
  const typed = parse(input)
  if (typeof typed === 'string') return unreadable(title, typed, inputHelp, width)
  const cookie = answerOf(reports[0])
  const attributes = attributeLines(typed, cookie)
  const uses = [
    ...readsOf(typed).map((one, index) => readLine(one, answerOf(reports[1 + index]))),
    ...WRITES.map((one, index) => writeLine(one, reports[3 + index])),
  ]
  const shape = judgeShape(typed, cookie)
  const judged = allJudged(
    [shape, ...[...attributes, ...uses].map(line => line.judged)],
    'scripts, other hosts and writes of other sites are kept out.',
  )
  const rows: Row[] = [
    ...(cookie.kind === 'text'
      ? [[label('yours'), span(shorten(cookie.text, width - LABEL), 'strong')]]
      : words('yours', answerInWords(cookie), cookie.kind === 'none' ? 'quiet' : 'wrong', width)),
    ...judgedRows(judged, width),
    [],
    ...attributes.map(line => lineRow(line, width)),
    ...uses.map(line => lineRow(line, width)),
  ]
  return { title, rows, plain: sentences(typed, cookie, [...attributes, ...uses], judged) }
}

function lineRow({ name, yours, stops, judged }: Line, width: number): Row {
  const sign = judged === null ? ' ' : judged.isRight ? '\u2713' : '\u2717'
  const start = `${sign} ${padded(shorten(yours, 18), 18)} `
  return [
    label(name),
    span(start, judged === null ? 'quiet' : judged.isRight ? 'right' : 'wrong'),
    span(shorten(stops, width - LABEL - 21), 'quiet'),
  ]
}

type Attribute = { name: string; value: string | null }

/** The parts of a Set-Cookie value, as a browser takes it apart (6265bis 5.6). */
function partsOf(cookie: string): Attribute[] {
  return cookie.split(';').map(part => {
    const text = part.replace(/^[ \t]+|[ \t]+$/g, '')
    const equals = text.indexOf('=')
    return equals < 0
      ? { name: text, value: null }
      : { name: text.slice(0, equals), value: text.slice(equals + 1) }
  })
}

const STOPS = new Map([
  ['max-age', 'gone after'],
  ['path', 'for the whole host'],
  ['secure', 'never sent over plain http'],
  ['httponly', 'no script can read it'],
  ['samesite', 'stops forms of other sites'],
])

/** What the solution's cookie has, and the learner's beside it. */
function attributeLines(typed: Typed, cookie: Answer): Line[] {
  const [pair, ...attributes] = partsOf(sessionCookie(typed.token, typed.lifetime)) as [
    Attribute,
    ...Attribute[],
  ]
  const yours = cookie.kind === 'text' ? partsOf(cookie.text) : null
  const [yourPair, ...yourAttributes] = yours ?? []
  const named = (name: string) => yourAttributes.filter(one => one.name.toLowerCase() === name)
  const judged = (isFine: boolean, words: string): Judged =>
    cookie.kind === 'none' ? null : isFine ? isRight(words) : isWrong(words)
  const lines = attributes.map(({ name, value }): Line => {
    const found = named(name.toLowerCase())
    const [first] = found
    const shown = first === undefined ? 'missing' : (first.value ?? 'there')
    const stops = STOPS.get(name.toLowerCase()) ?? ''
    return {
      name,
      yours: cookie.kind === 'none' ? '' : printable(shown),
      stops: name === 'Max-Age' ? `${stops} ${durationInWords(typed.lifetime)}` : stops,
      judged: judged(
        found.length === 1 && isValue(name, first?.value ?? null, value),
        `${name}${value === null ? '' : `=${value}`} belongs there once; yours is ${printable(shown)}.`,
      ),
    }
  })
  const [domain] = named('domain')
  return [
    {
      name: 'name',
      yours: printable(yourPair?.name ?? ''),
      stops: 'no other host can set it',
      judged: judged(yourPair?.name === pair.name, `the name must be ${pair.name}.`),
    },
    {
      name: 'value',
      yours: printable(yourPair?.value ?? ''),
      stops: 'the token as it is',
      judged: judged(yourPair?.value === pair.value, 'the value must be the token as it is.'),
    },
    ...lines,
    {
      name: 'Domain',
      yours:
        cookie.kind === 'none' ? '' : printable(domain === undefined ? 'none' : (domain.value ?? 'there')),
      stops: 'or subdomains would get it',
      judged: judged(domain === undefined, 'a __Host- cookie has no Domain.'),
    },
  ]
}

/** SameSite may be Strict, too, and is read in any case. */
function isValue(name: string, value: string | null, right: string | null): boolean {
  return name === 'SameSite' ? ['lax', 'strict'].includes((value ?? '').toLowerCase()) : value === right
}

function judgeShape(_typed: Typed, cookie: Answer): Judged {
  if (cookie.kind === 'none') return null
  if (cookie.kind !== 'text')
    return isWrong(`sessionCookie ${answerInWords(cookie)}; it must return a string.`)
  if (/^set-cookie:/i.test(cookie.text)) return isWrong('the name of the header is not part of its value.')
  return isRight('it is a string.')
}

function readLine({ name, about, request }: Read, answer: Answer): Line {
  const right = readSessionCookie(platformRequest(request))
  const isFine =
    right === undefined ? answer.kind === 'nothing' : answer.kind === 'text' && answer.text === right
  const words = `readSessionCookie ${answerInWords(answer)} for ${request.headers[0]?.[1]}; right is ${right ?? 'undefined'}.`
  const shown =
    answer.kind === 'text'
      ? printable(answer.text)
      : answer.kind === 'nothing'
        ? 'undefined'
        : 'something else'
  return {
    name,
    yours: answer.kind === 'none' ? '' : shown,
    stops: about,
    judged: answer.kind === 'none' ? null : isFine ? isRight(words) : isWrong(words),
  }
}

function writeLine({ page, request }: Write, report: CallReport | undefined): Line {
  const right = isCrossSiteWrite(platformRequest(request), ORIGIN)
  const value =
    report?.outcome.kind === 'value' && report.outcome.value.type === 'boolean'
      ? report.outcome.value.value
      : null
  const said = value === null ? answerInWords(answerOf(report)) : `returned ${value}`
  const words = `isCrossSiteWrite ${said} for a POST of ${page}; right is ${right}.`
  return {
    name: 'POST',
    yours: value === null ? (report === undefined ? '' : 'no boolean') : value ? 'refused' : 'let through',
    stops: `from ${page}`,
    judged: report === undefined ? null : value === right ? isRight(words) : isWrong(words),
  }
}

function sentences({ token, lifetime }: Typed, cookie: Answer, lines: Line[], judged: Judged): string[] {
  return [
    ...judgedSentences(judged),
    `The token is ${token}, the lifetime ${lifetime} seconds.`,
    cookie.kind === 'text'
      ? `Your sessionCookie returned ${printable(cookie.text)}.`
      : `Your sessionCookie ${answerInWords(cookie)}.`,
    ...lines.map(({ name, yours, stops }) => `${name}: ${yours === '' ? 'no answer yet' : yours}; ${stops}.`),
  ]
}
