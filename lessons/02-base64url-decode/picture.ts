/** Lesson 02: characters to six bits each, regrouped to bytes, with the spare bits shown. */

import {
  type Answer,
  answerInWords,
  answerOf,
  bytesDifference,
  type Call,
  type CallReport,
  comparedBytes,
  type Drawing,
  hex,
  isRight,
  isWrong,
  type Judged,
  judgedRows,
  judgedSentences,
  LABEL,
  label,
  LONGEST_INPUT,
  merge,
  padded,
  printable,
  type Row,
  span,
  type Span,
  unreadable,
  words,
  yoursInWords,
} from '../../src/pictures/index.ts'

export const title = 'From 6 bits to 8: what decode does'
export const defaultInput = 'TWFuIQ'
export const inputHelp = 'base64url text; try AQ and AR, or a wrong one: TWFu=, A+B/, A'

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
const MOST_CHARACTERS = 32

/** The right answer: bytes, or why the text must be refused as malformed. */
type Right = { bytes: Uint8Array; fault: null } | { bytes: null; fault: string }

export function calls(input: string, _cursor: number): Call[] {
  return input.length > LONGEST_INPUT ? [] : [{ file: 'jwt/base64url.ts', name: 'decode', args: [input] }]
}

export function cursorRange(_input: string): null {
  return null
}

export function draw(input: string, _cursor: number, reports: CallReport[], width: number): Drawing {
  if (input.length > LONGEST_INPUT)
    return unreadable(title, `more than ${LONGEST_INPUT} characters`, inputHelp, width)
  const right = decodeStrictly(input)
  const answer = answerOf(reports[0])
  const characters = Array.from(input)
  const inLine = Math.max(1, Math.floor((width - LABEL + 2) / 26)) * 4
  const shown = characters.slice(0, MOST_CHARACTERS)
  const rows: Row[] = []
  for (let first = 0; first < shown.length; first += inLine) {
    if (first > 0) rows.push([])
    rows.push(...characterRows(characters, first, Math.min(shown.length, first + inLine)))
  }
  const hidden = characters.length - shown.length
  if (hidden > 0) rows.push(...words('', `and ${hidden} more characters, checked as well`, 'quiet', width))
  rows.push([])
  if (right.fault !== null)
    rows.push(...words('right', `refuse it as malformed. ${right.fault}`, 'strong', width))
  else rows.push(...words('right', right.bytes.length === 0 ? 'no bytes' : hex(right.bytes), 'strong', width))
  if (right.bytes !== null && answer.kind === 'bytes' && answer.bytes.length > 0) {
    rows.push(...comparedBytes(right.bytes, answer.bytes, width))
  } else rows.push(...answerRows(right, answer, width))
  const judged = judge(right, answer)
  rows.push(...judgedRows(judged, width))
  return { title, rows, plain: sentences(characters, right, answer, judged) }
}

function answerRows(right: Right, answer: Answer, width: number): Row[] {
  const isRight = right.fault !== null && answer.kind === 'refused' && answer.code === 'malformed'
  if (isRight) return words('yours', answerInWords(answer), 'right', width)
  if (answer.kind === 'bytes') {
    const same = right.bytes !== null && bytesDifference(right.bytes, answer.bytes) === null
    return words(
      'yours',
      answer.bytes.length === 0 ? 'no bytes' : hex(answer.bytes),
      same ? 'right' : 'wrong',
      width,
    )
  }
  return yoursInWords(answer, width)
}

