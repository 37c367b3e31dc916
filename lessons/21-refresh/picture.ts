/** Lesson 21: a family of refresh tokens, rotation by rotation, and what happens when an old one comes back. */
import {
  answerInWords,
  answerOf,
  type Call,
  type CallReport,
  type Drawing,
  drawSequence,
  isRight,
  isWrong,
  type Judged,
  type Message,
  printable,
  unreadable,
} from '../../src/pictures/index.ts'
import { RefreshTokens } from '../../solutions/server/refresh.ts'

export const title = 'A family of refresh tokens'
export const defaultInput = 'R1 R2 R1 R3'
export const inputHelp =
  'The tokens that come, in order: R1 is from the login, R2 from its refresh. +3600 moves the clock: a family lives an hour.'

const FILE = 'server/refresh.ts'
const USER = 'alice'
const LIFETIME = 3600
const NOW = 1_700_000_000
const MOST = 12
/** The number under which the sandbox keeps the learner's object. */
const ID = 1
const LANES = ['browser', 'server', 'thief'] as const

/** A refresh: which token comes, and when, in seconds after the login. */
type Use = { number: number; at: number }

function parse(input: string): Use[] | string {
  const uses: Use[] = []
  let at = 0
  for (const word of input.split(/\s+/).filter(part => part !== '')) {
    const [, kind, digits] = /^(R|\+)(\d{1,6})$/i.exec(word) ?? []
    if (digits === undefined)
      return `${printable(word).slice(0, 20)} is neither a token, such as R1, nor a time, such as +60`
    if (kind === '+') at += Number(digits)
    else uses.push({ number: Number(digits), at })
  }
  if (uses.length === 0) return 'at least one token must come: R1'
  return uses.length > MOST ? `more than ${MOST} tokens` : uses
}

export function calls(input: string, _cursor: number): Call[] {
  if (typeof parse(input) === 'string') return []
  return [
    { file: FILE, name: 'RefreshTokens', args: [{ lifetime: LIFETIME }], object: { how: 'new', id: ID } },
    { file: FILE, name: 'issue', args: [USER, NOW], object: { how: 'method', id: ID } },
  ]
}

/** The next refresh, with the learner's own token. */
export function next(input: string, _cursor: number, reports: CallReport[]): Call[] {
  const uses = parse(input)
  const use = typeof uses === 'string' ? undefined : uses[reports.length - 2]
  if (use === undefined) return []
  const token = tokensIn(reports)[use.number - 1] ?? 'never-issued'
  return [{ file: FILE, name: 'rotate', args: [token, NOW + use.at], object: { how: 'method', id: ID } }]
}

/** The tokens that the learner's object handed out, in order. */
function tokensIn(reports: CallReport[]): string[] {
  return reports.slice(1).flatMap(report => tokenIn(report) ?? [])
}

function tokenIn(report: CallReport | undefined): string | null {
  const answer = answerOf(report)
  const token = answer.kind === 'object' ? answer.value.token : answer.kind === 'text' ? answer.text : null
  return typeof token === 'string' && token !== '' ? token : null
}

export function cursorRange(input: string): [number, number] | null {
  const uses = parse(input)
  return typeof uses === 'string' ? null : [0, 1 + 2 * uses.length]
}

export function draw(
  input: string,
  cursor: number,
  reports: CallReport[],
  width: number,
  height?: number,
): Drawing {
  const uses = parse(input)
  if (typeof uses === 'string') return unreadable(title, uses, inputHelp, width)
  const right = rightly(uses)
  const messages: Message[] = [
    { from: 0, to: 1, text: 'a login', lines: [['', `${USER} logs in; a family begins.`]] },
    issueMessage(reports),
  ]
  for (const [index, use] of uses.entries())
    messages.push(...refreshMessages(uses, index, use, right, reports))
  const allRight = 'each token is good once, and an old one ends its family.'
  return drawSequence({ title, lanes: LANES, messages, allRight }, cursor, width, height)
}

/** What the solution does: for each use the number of the new token, or null for a refusal. */
function rightly(uses: Use[]): (number | null)[] {
  const family = new RefreshTokens({ lifetime: LIFETIME })
  const tokens = [family.issue(USER, NOW)]
  return uses.map(({ number, at }) => {
    try {
      return tokens.push(family.rotate(tokens[number - 1] ?? 'never-issued', NOW + at).token)
    } catch {
      return null
    }
  })
}

