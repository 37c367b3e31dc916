/** Lesson 01: bytes in groups of 8 bits, regrouped to 6, with the learner's characters under them. */

import {
  type Answer,
  answerInWords,
  answerOf,
  asciiOf,
  type Call,
  type CallReport,
  type Drawing,
  hex,
  isRight,
  isWrong,
  type Judged,
  judgedRows,
  judgedSentences,
  LABEL,
  label,
  merge,
  padded,
  parseBytes,
  printable,
  type Row,
  span,
  type Span,
  textDifference,
  unreadable,
  words,
  yoursInWords,
} from '../../src/pictures/index.ts'

export const title = 'From 8 bits to 6: what encode does'
// Three bytes, so that the picture is right for a learner whose first step is.
export const defaultInput = 'Man'
export const inputHelp = 'Text, or bytes as 0x and hex digits: 0xFBFF'

const MOST_GROUPS = 8

/** Where the learner's answer has no character. No character of base64url, so that it can't be taken for one. */
const MISSING = '\u00b7'

export function calls(input: string, _cursor: number): Call[] {
  const bytes = parseBytes(input)
  return typeof bytes === 'string' ? [] : [{ file: 'jwt/base64url.ts', name: 'encode', args: [bytes] }]
}

export function cursorRange(_input: string): null {
  return null
}

export function draw(input: string, _cursor: number, reports: CallReport[], width: number): Drawing {
  const bytes = parseBytes(input)
  if (typeof bytes === 'string') return unreadable(title, bytes, inputHelp, width)
  const right = Buffer.from(bytes).toString('base64url')
  const answer = answerOf(reports[0])
  const yours = answer.kind === 'text' ? Array.from(answer.text).map(printable) : null
  const groups = Math.min(MOST_GROUPS, Math.ceil(bytes.length / 3))
  const inLine = Math.max(1, Math.floor((width - LABEL + 2) / 26))
  const rows: Row[] = []
  for (let first = 0; first < groups; first += inLine) {
    if (first > 0) rows.push([])
    rows.push(...groupRows(bytes, right, yours, first, Math.min(groups, first + inLine)))
  }
  if (bytes.length === 0)
    rows.push(...words('right', 'no bytes become no characters: the empty string', 'plain', width))
  const hidden = bytes.length - groups * 3
  if (hidden > 0) rows.push(...words('', `and ${hidden} more bytes, checked as well`, 'quiet', width))
  if (yours === null) rows.push(...yoursInWords(answer, width))
  rows.push([])
  const judged = judge(right, answer)
  rows.push(...judgedRows(judged, width))
  return { title, rows, plain: sentences(bytes, right, answer, judged) }
}

function groupRows(
  bytes: Uint8Array,
  right: string,
  yours: string[] | null,
  from: number,
  to: number,
): Row[] {
  const lines: Record<'bytes' | 'bits' | 'frame' | 'value' | 'right' | 'yours' | 'marks', Span[]> = {
    bytes: [label('bytes')],
    bits: [label('bits')],
    frame: [label('by six')],
    value: [label('value')],
    right: [label('right')],
    yours: [label('yours')],
    marks: [label('')],
  }
  let wrong = false
  for (let group = from; group < to; group++) {
    const gap = group === to - 1 ? '' : '  '
    const three = bytes.subarray(group * 3, group * 3 + 3)
    const bits = bitsOf(three)
    for (let index = 0; index < 3; index++) {
      const byte = three[index]
      const text = byte === undefined ? '' : `${hex(Uint8Array.of(byte))} ${asciiOf(byte)}`
      lines.bytes.push(span(padded(text, 8), index % 2 === 0 ? 'header' : 'payload'))
      lines.bits.push(span(bits.slice(index * 8, index * 8 + 8), index % 2 === 0 ? 'header' : 'payload'))
    }
    const filled = Math.ceil((three.length * 8) / 6)
    // Zero bits that fill the last six up have no byte of their own.
    lines.bits.push(span(padded('0'.repeat(filled * 6 - bits.length), 24 - bits.length), 'quiet'))
    for (let index = 0; index < 4; index++) {
      const at = group * 4 + index
      const exists = index < filled
      const value = exists ? Number.parseInt(bits.padEnd(24, '0').slice(index * 6, index * 6 + 6), 2) : null
      lines.frame.push(span(exists ? '\u2514\u2500\u2500\u2500\u2500\u2518' : '      ', 'quiet'))
      lines.value.push(span(padded(value === null ? '' : String(value), 6), 'quiet'))
      lines.right.push(span(padded(right[at] ?? '', 6), 'strong'))
      const same = yours?.[at] === right[at]
      const role = same ? 'right' : 'wrong'
      lines.yours.push(span(padded(yours?.[at] ?? (exists ? MISSING : ''), 6), role))
      lines.marks.push(span(padded(same ? '' : '\u2717', 6), 'wrong'))
      wrong ||= !same
    }
    for (const line of Object.values(lines)) line.push(span(gap))
  }
  const shown = [lines.bytes, lines.bits, lines.frame, lines.value, lines.right]
  if (yours !== null) shown.push(lines.yours, ...(wrong ? [lines.marks] : []))
  return shown.map(merge)
}

function bitsOf(bytes: Uint8Array): string {
  return Array.from(bytes, byte => byte.toString(2).padStart(8, '0')).join('')
}

function judge(right: string, answer: Answer): Judged {
  if (answer.kind === 'none') return null
  if (answer.kind !== 'text') return isWrong(`encode ${answerInWords(answer)}; it must return a string.`)
  const difference = textDifference(right, answer.text)
  if (difference === null) return isRight(`encode returned the right ${right.length} characters.`)
  return isWrong(`${difference}${reasonFor(right, answer.text)}`)
}

function reasonFor(right: string, yours: string): string {
  if (yours === `${right}${'='.repeat((4 - (right.length % 4)) % 4)}`)
    return ' The "=" at the end is padding; leave it out.'
  const base64 = right.replaceAll('-', '+').replaceAll('_', '/')
  if (yours.replace(/=+$/u, '') === base64) return ' "+" and "/" are base64; base64url has "-" and "_".'
  if (right.startsWith(yours)) return ' The end is missing: look at the last group.'
  return ''
}

function sentences(bytes: Uint8Array, right: string, answer: Answer, judged: Judged): string[] {
  const shown = bytes.subarray(0, 12)
  const bits = bitsOf(shown)
  const sixes = bits.padEnd(Math.ceil(bits.length / 6) * 6, '0').match(/.{6}/gu) ?? []
  return [
    ...judgedSentences(judged),
    `The input has ${bytes.length} bytes${bytes.length > 12 ? '; the first 12 are drawn' : ''}.`,
    ...Array.from(
      shown,
      (byte, index) =>
        `Byte ${index + 1} is ${hex(Uint8Array.of(byte))}, bits ${bitsOf(Uint8Array.of(byte))}.`,
    ),
    ...sixes.map(
      (six, index) =>
        `Six bits ${index + 1}: ${six} is ${Number.parseInt(six, 2)}, character ${right[index]}.`,
    ),
    `Right is ${JSON.stringify(right)}.`,
    answer.kind === 'text'
      ? `Yours is ${JSON.stringify(printable(answer.text))}.`
      : `Your encode ${answerInWords(answer)}.`,
  ]
}
