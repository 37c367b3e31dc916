/** Lesson 19: requests with and without a token in the Authorization header, and what the API answers. */
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
  PICTURE_SECRET,
  platformRequest,
  printable,
  referenceToken,
  requestMessage,
  responseOf,
  sameJson,
  unreadable,
  type WebAnswer,
  WebRequest,
} from '../../src/pictures/index.ts'
import { authenticate } from '../../solutions/server/bearer.ts'
import { readChallenges, type Refusal, refusalsFor } from '../../test/lessons/19-bearer/model.ts'

const CONTEXT = {
  secret: PICTURE_SECRET,
  issuer: 'https://login.example',
  audience: 'https://api.example',
  now: 1_700_000_000,
}
const TOKEN = referenceToken(
  { alg: 'HS256', typ: 'JWT' },
  { iss: CONTEXT.issuer, aud: CONTEXT.audience, sub: 'alice', iat: CONTEXT.now - 60, exp: CONTEXT.now + 840 },
  PICTURE_SECRET,
)
const URL_OF_API = 'https://api.example/api/me'

export const title = 'A request, its Authorization header, and the answer'
export const defaultInput = `Bearer ${TOKEN}`
export const inputHelp = 'The Authorization header; change one character, the scheme, or add a second token'

/** The requests of the picture: the typed header, none, and the good token in a place that does not count. */
const requestsOf = (header: string): WebRequest[] => [
  new WebRequest('GET', URL_OF_API, [['authorization', header]]),
  new WebRequest('GET', URL_OF_API),
  new WebRequest('GET', `${URL_OF_API}?access_token=${TOKEN}`),
]

function problemOf(input: string): string | null {
  if (input.length > LONGEST_INPUT) return `more than ${LONGEST_INPUT} characters`
  if (input.trim() === '') return 'an empty header; one message of the picture has none at all'
  return /^[\x20-\x7e]*$/.test(input) ? null : 'a header has printable ASCII characters only'
}

export function calls(input: string, _cursor: number): Call[] {
  if (problemOf(input) !== null) return []
  return requestsOf(input.trim()).map(request => ({
    file: 'server/bearer.ts',
    name: 'authenticate',
    args: [request, CONTEXT],
  }))
}

export function cursorRange(input: string): [number, number] | null {
  return problemOf(input) === null ? [0, 5] : null
}

export function draw(
  input: string,
  cursor: number,
  reports: CallReport[],
  width: number,
  height?: number,
): Drawing {
  const problem = problemOf(input)
  if (problem !== null) return unreadable(title, problem, inputHelp, width)
  const labels = ['GET /api/me', 'GET /api/me, no header', 'GET /api/me?access_token=...']
  const messages = requestsOf(input.trim()).flatMap((request, index): Message[] => [
    requestMessage(request, { from: 0, to: 1 }, labels[index] as string),
    answerOfApi(request, reports[index]),
  ])
  const allRight = 'a good token in the header is let in, and nothing else is.'
  return drawSequence({ title, lanes: ['client', 'API'], messages, allRight }, cursor, width, height)
}

function answerOfApi(request: WebRequest, report: CallReport | undefined): Message {
  const judged = judge(request, report)
  const way = { from: 1, to: 0 }
  const answer = answerOf(report)
  if (answer.kind === 'object') {
    const claims: [string, string] = ['claims', JSON.stringify(answer.value)]
    return {
      ...way,
      text: 'let in',
      lines: [['', 'authenticate returned claims: the request is let in.'], claims],
      judged,
    }
  }
  const text = (response: WebAnswer) => inWords({ ...challengeOf(response), status: response.status })
  return answerMessage(report, way, { name: 'authenticate', text, judged })
}

type Challenge = { error: string | undefined; fault: string | null }

/** The error code of the one Bearer challenge, or what is wrong with it. */
function challengeOf(response: WebAnswer): Challenge {
  const [value] = headerValues(response, 'www-authenticate')
  if (value === undefined) return { error: undefined, fault: 'there is no WWW-Authenticate header.' }
  const challenges = readChallenges(value)
  const bearer = typeof challenges === 'string' ? [] : challenges.filter(({ scheme }) => scheme === 'bearer')
  if (bearer.length !== 1)
    return { error: undefined, fault: 'WWW-Authenticate has not one Bearer challenge.' }
  return { error: bearer[0]?.parameters.get('error'), fault: null }
}

function judge(request: WebRequest, report: CallReport | undefined): Judged {
  const answer = answerOf(report)
  if (answer.kind === 'none') return null
  const right = authenticate(platformRequest(request), CONTEXT)
  const response = responseOf(report)
  if (!(right instanceof Response)) {
    if (answer.kind === 'object' && sameJson(answer.value, right)) return isRight('the claims of the token.')
    return isWrong(`authenticate ${answerInWords(answer)}; it must return the claims of this token.`)
  }
  if (response === null)
    return isWrong(
      `authenticate ${answerInWords(answer)}; nobody may be let in, so it must return a Response.`,
    )
  const { error, fault } = challengeOf(response)
  if (fault !== null) return isWrong(fault)
  const allowed = refusalsFor(request.headers[0]?.[1] ?? null).map(inWords)
  const found = inWords({ status: response.status, error })
  if (allowed.includes(found)) return isRight('it is refused.')
  return isWrong(`the answer is ${printable(found)}; right is ${allowed.join(', or ')}.`)
}

const inWords = ({ status, error }: Refusal): string => `${status} ${error ?? 'without an error code'}`
