/** Lesson 23: a story of logins, calls, refreshes, thieves and clients, message by message, on the learner's own app. */
import {
  answerInWords,
  answerMessage,
  answerOf,
  type Call,
  type CallReport,
  type Drawing,
  drawSequence,
  GivenFunction,
  headerValues,
  isRight,
  isWrong,
  type Judged,
  LONGEST_INPUT,
  type Message,
  passwordRecord,
  printable,
  publicPart,
  requestMessage,
  responseOf,
  sameJson,
  tokenLines,
  unreadable,
  type WebAnswer,
} from '../../src/pictures/index.ts'
import { verifyRs256 } from '../../solutions/jwt/rs256.ts'
import {
  ACCESS_LIFE,
  ACTIONS,
  AUDIENCE,
  CLIENTS,
  ISSUER,
  ORIGIN,
  parseStory,
  PASSWORD,
  REFRESH_LIFE,
  type Right,
  type Scene,
  sessionIn,
  SIGNING_KEY,
  START,
  type Step,
  stepsOf,
  USER,
} from './story.ts'

export const title = 'Your server, message by message'
export const defaultInput = 'login call +900 call refresh thief refresh login logout-all call token replay'
export const inputHelp =
  'login guess call refresh thief logout logout-all cross token replay; +900: time passes'

const FILE = 'server/app.ts'
/** The number under which the sandbox keeps the learner's app. */
const ID = 1
const LANES = ['page', 'server', 'others']

const parse = (input: string): Scene[] | string =>
  input.length > LONGEST_INPUT ? `more than ${LONGEST_INPUT} characters` : parseStory(input)

export function calls(input: string, _cursor: number): Call[] {
  if (typeof parse(input) === 'string') return []
  const options = {
    issuer: ISSUER,
    audience: AUDIENCE,
    origin: ORIGIN,
    users: { [USER]: passwordRecord(PASSWORD) },
    clients: CLIENTS,
    signingKey: SIGNING_KEY,
    refreshLifetime: REFRESH_LIFE,
    now: new GivenFunction('now'),
  }
  return [
    {
      file: FILE,
      name: 'createApp',
      args: [options],
      object: { how: 'keep', id: ID },
      given: { now: START },
    },
  ]
}

/** The next request: it has tokens of the answers before. */
export function next(input: string, _cursor: number, reports: CallReport[]): Call[] {
  const scenes = parse(input)
  if (typeof scenes === 'string' || reports.length > scenes.length) return []
  const step = stepsOf(scenes, reports.slice(1)).at(-1)
  if (step === undefined) return []
  const given = { now: START + step.at }
  return [{ file: FILE, name: 'createApp', args: [step.request], object: { how: 'apply', id: ID }, given }]
}

export function cursorRange(input: string): [number, number] | null {
  const scenes = parse(input)
  return typeof scenes === 'string' ? null : [0, 2 * scenes.length - 1]
}

export function draw(
  input: string,
  cursor: number,
  reports: CallReport[],
  width: number,
  height?: number,
): Drawing {
  const scenes = parse(input)
  if (typeof scenes === 'string') return unreadable(title, scenes, inputHelp, width)
  const [made, ...answers] = reports
  const broken = made?.outcome.kind === 'value' ? undefined : made
  const steps = stepsOf(scenes, answers)
  const messages = scenes.flatMap((scene, index): Message[] => {
    const step = steps[index]
    return step === undefined ? waiting(scene) : exchange(step, broken ?? answers[index])
  })
  const allRight = 'every answer of your server.'
  return drawSequence({ title, lanes: LANES, messages, allRight }, cursor, width, height)
}

const laneOf = ({ action }: Scene): number =>
  ['thief', 'guess', 'cross', 'token', 'replay'].includes(action) ? 2 : 0

/** Who sends it, where that is not the page. */
const LABELS: Partial<Record<Scene['action'], string>> = {
  guess: 'guess: /login',
  thief: 'thief: /refresh',
  cross: 'evil: /logout-all',
  token: 'client: /token',
  replay: 'replay: /token',
}

