/** Lesson 17: a client, a token endpoint and somebody who read the log: each message of two grants and a replay. */
import {
  type Answer,
  answerInWords,
  answerOf,
  type Call,
  type CallReport,
  type Drawing,
  drawSequence,
  isRight,
  isWrong,
  type Judged,
  LONGEST_INPUT,
  type Message,
  OTHER_RSA_KEY,
  parseSettings,
  printable,
  publicPart,
  RSA_KEY,
  rs256Token,
  sameJson,
  tokenLines,
  unreadable,
} from '../../src/pictures/index.ts'
import { TokenEndpoint } from '../../solutions/server/client-assertion.ts'
import { verifyRs256 } from '../../solutions/jwt/rs256.ts'

export const title = 'A client proves who it is, message by message'
const ISSUER = 'https://auth.example'
export const defaultInput = `issuer=${ISSUER} wait=2 key=own`
export const inputHelp = 'Whom the client takes for the issuer; seconds on the way (try 300); key=other'

const FILE = 'server/client-assertion.ts'
const CLIENT = 'reports'
const KID = 'reports-1'
const AUDIENCE = 'https://api.example'
const NOW = 1_700_000_000
const ASSERTION_TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'
const LONGEST_LIFE = 300
const ACCESS_LIFE = 3600
/** The number under which the sandbox keeps the learner's endpoint. */
const ID = 1
const SERVER = {
  issuer: ISSUER,
  audience: AUDIENCE,
  signingKey: { ...OTHER_RSA_KEY, kid: 'auth-1' },
  clients: { [CLIENT]: { keys: [{ ...publicPart(RSA_KEY), kid: KID }] } },
}

type Typed = { issuer: string; wait: number; key: 'own' | 'other' }
/** A request to the endpoint: which of the two assertions it has, when it comes, and from which lane. */
type Exchange = { assertion: 0 | 1; now: number; lane: 0 | 2; text: string }

function parse(input: string): Typed | string {
  if (input.length > LONGEST_INPUT) return `more than ${LONGEST_INPUT} characters`
  const settings = parseSettings(input, ['issuer', 'wait', 'key'])
  if (typeof settings === 'string') return settings
  const issuer = String(settings.get('issuer') ?? '')
  const wait = settings.get('wait') ?? 0
  const key = settings.get('key') ?? 'own'
  if (issuer === '') return 'an issuer is needed'
  if (!Number.isSafeInteger(wait) || (wait as number) < 0 || (wait as number) > 99_999)
    return 'wait must be a whole number of seconds, from 0 to 99999'
  if (key !== 'own' && key !== 'other') return 'key is own or other'
  return { issuer, wait: wait as number, key }
}

const keyOf = ({ key }: Typed) => ({ ...(key === 'own' ? RSA_KEY : OTHER_RSA_KEY), kid: KID })

/** When the client makes its assertions. */
const madeAt = ({ wait }: Typed): [number, number] => [NOW, NOW + wait]

const exchangesOf = ({ wait }: Typed): Exchange[] => [
  { assertion: 0, now: NOW + wait, lane: 0, text: 'assertion 1' },
  { assertion: 1, now: NOW + wait, lane: 0, text: 'assertion 2' },
  { assertion: 0, now: NOW + wait + 1, lane: 2, text: 'assertion 1 again' },
]

const formOf = (assertion: string): Record<string, string> => ({
  grant_type: 'client_credentials',
  client_assertion_type: ASSERTION_TYPE,
  client_assertion: assertion,
})

export function calls(input: string, _cursor: number): Call[] {
  const typed = parse(input)
  if (typeof typed === 'string') return []
  const privateKey = keyOf(typed)
  return [
    { file: FILE, name: 'TokenEndpoint', args: [SERVER], object: { how: 'new', id: ID } },
    ...madeAt(typed).map(now => ({
      file: FILE,
      name: 'createAssertion',
      args: [{ clientId: CLIENT, issuer: typed.issuer, privateKey, now }],
    })),
  ]
}

/** The requests, with the learner's own assertions. */
export function next(input: string, _cursor: number, reports: CallReport[]): Call[] {
  const typed = parse(input)
  if (typeof typed === 'string' || reports.length !== 3) return []
  return exchangesOf(typed).map(({ assertion, now }) => ({
    file: FILE,
    name: 'exchange',
    args: [formOf(assertionOf(typed, assertion, reports)), now],
    object: { how: 'method', id: ID },
  }))
}

/** The learner's assertion, or one that stands in for it while there is none. */
function assertionOf(typed: Typed, index: 0 | 1, reports: CallReport[]): string {
  const answer = answerOf(reports[1 + index])
  if (answer.kind === 'text' && answer.text.length <= LONGEST_INPUT) return answer.text
  const iat = madeAt(typed)[index]
  const claims = { iss: CLIENT, sub: CLIENT, aud: typed.issuer, iat, exp: iat + 60, jti: `example-${index}` }
  return rs256Token({ alg: 'RS256', typ: 'client-authentication+jwt', kid: KID }, claims, keyOf(typed))
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
  const right = new TokenEndpoint(SERVER)
  const messages = exchangesOf(typed).flatMap((exchange, index): Message[] => [
    requestMessage(typed, exchange, reports),
    answerMessage(isGranted(right, typed, exchange, reports), exchange, reports[3 + index], reports[0]),
  ])
  const allRight = 'a token where one is due, and none anywhere else.'
  return drawSequence(
    { title, lanes: ['client', 'token endpoint', 'attacker'], messages, allRight },
    cursor,
    width,
    height,
  )
}