function characterRows(characters: string[], from: number, to: number): Row[] {
  const lines: Record<'text' | 'value' | 'bits' | 'bytes', Span[]> = {
    text: [label('text')],
    value: [label('value')],
    bits: [label('bits')],
    bytes: [label('by eight')],
  }
  const wholeBits = Math.floor((characters.length * 6) / 8) * 8
  for (let first = from; first < to; first += 4) {
    const gap = first + 4 >= to ? '' : '  '
    const four = characters.slice(first, first + 4)
    for (const [index, character] of four.entries()) {
      const value = character === '' ? -1 : ALPHABET.indexOf(character)
      const bad = value < 0
      lines.text.push(span(padded(printable(character), 6).slice(0, 6), bad ? 'wrong' : 'strong'))
      lines.value.push(span(padded(bad ? '\u2717' : String(value), 6), bad ? 'wrong' : 'quiet'))
      const bits = bad ? '??????' : value.toString(2).padStart(6, '0')
      for (let bit = 0; bit < 6; bit++) {
        const at = (first + index) * 6 + bit
        const spare = at >= wholeBits
        const role = bad ? 'wrong' : spare ? 'warning' : Math.floor(at / 8) % 2 === 0 ? 'header' : 'payload'
        lines.bits.push({ text: bits[bit] as string, role })
      }
    }
    lines.bytes.push(...byteFrames(four.length))
    for (const line of Object.values(lines)) line.push(span(gap))
  }
  return [lines.text, lines.value, lines.bits, lines.bytes].map(merge)
}

function byteFrames(characters: number): Span[] {
  const whole = Math.floor((characters * 6) / 8)
  const spare = characters * 6 - whole * 8
  const frames = '\u2514\u2500\u2500\u2500\u2500\u2500\u2500\u2518'.repeat(whole)
  return [span(frames, 'quiet'), span('\u2191'.repeat(spare), 'warning')]
}

/** RFC 4648 §5 without padding, unused bits zero (§3.5). */
function decodeStrictly(text: string): Right {
  const characters = Array.from(text)
  const at = characters.findIndex(character => !ALPHABET.includes(character))
  if (at >= 0) {
    const shown = JSON.stringify(printable(characters[at] as string))
    return { bytes: null, fault: `Character ${at + 1}, ${shown}, is not in the alphabet.` }
  }
  const rest = characters.length % 4
  if (rest === 1) {
    return { bytes: null, fault: 'The last character is alone: 6 bits make no byte.' }
  }
  const last = ALPHABET.indexOf(characters.at(-1) ?? 'A')
  const spare = rest === 2 ? 4 : rest === 3 ? 2 : 0
  if ((last & ((1 << spare) - 1)) !== 0) {
    return {
      bytes: null,
      fault: `The ${spare} spare bits at the end are not zero: a second text for the same bytes.`,
    }
  }
  return { bytes: new Uint8Array(Buffer.from(text, 'base64url')), fault: null }
}

function judge(right: Right, answer: Answer): Judged {
  if (answer.kind === 'none') return null
  if (right.fault !== null) {
    if (answer.kind === 'refused' && answer.code === 'malformed') {
      return isRight("decode refused it with JwtError 'malformed'.")
    }
    return isWrong(`decode ${answerInWords(answer)}; it must throw JwtError 'malformed'.`)
  }
  if (answer.kind !== 'bytes') return isWrong(`decode ${answerInWords(answer)}; it must return bytes.`)
  const difference = bytesDifference(right.bytes, answer.bytes)
  if (difference === null) return isRight(`decode returned the right ${right.bytes.length} bytes.`)
  return isWrong(difference)
}

function sentences(characters: string[], right: Right, answer: Answer, judged: Judged): string[] {
  const shown = characters.slice(0, 16)
  return [
    ...judgedSentences(judged),
    `The text has ${characters.length} characters${characters.length > 16 ? '; the first 16 are drawn' : ''}.`,
    ...shown.map((character, index) => {
      const value = ALPHABET.indexOf(character)
      const name = `Character ${index + 1}, ${JSON.stringify(printable(character))},`
      return value < 0
        ? `${name} is not in the alphabet.`
        : `${name} is ${value}, bits ${value.toString(2).padStart(6, '0')}.`
    }),
    right.fault === null
      ? `Right is ${right.bytes.length} bytes: ${hex(right.bytes)}.`
      : `Right is to refuse it as malformed. ${right.fault}`,
    answer.kind === 'bytes'
      ? `Yours is ${answer.bytes.length} bytes: ${hex(answer.bytes)}.`
      : `Your decode ${answerInWords(answer)}.`,
  ]
}
