/** Lesson 22: a time line of three tokens of one user: one is revoked by its jti, then the user logs out everywhere. */
import {
  answerInWords,
  answerOf,
  type Call,
  type CallReport,
  type Drawing,
  isRight,
  isSilent,
  isWrong,
  type Judged,
  judgedRows,
  judgedSentences,
  label,
  parseSettings,
  type Role,
  type Row,
  span,
  type Span,
  unreadable,
  words,
} from '../../src/pictures/index.ts'
import { Revocations } from '../../solutions/server/revocation.ts'

export const title = 'Three tokens, one log-out, one log-out everywhere'
export const defaultInput = 'exp=900 revoke=300 logout=600'
export const inputHelp = 'Seconds: exp is the life of a token, revoke ends A, logout ends all of alice'

const FILE = 'server/revocation.ts'
const USER = 'alice'
const NOW = 1_700_000_000
/** The number under which the sandbox keeps the learner's object. */
const ID = 1
const MOST_SECONDS = 9999

type Times = { exp: number; revoke: number | null; logout: number | null }
type Token = { name: string; iat: number; exp: number; about: string }

function parse(input: string): Times | string {
  const settings = parseSettings(input, ['exp', 'revoke', 'logout'])
  if (typeof settings === 'string') return settings
  const read = (name: string): number | null => (settings.get(name) as number | undefined) ?? null
  const [exp, revoke, logout] = ['exp', 'revoke', 'logout'].map(read)
  const isTime = (value: unknown, most: number) =>
    Number.isSafeInteger(value) && (value as number) >= 2 && (value as number) <= most
  if (!isTime(exp, MOST_SECONDS)) return `exp must be a whole number of seconds, from 2 to ${MOST_SECONDS}`
  for (const [name, value] of [
    ['revoke', revoke],
    ['logout', logout],
  ] as const)
    if (value !== null && !isTime(value, exp as number))
      return `${name} must be a whole number, from 2 to exp`
  return { exp: exp as number, revoke: revoke ?? null, logout: logout ?? null }
}

/** A and B are from the login on two devices; C is from a login after the log-out. */
function tokensOf({ exp, revoke, logout }: Times): Token[] {
  const tokens = [
    {
      name: 'A',
      iat: 0,
      exp,
      about: revoke === null ? 'a phone' : `a phone, revoked by its jti at ${revoke}`,
    },
    { name: 'B', iat: 0, exp, about: 'a laptop' },
  ]
  if (logout === null) return tokens
  return [
    ...tokens,
    { name: 'C', iat: logout + 1, exp: logout + 1 + exp, about: 'a login after the log-out' },
  ]
}

function momentsOf({ exp, revoke, logout }: Times): number[] {
  const around = (at: number | null) => (at === null ? [] : [at - 1, at])
  const all = [
    0,
    ...around(revoke),
    ...around(logout),
    ...(logout === null ? [] : [logout + 1]),
    ...around(exp),
  ]
  return [...new Set(all)].sort((a, b) => a - b)
}

/** One question: is this token revoked at this moment? */
type Question = { token: Token; at: number }
/** All that happens, in order: questions, and what changes their answers. */
type Event = Question | 'revoke' | 'logout' | 'size'

function eventsOf(times: Times): Event[] {
  return momentsOf(times).flatMap((at): Event[] => [
    ...(times.revoke === at ? ['revoke' as const] : []),
    ...(times.logout === at ? ['logout' as const] : []),
    ...questionsAt(times, at),
    'size',
  ])
}

const questionsAt = (times: Times, at: number): Question[] =>
  tokensOf(times)
    .filter(token => token.iat <= at && at < token.exp)
    .map(token => ({ token, at }))

const claimsOf = ({ name, iat, exp }: Token) => ({
  jti: name.toLowerCase(),
  sub: USER,
  iat: NOW + iat,
  exp: NOW + exp,
})

export function calls(input: string, _cursor: number): Call[] {
  const times = parse(input)
  if (typeof times === 'string') return []
  const [first] = tokensOf(times) as [Token]
  const method = (name: string, args: unknown[]): Call => ({
    file: FILE,
    name,
    args,
    object: { how: 'method', id: ID },
  })
  return [
    { file: FILE, name: 'Revocations', args: [{ lifetime: times.exp }], object: { how: 'new', id: ID } },
    ...eventsOf(times).map((event): Call => {
      if (event === 'revoke') return method('revoke', [claimsOf(first)])
      if (event === 'logout') return method('revokeUser', [USER, NOW + (times.logout as number)])
      if (event === 'size') return { file: FILE, name: 'size', args: [], object: { how: 'get', id: ID } }
      return method('isRevoked', [claimsOf(event.token), NOW + event.at])
    }),
  ]
}

export function cursorRange(input: string): [number, number] | null {
  const times = parse(input)
  return typeof times === 'string' ? null : [0, momentsOf(times).length - 1]
}

/** An answered question. */
type Answered = Question & { right: boolean; yours: string; said: boolean | null; judged: Judged }

