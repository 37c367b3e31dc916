/** Lesson 07: a time line of nbf, iat, exp and leeway, with the learner's verdict at every moment beside the right one. */

import {
  type Answer,
  answerInWords,
  answerOf,
  type Call,
  type CallReport,
  dateInWords,
  type Drawing,
  durationInWords,
  isSilent,
  label,
  merge,
  type Row,
  span,
  type Span,
  unreadable,
  verdict,
  words,
} from '../../src/pictures/index.ts'
import { type Mark, marksOf, momentsOf, parseTimes, rightCodes, type TimeInput } from './moments.ts'

export const title = 'The life of a token'
export const defaultInput = 'iat=1700000000 nbf=+60 exp=+900 leeway=30'
export const inputHelp = 'iat, nbf, exp, leeway, maxAge; +60 counts from iat. Left and right arrows move now.'

export function calls(input: string, _cursor: number): Call[] {
  const parsed = parseTimes(input)
  if (typeof parsed === 'string') return []
  return momentsOf(parsed).map(now => ({
    file: 'jwt/claims.ts',
    name: 'checkTimes',
    args: [parsed.claims, { now, ...parsed.options }],
  }))
}

export function cursorRange(input: string): [number, number] | null {
  const parsed = parseTimes(input)
  return typeof parsed === 'string' ? null : [0, momentsOf(parsed).length - 1]
}

export function draw(input: string, cursor: number, reports: CallReport[], width: number): Drawing {
  const parsed = parseTimes(input)
  if (typeof parsed === 'string') return unreadable(title, parsed, inputHelp, width)
  const moments = momentsOf(parsed)
  const marks = marksOf(parsed)
  const at = Math.min(moments.length - 1, Math.max(0, Math.trunc(cursor)))
  const now = moments[at] as number
  const judged = moments.map((moment, index) => judge(rightCodes(parsed, moment), answerOf(reports[index])))
  const here = judged[at] as Judged
  const wrong = judged.map((one, index) => (one.isRight === false ? index : -1)).filter(index => index >= 0)
  const rows: Row[] = [
    ...words('now', `${now}  ${dateInWords(now)}`, 'strong', width),
    ...words('', placeInWords(now, marks), 'plain', width),
    [],
    ...markRows(marks, moments),
    cells('', judged, (_, index) =>
      span(index === at ? '\u25bc' : '\u2500', index === at ? 'cursor' : 'quiet'),
    ),
    cells('right', judged, one => span(one.accept ? '\u2713' : '\u2717', one.accept ? 'strong' : 'quiet')),
    cells('yours', judged, one =>
      span(one.sign, one.isRight === null ? 'quiet' : one.isRight ? 'right' : 'wrong'),
    ),
    ...(wrong.length > 0 ? [cells('', judged, one => span(one.isRight === false ? '^' : ' ', 'wrong'))] : []),
    ...words('', '\u2713 accepts, \u2717 refuses; near each mark second by second', 'quiet', width),
    [],
    ...words('right', here.right, 'strong', width),
    ...words('yours', here.yours, here.isRight === null ? 'quiet' : here.isRight ? 'right' : 'wrong', width),
    ...overall(judged, wrong, moments, marks, width),
  ]
  return { title, rows, plain: sentences(parsed, moments, at, judged, wrong, marks) }
}

type Judged = {
  /** Whether a right checkTimes accepts. */
  accept: boolean
  /** Whether the learner's answer is right; null while there is none. */
  isRight: boolean | null
  sign: string
  right: string
  yours: string
}