/** A request that needs an answer which is not there yet. */
function waiting(scene: Scene): Message[] {
  const lane = laneOf(scene)
  const lines: Message['lines'] = [['', `${ACTIONS[scene.action]}.`]]
  return [
    { from: lane, to: 1, text: scene.action, lines },
    { from: 1, to: lane, text: '...', lines, judged: null },
  ]
}

function exchange(step: Step, report: CallReport | undefined): Message[] {
  const lane = laneOf(step)
  const asked = requestMessage(step.request, { from: lane, to: 1 })
  const { right } = step
  const answer = answerMessage(
    report,
    { from: 1, to: lane },
    {
      name: 'your app',
      text: textOf,
      more: [
        ...tokenLines(responseOf(report)?.json?.access_token),
        ['', `Right is ${right.statuses.join(' or ')}: ${right.why}.`],
      ],
      judged: judge(step, report),
    },
  )
  const when = `${step.at} seconds after the start: ${ACTIONS[step.action]}.`
  return [{ ...asked, text: LABELS[step.action] ?? asked.text, lines: [['', when], ...asked.lines] }, answer]
}

function textOf(response: WebAnswer): string {
  const { status, json } = response
  const hasToken = json !== null && Object.hasOwn(json, 'access_token')
  if (hasToken) return sessionIn(response) === undefined ? `${status}, a token` : `${status}, both tokens`
  return typeof json?.sub === 'string' ? `${status}, ${printable(json.sub)}` : `${status}`
}

function judge({ at, request, right }: Step, report: CallReport | undefined): Judged {
  const answer = answerOf(report)
  if (answer.kind === 'none') return null
  const response = responseOf(report)
  if (response === null) return isWrong(`your app ${answerInWords(answer)}; it must return a Response.`)
  const { statuses, why } = right
  if (!statuses.includes(response.status))
    return isWrong(`the status is ${response.status}; right is ${statuses.join(' or ')}: ${why}.`)
  const fault = faultOf(right, response, {
    now: START + at,
    hasCookie: request.headers.some(([name]) => name === 'cookie'),
  })
  return fault === null ? isRight(`${why}.`) : isWrong(fault)
}

/** What an answer with the right status lacks. */
function faultOf(
  { brings }: Right,
  response: WebAnswer,
  { now, hasCookie }: { now: number; hasCookie: boolean },
): string | null {
  switch (brings) {
    case 'session':
      return sessionIn(response)
        ? tokenFault(response, now)
        : 'there is no session cookie with a refresh token.'
    case 'access-token':
      return typeof response.json?.access_token === 'string' ? null : 'the body has no access_token.'
    case 'sub':
      return response.json?.sub === USER ? null : `sub is not ${USER}.`
    case 'deleted-cookie': {
      const isDeleted = headerValues(response, 'set-cookie').some(
        value => value.startsWith('__Host-session=') && /;[ \t]*max-age=0*(?:;|$)/i.test(value),
      )
      return isDeleted || !hasCookie
        ? null
        : 'the session cookie is not deleted: no Set-Cookie with Max-Age=0.'
    }
    case 'challenge':
      return headerValues(response, 'www-authenticate').length > 0
        ? null
        : 'there is no WWW-Authenticate header.'
    case 'nothing':
      return response.json !== null && Object.hasOwn(response.json, 'access_token')
        ? 'a refusal has an access token in it.'
        : null
  }
}

function tokenFault({ json }: WebAnswer, now: number): string | null {
  const token = json?.access_token
  if (typeof token !== 'string') return 'the body has no access_token.'
  try {
    const { payload } = verifyRs256(token, publicPart(SIGNING_KEY))
    const { iss, aud, sub, iat, exp } = payload
    const found = { iss, aud: Array.isArray(aud) ? aud[0] : aud, sub, iat, exp }
    const wanted = { iss: ISSUER, aud: AUDIENCE, sub: USER, iat: now, exp: now + ACCESS_LIFE }
    if (sameJson(found, wanted)) return null
    return `the access token says ${printable(JSON.stringify(found))}; right is ${JSON.stringify(wanted)}.`
  } catch (error) {
    return `the server's public key refuses the access token: ${printable((error as Error).message)}.`
  }
}
