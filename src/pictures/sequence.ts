/** Sequence diagrams: who sends what to whom, one message after the other, the one under the cursor in full. */
import { span } from '../text/span.ts'
import { printable } from '../text/visible.ts'
import { cutText, padded, shorten, widthOf } from '../text/width.ts'
import { wrapText } from '../text/wrap.ts'
import { type Judged, judgedRows, judgedSentences } from './judged.ts'
import { merge } from './rows.ts'
import { shortTokens, tokensIn } from './shown-tokens.ts'
import type { Drawing, Role, Row, Span } from './types.ts'

export type Message = {
  /** Positions in `lanes`. */
  from: number
  to: number
  /** What is written on the arrow. */
  text: string
  /** Headers, body and what is to be said of them: a name and a value, or a sentence without a name. */
  lines: [name: string, value: string][]
  /** Absent for what nobody judges: the requests that the picture makes. */
  judged?: Judged
}

export type Sequence = {
  title: string
  /** Who takes part, from left to right. */
  lanes: readonly string[]
  messages: readonly Message[]
  /** Said when every message is right. */
  allRight: string
}

const GUTTER = 6
/** More messages than this are shown in part where there is no room for more, so that the message in full stays on the screen. */
const FEWEST_ROWS = 6
/** Names of the lines that say what is in a token. */
export const TOKEN_PARTS: readonly string[] = ['its header', 'its payload']
const MOST_LINES = 4
/** Longer arrows say no more. */
const WIDEST = 88

/**
 * Draws a sequence; `cursor` is the message that is shown in full.
 * @param height the rows that there are for it
 */
export function drawSequence(sequence: Sequence, cursor: number, width: number, height = 0): Drawing {
  const { title, lanes, messages } = sequence
  const at = Math.min(messages.length - 1, Math.max(0, Math.trunc(cursor)))
  const judged = judgeAll(sequence)
  const verdict = judgedRows(judged, width)
  const inFull = messages.map((message, index) => messageRows(message, index, sequence, width))
  // The longest message decides, so that the arrows stay where they are while the cursor moves.
  const longest = Math.max(...inFull.map(rows => rows.length))
  const shown = Math.max(FEWEST_ROWS, height - 1 - verdict.length - 1 - longest)
  const first = Math.min(Math.max(0, at - shown + 2), Math.max(0, messages.length - shown))
  const columns = Math.min(width, WIDEST)
  const rows: Row[] = [
    laneRow(lanes, columns),
    ...messages
      .slice(first, first + shown)
      .map((one, index) => arrowRow(one, first + index, at, lanes.length, columns)),
    ...verdict,
    [],
    ...(inFull[at] as Row[]),
  ]
  return { title, rows, plain: sentences(sequence, at, judged), tokens: tokensOf(messages[at] as Message) }
}

/** The tokens of a message. What a token says is no token, though a key's thumbprint in it may look like one. */
function tokensOf({ lines }: Message): string[] {
  return tokensIn(lines.filter(([name]) => !TOKEN_PARTS.includes(name)).map(([, value]) => value))
}

/** The first message that is wrong, or all are right. */
function judgeAll({ messages, allRight }: Sequence): Judged {
  const wrong = messages.findIndex(({ judged }) => judged?.isRight === false)
  if (wrong >= 0) return { isRight: false, text: `message ${wrong + 1}: ${messages[wrong]?.judged?.text}` }
  return messages.some(({ judged }) => judged === null) ? null : { isRight: true, text: allRight }
}

/** The columns of the life lines. */
function columnsOf(count: number, width: number): number[] {
  const room = width - GUTTER - 5
  return Array.from({ length: count }, (_, index) => GUTTER + 2 + Math.floor((room * index) / (count - 1)))
}

function laneRow(lanes: readonly string[], width: number): Row {
  const columns = columnsOf(lanes.length, width)
  let text = ''
  for (const [index, lane] of lanes.entries()) {
    const wanted = (columns[index] as number) - (index === 0 ? 2 : Math.floor(widthOf(lane) / 2))
    const start = Math.min(wanted, width - widthOf(lane))
    text = `${padded(text, start)}${lane}`
  }
  return [span(text, 'strong')]
}

function arrowRow(message: Message, index: number, at: number, count: number, width: number): Row {
  const columns = columnsOf(count, width)
  const isCurrent = index === at
  const isWrong = message.judged?.isRight === false
  const sign = message.judged == null ? ' ' : isWrong ? '\u2717' : '\u2713'
  const left = columns[Math.min(message.from, message.to)] as number
  const right = columns[Math.max(message.from, message.to)] as number
  const room = right - left - 1
  const label = shorten(message.text, room - 6)
  const line = '\u2500'.repeat(Math.max(0, room - widthOf(label) - 5))
  const isRightwards = message.to > message.from
  const arrow = isRightwards ? `\u2500\u2500 ${label} ${line}\u25b8` : `\u25c2${line} ${label} \u2500\u2500`
  const role: Role = isWrong ? 'wrong' : isCurrent ? 'cursor' : 'plain'
  const lifeLines = (from: number, to: number): Span =>
    span(
      Array.from({ length: Math.max(0, to - from) }, (_, offset) =>
        columns.includes(from + offset) ? '\u2502' : ' ',
      ).join(''),
      'quiet',
    )
  return merge([
    span(`${isCurrent ? '\u25b8' : ' '}${String(index + 1).padStart(2)}`, isCurrent ? 'strong' : 'quiet'),
    span(`${sign}  `, isWrong ? 'wrong' : 'right'),
    lifeLines(GUTTER, left + 1),
    span(arrow, role),
    lifeLines(right, width),
  ])
}

function messageRows(message: Message, at: number, { lanes, messages }: Sequence, width: number): Row[] {
  const way = `${lanes[message.from]} to ${lanes[message.to]}`
  const head = shorten(`${at + 1} of ${messages.length}, ${way}: ${message.text}`, width)
  return [
    [span(head, 'strong')],
    ...message.lines.flatMap(([name, value]) => lineRows(name, shortTokens(printable(value)), width)),
  ]
}

function lineRows(name: string, value: string, width: number): Row[] {
  if (name === '')
    return wrapText(value, width - 2, 'quiet')
      .slice(0, MOST_LINES)
      .map(row => [span('  '), ...row])
  const head = `${name}: `
  const pieces = cutText(`${head}${value}`, width - 2)
  return pieces.slice(0, MOST_LINES).map((piece, index): Row => {
    const isLast = index === MOST_LINES - 1 && pieces.length > MOST_LINES
    const text = isLast ? shorten(`${piece}...`, width - 2) : piece
    if (index > 0) return [span(`  ${text}`)]
    return merge([span(`  ${text.slice(0, head.length)}`, 'quiet'), span(text.slice(head.length))])
  })
}

function sentences(sequence: Sequence, at: number, judged: Judged): string[] {
  const { lanes, messages } = sequence
  const said = ({ from, to, text }: Message) => `${lanes[from]} to ${lanes[to]}: ${printable(text)}`
  const message = messages[at] as Message
  return [
    ...judgedSentences(judged),
    `Message ${at + 1} of ${messages.length}, in full: ${sentence(said(message))}`,
    ...message.lines.map(([name, value]) => printable(name === '' ? value : `${name}: ${value}`)),
    ...messages.map((one, index) => `Message ${index + 1}, ${sentence(said(one))}`),
    ...(judged === null ? ['Your code has not answered yet.'] : []),
  ]
}

const sentence = (text: string): string => (text.endsWith('.') ? text : `${text}.`)