/** Whether the solution gives a token. */
function isGranted(right: TokenEndpoint, typed: Typed, exchange: Exchange, reports: CallReport[]): boolean {
  try {
    right.exchange(formOf(assertionOf(typed, exchange.assertion, reports)), exchange.now)
    return true
  } catch {
    return false
  }
}

function requestMessage(
  typed: Typed,
  { assertion, lane, now, text }: Exchange,
  reports: CallReport[],
): Message {
  const answer = answerOf(reports[1 + assertion])
  const token = assertionOf(typed, assertion, reports)
  const made = madeAt(typed)[assertion]
  const age = now - made
  const said =
    answer.kind === 'text' ? [] : [['', `createAssertion ${answerInWords(answer)}; this is an example.`]]
  return {
    from: lane,
    to: 1,
    text,
    lines: [
      ...(said as Message['lines']),
      ['', `POST /token, ${age} seconds after the assertion was made`],
      ['content-type', 'application/x-www-form-urlencoded'],
      ...Object.entries(formOf(token)),
      ...tokenLines(token),
    ],
    ...(lane === 0 && { judged: judgeAssertion(typed, made, answer) }),
  }
}

/** RFC 7523 §3, and the policy of the lesson. */
function judgeAssertion(typed: Typed, now: number, answer: Answer): Judged {
  if (answer.kind === 'none') return null
  if (answer.kind !== 'text')
    return isWrong(`createAssertion ${answerInWords(answer)}; it must return a JWT.`)
  try {
    const { header, payload } = verifyRs256(answer.text, publicPart(keyOf(typed)))
    if (header.typ !== 'client-authentication+jwt') return isWrong('typ is not client-authentication+jwt.')
    if (header.kid !== KID) return isWrong('the kid is not that of the key.')
    const wanted = { iss: CLIENT, sub: CLIENT, aud: typed.issuer, iat: now }
    for (const [name, value] of Object.entries(wanted))
      if (!sameJson(payload[name], value))
        return isWrong(`${name} is ${shown(payload[name])}; right is ${shown(value)}.`)
    const { exp, jti } = payload
    if (typeof exp !== 'number' || exp <= now || exp > now + LONGEST_LIFE)
      return isWrong(`exp is ${shown(exp)}; right is at most ${LONGEST_LIFE} seconds after iat, ${now}.`)
    return typeof jti === 'string' && jti !== ''
      ? isRight('an assertion.')
      : isWrong('jti must be a random string.')
  } catch (error) {
    return isWrong(`the client's public key refuses the assertion: ${printable((error as Error).message)}.`)
  }
}

const shown = (value: unknown): string => printable(JSON.stringify(value) ?? 'absent').slice(0, 100)

function answerMessage(
  isGrant: boolean,
  { lane, now }: Exchange,
  report: CallReport | undefined,
  made: CallReport | undefined,
): Message {
  const way = { from: 1, to: lane }
  const answer = answerOf(report)
  const broken = answerOf(made)
  if (broken.kind !== 'nothing' && broken.kind !== 'none') {
    const said = `new TokenEndpoint ${answerInWords(broken)}`
    return { ...way, text: 'no answer', lines: [['', `${said}.`]], judged: isWrong(`${said}.`) }
  }
  const judged = isGrant ? judgeGrant(now, answer) : judgeRefusal(answer)
  if (answer.kind === 'object') {
    const members = Object.entries(answer.value).map(([name, value]): [string, string] => [
      name,
      String(value),
    ])
    return {
      ...way,
      text: 'an access token',
      lines: [...members, ...tokenLines(answer.value.access_token)],
      judged,
    }
  }
  const text = answer.kind === 'refused' && answer.code !== null ? 'refused' : 'no answer'
  return {
    ...way,
    text: report === undefined ? '...' : text,
    lines: [['', `exchange ${answerInWords(answer)}.`]],
    judged,
  }
}

function judgeRefusal(answer: Answer): Judged {
  if (answer.kind === 'none') return null
  if (answer.kind === 'refused' && answer.code !== null) return isRight('it is refused.')
  if (answer.kind === 'object')
    return isWrong('exchange gave an access token; this assertion must be refused.')
  return isWrong(`exchange ${answerInWords(answer)}; it must refuse with a JwtError.`)
}

/** RFC 6749 §5.1 and RFC 9068 §2.2. */
function judgeGrant(now: number, answer: Answer): Judged {
  if (answer.kind === 'none') return null
  if (answer.kind !== 'object')
    return isWrong(`exchange ${answerInWords(answer)}; this assertion must get a token.`)
  const { access_token: token, token_type: type, expires_in: seconds } = answer.value
  if (type !== 'Bearer' || seconds !== ACCESS_LIFE)
    return isWrong(`token_type must be Bearer, expires_in ${ACCESS_LIFE}.`)
  if (typeof token !== 'string') return isWrong('access_token is not a string.')
  try {
    const { header, payload } = verifyRs256(token, publicPart(OTHER_RSA_KEY))
    if (header.typ !== 'at+jwt') return isWrong('the typ of the access token is not at+jwt.')
    const wanted = {
      iss: ISSUER,
      sub: CLIENT,
      client_id: CLIENT,
      aud: AUDIENCE,
      iat: now,
      exp: now + ACCESS_LIFE,
    }
    for (const [name, value] of Object.entries(wanted))
      if (!sameJson(name === 'aud' ? [payload.aud].flat() : payload[name], name === 'aud' ? [value] : value))
        return isWrong(`${name} of the access token is ${shown(payload[name])}; right is ${shown(value)}.`)
    return typeof payload.jti === 'string'
      ? isRight('a token for an hour.')
      : isWrong('the access token has no jti.')
  } catch (error) {
    return isWrong(
      `the public key of the server refuses the access token: ${printable((error as Error).message)}.`,
    )
  }
}
