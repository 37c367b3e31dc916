/** Lesson 18: three logins, message by message: the typed one, one with another password, one of a stranger. */
import {
  answerInWords,
  answerMessage,
  answerOf,
  type Call,
  type CallReport,
  type Drawing,
  drawSequence,
  headerValues,
  isRight,
  isWrong,
  type Judged,
  LONGEST_INPUT,
  type Message,
  parseSettings,
  passwordRecord,
  PICTURE_SECRET,
  requestMessage,
  responseOf,
  sameJson,
  tokenLines,
  unreadable,
  type WebAnswer,
  WebRequest,
} from '../../src/pictures/index.ts'
import { verify } from '../../solutions/jwt/index.ts'

export const title = 'A login, message by message'
export const defaultInput = 'username=alice password=wonderland'
export const inputHelp = 'The only user is alice, whose password is wonderland; try another name or password'

const NAME = 'alice'
const PASSWORD = 'wonderland'
const LIFETIME = 900
const CONTEXT = {
  users: { [NAME]: passwordRecord(PASSWORD) },
  secret: PICTURE_SECRET,
  issuer: 'https://login.example',
  audience: 'https://api.example',
  now: 1_700_000_000,
}

type Credentials = { username: string; password: string }

function parse(input: string): Credentials | string {
  if (input.length > LONGEST_INPUT) return `more than ${LONGEST_INPUT} characters`
  const settings = parseSettings(input, ['username', 'password'])
  if (typeof settings === 'string') return settings
  const [username, password] = ['username', 'password'].map(name => String(settings.get(name) ?? ''))
  if (!username || !password) return 'a username and a password are needed'
  return { username, password }
}

/** The logins of the picture: the typed one, and the two that every attacker tries. */
const loginsOf = (typed: Credentials): Credentials[] => [
  typed,
  { username: NAME, password: 'letmein' },
  { username: 'mallory', password: 'letmein' },
]

const requestOf = (credentials: Credentials): WebRequest =>
  new WebRequest(
    'POST',
    'https://login.example/login',
    [['content-type', 'application/json']],
    new TextEncoder().encode(JSON.stringify(credentials)),
  )

export function calls(input: string, _cursor: number): Call[] {
  const typed = parse(input)
  if (typeof typed === 'string') return []
  return loginsOf(typed).map(login => ({
    file: 'server/login.ts',
    name: 'login',
    args: [requestOf(login), CONTEXT],
  }))
}

export function cursorRange(input: string): [number, number] | null {
  return typeof parse(input) === 'string' ? null : [0, 5]
}

export function draw(
  input: string,
  cursor: number,
  reports: CallReport[],
  width: number,
  height?: number,
): Drawing {
  const typed = parse(input)
  if (typeof typed === 'string') return unreadable(title, typed, inputHelp, width)
  const messages = loginsOf(typed).flatMap((login, index): Message[] => {
    const report = reports[index]
    const isGranted = login.username === NAME && login.password === PASSWORD
    const judged = isGranted ? judgeGrant(report) : judgeRefusal(report, index === 2 ? reports[1] : undefined)
    return [
      requestMessage(requestOf(login), { from: 0, to: 1 }, `POST /login ${login.username}`),
      answerMessage(
        report,
        { from: 1, to: 0 },
        { name: 'login', text: textOf, more: tokenLines(responseOf(report)?.json?.access_token), judged },
      ),
    ]
  })
  const allRight = 'the right password gets a token, and strangers learn nothing else.'
  return drawSequence({ title, lanes: ['browser', 'server'], messages, allRight }, cursor, width, height)
}

const textOf = ({ status, json }: WebAnswer): string =>
  json !== null && Object.hasOwn(json, 'access_token') ? `${status}, an access token` : `${status}`

function noResponse(report: CallReport | undefined): Judged {
  const answer = answerOf(report)
  return answer.kind === 'none' ? null : isWrong(`login ${answerInWords(answer)}; it must return a Response.`)
}

/** RFC 6749 §5.1. */
function judgeGrant(report: CallReport | undefined): Judged {
  const response = responseOf(report)
  if (response === null) return noResponse(report)
  const { status, json } = response
  if (status !== 200) return isWrong(`the status is ${status}; the password is right, so it must be 200.`)
  const { access_token: token, token_type: type, expires_in: seconds } = json ?? {}
  if (typeof token !== 'string') return isWrong('the body has no access_token.')
  if (typeof type !== 'string' || type.toLowerCase() !== 'bearer') return isWrong('token_type is not Bearer.')
  if (seconds !== LIFETIME) return isWrong(`expires_in is not the number ${LIFETIME}.`)
  if (!headerValues(response, 'cache-control').join(',').toLowerCase().includes('no-store'))
    return isWrong('the answer may be cached: Cache-Control: no-store is missing.')
  const { secret, issuer, audience, now } = CONTEXT
  try {
    const { iss, aud, sub, iat, exp } = verify(token, secret, { now, issuer, audience, subject: NAME })
    const wanted = { iss: issuer, aud: audience, sub: NAME, iat: now, exp: now + LIFETIME }
    if (!sameJson({ iss, aud: Array.isArray(aud) ? aud[0] : aud, sub, iat, exp }, wanted))
      return isWrong('the times of the token are not now and 900 seconds later.')
    return isRight('the right password got a token.')
  } catch (error) {
    return isWrong(`the API would refuse this token: ${(error as Error).message}.`)
  }
}

/** A refusal, and the same one as the other when there is another. */
function judgeRefusal(report: CallReport | undefined, other: CallReport | undefined): Judged {
  const response = responseOf(report)
  if (response === null) return noResponse(report)
  if (response.status !== 401) return isWrong(`the status is ${response.status}; right is 401.`)
  const known = responseOf(other)
  if (known !== null && !sameJson(shown(known), shown(response)))
    return isWrong(
      'an unknown user gets another answer than a known one, so anyone can find out who is a user.',
    )
  return isRight('there is no token for this password.')
}

const shown = ({ status, headers, text }: WebAnswer) => ({
  status,
  text,
  headers: headers
    .filter(([name]) => name !== 'date')
    .map(([name, value]) => `${name}: ${value}`)
    .sort(),
})