/** The questions with both answers, what was remembered at each moment, and the first thing that went wrong. */
function answered(times: Times, reports: CallReport[]) {
  const right = new Revocations({ lifetime: times.exp })
  const [first] = tokensOf(times) as [Token]
  const all: Answered[] = []
  const sizes: (number | null)[] = []
  const changes: Judged[] = [judgeChange('new Revocations', reports[0])]
  for (const [index, event] of eventsOf(times).entries()) {
    const report = reports[index + 1]
    const value = report?.outcome.kind === 'value' ? report.outcome.value : null
    if (event === 'revoke') {
      right.revoke(claimsOf(first))
      changes.push(judgeChange('revoke', report))
    } else if (event === 'logout') {
      right.revokeUser(USER, NOW + (times.logout as number))
      changes.push(judgeChange('revokeUser', report))
    } else if (event === 'size') {
      const size = value?.type === 'number' ? value.value : null
      if (report !== undefined && size === null) changes.push(isWrong('size is not a number.'))
      sizes.push(size)
    } else {
      const isRevoked = right.isRevoked(claimsOf(event.token), NOW + event.at)
      const said = value?.type === 'boolean' ? value.value : null
      const yours = said === null ? answerInWords(answerOf(report)) : `returned ${said}`
      const text = `isRevoked ${yours} for ${event.token.name} at ${event.at}; right is ${isRevoked}.`
      const judged = report === undefined ? null : said === isRevoked ? isRight(text) : isWrong(text)
      all.push({ ...event, right: isRevoked, yours, said, judged })
    }
  }
  return { all, sizes, changes }
}

/** What changes something must not throw; what it returns is nobody's business. */
function judgeChange(name: string, report: CallReport | undefined): Judged {
  if (report === undefined) return null
  const answer = answerOf(report)
  return isSilent(answer) ? isRight('it was done.') : isWrong(`${name} ${answerInWords(answer)}.`)
}

export function draw(input: string, cursor: number, reports: CallReport[], width: number): Drawing {
  const times = parse(input)
  if (typeof times === 'string') return unreadable(title, times, inputHelp, width)
  const moments = momentsOf(times)
  const at = Math.min(moments.length - 1, Math.max(0, Math.trunc(cursor)))
  const { all, sizes, changes } = answered(times, reports)
  const judged = overall(all, changes)
  const size = sizes[at] ?? null
  const remembered = size === null ? 'no answer yet' : `${size} ${size === 1 ? 'entry' : 'entries'}`
  const rows: Row[] = [
    [label('now'), ...cells(moments.map((moment, index) => cell(String(moment), index === at, 'quiet')))],
    ...tokensOf(times).map(token => tokenRow(token, moments, at, all)),
    ...judgedRows(judged, width),
    [],
    ...words(`at ${moments[at]}`, happeningAt(times, moments[at] as number), 'strong', width),
    ...all.filter(one => one.at === moments[at]).flatMap(one => answerRows(one, width)),
    ...words('size', remembered, 'quiet', width),
    [],
    ...tokensOf(times).flatMap(({ name, about }) => words(name, about, 'quiet', width)),
  ]
  return { title, rows, plain: sentences(times, moments, at, { all, judged, remembered }) }
}

/** Cells are as wide as the longest moment, and a blank. */
const CELL = 6
const cell = (text: string, isHere: boolean, role: Role): Span =>
  span(text.padEnd(CELL - 1).slice(0, CELL - 1), isHere ? 'cursor' : role)
const cells = (spans: Span[]): Span[] => spans.flatMap(one => [one, span(' ')])

function tokenRow(token: Token, moments: number[], at: number, all: Answered[]): Row {
  return [
    label(token.name),
    ...cells(
      moments.map((moment, index) => {
        const one = all.find(question => question.token.name === token.name && question.at === moment)
        if (one === undefined) return cell(moment >= token.exp ? 'over' : '-', index === at, 'quiet')
        const isWrongHere = one.judged?.isRight === false
        const shown = one.judged === null ? '?' : one.said === null ? 'none' : one.said ? 'out' : 'good'
        return cell(
          isWrongHere ? `${shown}!` : shown,
          index === at,
          isWrongHere ? 'wrong' : one.said ? 'warning' : 'right',
        )
      }),
    ),
  ]
}

function happeningAt({ exp, revoke, logout }: Times, moment: number): string {
  const events = [
    ...(moment === revoke ? ['A was just revoked'] : []),
    ...(moment === logout ? ['alice just logged out everywhere: iat up to this second is out'] : []),
    ...(logout !== null && moment === logout + 1 ? ['C is issued, after the log-out'] : []),
    ...(moment === exp ? ['A and B expire; what they left may be forgotten'] : []),
  ]
  return events.length === 0 ? 'nothing new' : events.join('; ')
}

function answerRows({ token, right, yours, judged }: Answered, width: number): Row[] {
  const role = judged === null ? 'quiet' : judged.isRight ? 'right' : 'wrong'
  return words(token.name, `isRevoked ${yours}; right is ${right}`, role, width)
}

function overall(all: Answered[], changes: Judged[]): Judged {
  const wrong = [...changes, ...all.map(one => one.judged)].filter(judged => judged?.isRight === false)
  if (wrong.length > 0) return wrong[0] as Judged
  if ([...changes, ...all.map(one => one.judged)].includes(null)) return null
  return isRight(`all ${all.length} answers of isRevoked.`)
}

function sentences(
  times: Times,
  moments: number[],
  at: number,
  { all, judged, remembered }: { all: Answered[]; judged: Judged; remembered: string },
): string[] {
  const moment = moments[at] as number
  return [
    ...judgedSentences(judged),
    ...tokensOf(times).map(
      ({ name, about, iat, exp }) => `Token ${name}, ${about}: issued at ${iat}, expires at ${exp}.`,
    ),
    ...(times.logout === null ? [] : [`Alice logs out everywhere at ${times.logout}.`]),
    `Moment ${at + 1} of ${moments.length}: now is ${moment}, ${happeningAt(times, moment)}.`,
    ...all
      .filter(one => one.at === moment)
      .map(({ token, right, yours }) => `${token.name}: your isRevoked ${yours}; right is ${right}.`),
    `Your size: ${remembered}.`,
  ]
}