function judge(codes: readonly string[], answer: Answer): Judged {
  const accept = codes.length === 0
  const right = accept ? 'accept' : `refuse, as ${codes.join(' or ')}`
  const accepted = isSilent(answer)
  const yours = accepted ? 'accepted it' : answerInWords(answer)
  if (answer.kind === 'none') return { accept, isRight: null, sign: '\u00b7', right, yours }
  if (accepted) return { accept, isRight: accept, sign: '\u2713', right, yours }
  if (answer.kind === 'other') return { accept, isRight: false, sign: '!', right, yours }
  const isRight = answer.kind === 'refused' && answer.code !== null && codes.includes(answer.code)
  return {
    accept,
    isRight,
    sign: answer.kind === 'refused' && answer.code === null ? '!' : '\u2717',
    right,
    yours,
  }
}

function cells(name: string, judged: Judged[], cell: (one: Judged, index: number) => Span): Row {
  return [label(name), ...merge(judged.map(cell))]
}

/** The names over their columns, in as many lines as it takes, with a stroke down to the line. */
function markRows(marks: Mark[], moments: number[]): Row[] {
  const lines: string[][] = []
  const strokes: { column: number; line: number }[] = []
  for (const mark of marks) {
    const column = moments.indexOf(mark.at)
    const start = Math.max(0, Math.min(column, moments.length - mark.name.length))
    let line = lines.findIndex(cells => isFree(cells, start, mark.name.length))
    if (line < 0) line = lines.push(Array.from({ length: moments.length }, () => ' ')) - 1
    for (const [index, character] of Array.from(mark.name).entries())
      (lines[line] as string[])[start + index] = character
    strokes.push({ column, line })
  }
  const under = Array.from({ length: moments.length }, () => ' ')
  for (const { column } of strokes) under[column] = '\u2502'
  return [...lines, under].map(cells => [label(''), span(cells.join('').trimEnd(), 'payload')])
}

function isFree(cells: string[], start: number, length: number): boolean {
  return cells.slice(Math.max(0, start - 1), start + length + 1).every(cell => cell === ' ')
}

function placeInWords(now: number, marks: Mark[]): string {
  const nearest = marks.toSorted((a, b) => Math.abs(a.at - now) - Math.abs(b.at - now))[0]
  if (nearest === undefined) return 'the token names no time'
  if (nearest.at === now) {
    const all = marks.filter(mark => mark.at === now).map(mark => mark.name)
    return `exactly at ${all.join(' and ')}`
  }
  const distance = durationInWords(now - nearest.at)
  return `${distance} ${now < nearest.at ? 'before' : 'after'} ${nearest.name}`
}

function overall(judged: Judged[], wrong: number[], moments: number[], marks: Mark[], width: number): Row[] {
  const text = overallInWords(judged, wrong, moments, marks)
  return text === null ? [] : verdict(wrong.length === 0, text, width)
}

function overallInWords(judged: Judged[], wrong: number[], moments: number[], marks: Mark[]): string | null {
  if (judged.some(one => one.isRight === null) && wrong.length === 0) return null
  if (wrong.length === 0) return `at all ${moments.length} moments.`
  const first = moments[wrong[0] as number] as number
  return `at ${wrong.length} of ${moments.length} moments; the first is ${placeInWords(first, marks)}.`
}

function sentences(
  input: TimeInput,
  moments: number[],
  at: number,
  judged: Judged[],
  wrong: number[],
  marks: Mark[],
): string[] {
  const now = moments[at] as number
  const here = judged[at] as Judged
  const all = overallInWords(judged, wrong, moments, marks)
  const leeway = input.options.leeway ?? 0
  return [
    ...(all === null ? [] : [`${wrong.length === 0 ? 'Right' : 'Wrong'} ${all}`]),
    ...marks.map(mark => `${mark.name} is at ${mark.at}.`),
    `The leeway is ${durationInWords(leeway)}.`,
    `Moment ${at + 1} of ${moments.length}: now is ${now}, ${placeInWords(now, marks)}.`,
    `Right is to ${here.right}.`,
    `Your checkTimes ${here.yours}.`,
    ...(here.isRight === null ? [] : [here.isRight ? 'Right here.' : 'Wrong here.']),
  ]
}