function issueMessage(reports: CallReport[]): Message {
  const way = { from: 1, to: 0 }
  const broken = answerOf(reports[0])
  const report = broken.kind === 'nothing' ? reports[1] : reports[0]
  const answer = answerOf(report)
  const token = broken.kind === 'nothing' && answer.kind === 'text' ? tokenIn(report) : null
  if (token !== null)
    return { ...way, text: 'R1', lines: [['R1', token]], judged: isRight('issue returned a token.') }
  const name = broken.kind === 'nothing' ? 'issue' : 'new RefreshTokens'
  const said = `${name} ${answerInWords(answer)}`
  const judged = report === undefined ? null : isWrong(`${said}; a login must get a token.`)
  return { ...way, text: report === undefined ? '...' : 'no token', lines: [['', `${said}.`]], judged }
}

function refreshMessages(
  uses: Use[],
  index: number,
  { number, at }: Use,
  right: (number | null)[],
  reports: CallReport[],
): Message[] {
  const report = reports[index + 2]
  const before = uses.slice(0, index)
  const given = newestAt(right, index)
  const isOld =
    number < given || before.some((use, earlier) => use.number === number && right[earlier] !== null)
  // Who has an old token may be a thief, or the browser after one was there: the server can't tell.
  const lane = isOld ? 2 : 0
  const token = tokensIn(reports.slice(0, index + 2))[number - 1]
  const judged = judge(right[index] ?? null, report, tokensIn(reports.slice(0, index + 2)))
  const fresh = right[index] ?? null
  const why = fresh === null ? whyRefused(uses, index, right) : ''
  const time: [string, string] = ['', `${at} seconds after the login.`]
  return [
    {
      from: lane,
      to: 1,
      text: isOld ? `R${number}, used before` : `R${number}`,
      lines: [['', 'POST /refresh'], [`R${number}`, token ?? 'a string that was never issued'], time],
    },
    {
      from: 1,
      to: lane,
      text: textOf(report, fresh),
      lines: [
        [
          '',
          fresh === null
            ? `Right is to refuse: ${why}.`
            : `Right is to return ${USER} and a new token, R${fresh}.`,
        ],
        [`rotate`, report === undefined ? 'no answer yet' : saidInWords(report)],
      ],
      judged,
    },
  ]
}

function textOf(report: CallReport | undefined, fresh: number | null): string {
  if (report === undefined) return '...'
  const token = tokenIn(report)
  if (token === null) return report.outcome.kind === 'thrown' ? 'refused' : 'no token'
  return fresh === null ? 'a new token' : `R${fresh}`
}

function saidInWords(report: CallReport): string {
  const answer = answerOf(report)
  return answer.kind === 'object' ? JSON.stringify(answer.value) : answerInWords(answer)
}

/** The number of the newest token before a use. */
const newestAt = (right: (number | null)[], index: number): number =>
  right.slice(0, index).findLast(made => made !== null) ?? 1

/** Said beside the solution's refusal. */
function whyRefused(uses: Use[], index: number, right: (number | null)[]): string {
  const { number, at } = uses[index] as Use
  if (number < 1 || number > newestAt(right, index)) return 'it was never issued'
  if (at >= LIFETIME) return 'the family has lived its hour'
  const isOver = uses
    .slice(0, index)
    .some(
      (use, earlier) => right[earlier] === null && use.number >= 1 && use.number <= newestAt(right, earlier),
    )
  if (isOver) return 'its family is over, since an old token came back'
  return `R${number} was used before, so its family is over now`
}

/** An Error of any class says that a token is refused, but not that the method is to be written yet. */
function isRefusal({ outcome }: CallReport): boolean {
  if (outcome.kind !== 'thrown' || outcome.refused !== null || outcome.value.type !== 'error') return false
  return outcome.value.name !== 'NotImplementedError'
}

function judge(fresh: number | null, report: CallReport | undefined, known: string[]): Judged {
  if (report === undefined) return null
  const answer = answerOf(report)
  if (fresh === null) {
    if (isRefusal(report)) return isRight('rotate refused the token.')
    return isWrong(`rotate ${answerInWords(answer)}; it must refuse this token with an Error.`)
  }
  if (answer.kind !== 'object')
    return isWrong(`rotate ${answerInWords(answer)}; it must return the user and a new token.`)
  if (answer.value.userId !== USER) return isWrong(`userId is not ${USER}.`)
  const token = tokenIn(report)
  if (token === null) return isWrong('rotate returned no token.')
  return known.includes(token) ? isWrong('rotate returned a token that is not new.') : isRight('a new token.')
}
