/** Lesson 11: one signature, and the one that each candidate makes. */
import { createHmac } from 'node:crypto'
import {
  type Answer,
  answerInWords,
  answerOf,
  type Call,
  type CallReport,
  type Drawing,
  isRight,
  isWrong,
  type Judged,
  judgedRows,
  judgedSentences,
  LABEL,
  label,
  printable,
  referenceToken,
  type Row,
  shorten,
  span,
  unreadable,
  words,
  yoursInWords,
} from '../../src/pictures/index.ts'
import { crackSecret } from '../../solutions/attacks/weak-secret.ts'

export const title = 'One signature, and what each candidate makes'
export const defaultInput = 'random | password, secret, random, changeme'
export const inputHelp = 'The secret of the token | candidates, with commas between'

const MOST_SHOWN = 12

type Input = { token: string; candidates: string[] }

export function calls(input: string, _cursor: number): Call[] {
  const parsed = parse(input)
  if (typeof parsed === 'string') return []
  return [{ file: 'attacks/weak-secret.ts', name: 'crackSecret', args: [parsed.token, parsed.candidates] }]
}

export function cursorRange(_input: string): null {
  return null
}

export function draw(input: string, _cursor: number, reports: CallReport[], width: number): Drawing {
  const parsed = parse(input)
  if (typeof parsed === 'string') return unreadable(title, parsed, inputHelp, width)
  const { token, candidates } = parsed
  const [header, payload, signature = ''] = token.split('.')
  const right = crackSecret(token, candidates)
  const answer = answerOf(reports[0])
  const judged = judge(right, answer)
  const rows: Row[] = [
    ...words('token', `${header}.${payload}.`, 'payload', width),
    ...words('signature', signature, 'signature', width),
    [],
    ...candidates.slice(0, MOST_SHOWN).map((candidate, index) => {
      const mac = createHmac('sha256', candidate).update(`${header}.${payload}`).digest('base64url')
      const fits = mac === signature
      const name = shorten(printable(JSON.stringify(candidate)), 18).padEnd(19)
      const text = `${fits ? '\u25b8' : ' '} ${name}${mac.slice(0, 12)}...${fits ? ' the same' : ''}`
      return [label(index === 0 ? 'tried' : ''), span(shorten(text, width - LABEL), fits ? 'right' : 'quiet')]
    }),
    ...(candidates.length > MOST_SHOWN
      ? words('', `and ${candidates.length - MOST_SHOWN} more`, 'quiet', width)
      : []),
    [],
    ...words('right', inWords(right), 'strong', width),
    ...(answer.kind === 'text'
      ? words('yours', inWords(answer.text), judged?.isRight ? 'right' : 'wrong', width)
      : []),
    ...(answer.kind === 'nothing'
      ? words('yours', 'undefined', judged?.isRight ? 'right' : 'wrong', width)
      : []),
    ...(answer.kind !== 'text' && answer.kind !== 'nothing' ? yoursInWords(answer, width) : []),
    ...judgedRows(judged, width),
  ]
  const plain = [
    ...judgedSentences(judged),
    `The token is ${token}.`,
    `The candidates are ${printable(candidates.map(one => JSON.stringify(one)).join(', '))}.`,
    `Right is ${inWords(right)}.`,
    `Your crackSecret ${answerInWords(answer)}.`,
  ]
  return { title, rows, plain }
}

const inWords = (secret: string | undefined): string =>
  secret === undefined ? 'undefined: none of them' : printable(JSON.stringify(secret))

function parse(input: string): Input | string {
  const at = input.indexOf('|')
  if (at < 0) return 'a "|" between the secret and the candidates is missing'
  const secret = input.slice(0, at).trim()
  const candidates = input
    .slice(at + 1)
    .split(',')
    .map(candidate => candidate.trim())
  const token = referenceToken({ alg: 'HS256' }, { sub: 'ada' }, new TextEncoder().encode(secret))
  return { token, candidates }
}

function judge(right: string | undefined, answer: Answer): Judged {
  if (answer.kind === 'none') return null
  if (right === undefined && answer.kind === 'nothing')
    return isRight('crackSecret says that none of them fits.')
  if (right !== undefined && answer.kind === 'text' && answer.text === right)
    return isRight('crackSecret found the secret, and asked no server.')
  return isWrong(`crackSecret ${answerInWords(answer)}; right is ${inWords(right)}.`)
}
