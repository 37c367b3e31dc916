/** Lesson 03: a value becomes JSON, UTF-8 bytes and base64url, and comes back. */

import {
  type Answer,
  answerInWords,
  answerOf,
  type Call,
  type CallReport,
  comparedText,
  cut,
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
  parseObject,
  printable,
  type Row,
  sameJson,
  segment,
  span,
  type Span,
  stringWidth,
  textDifference,
  unreadable,
  words,
  yoursInWords,
} from '../../src/pictures/index.ts'

export const title = 'A value, its JSON, its bytes, its segment'
export const defaultInput = '{"name":"Zo\u00eb","admin":true}'
export const inputHelp = 'A JSON object, for example {"name":"Zo\u00eb"} or {"sign":"\u270d\ufe0f"}'

const MOST_CHARACTERS = 96

export function calls(input: string, _cursor: number): Call[] {
  const value = parseObject(input)
  if (typeof value === 'string') return []
  return [
    { file: 'jwt/json.ts', name: 'encodeJson', args: [value] },
    { file: 'jwt/json.ts', name: 'decodeJson', args: [segment(value)] },
  ]
}

export function cursorRange(_input: string): null {
  return null
}

export function draw(input: string, _cursor: number, reports: CallReport[], width: number): Drawing {
  const value = parseObject(input)
  if (typeof value === 'string') return unreadable(title, value, inputHelp, width)
  const json = JSON.stringify(value)
  const right = segment(value)
  const encoded = answerOf(reports[0])
  const decoded = answerOf(reports[1])
  const there = judgeEncoded(value, right, encoded)
  const back = judgeDecoded(value, decoded)
  const rows: Row[] = [
    ...cut('JSON', json, 'payload', width),
    [],
    ...utf8Rows(json, width),
    [],
    ...cut('right', right, 'strong', width),
    ...(encoded.kind === 'text'
      ? comparedOrSame(right, encoded.text, there?.isRight ?? false, width)
      : yoursInWords(encoded, width)),
    ...judgedRows(there, width),
    [],
    ...words('and back', 'decodeJson of the right segment', 'quiet', width),
    ...(decoded.kind === 'object'
      ? cut('yours', JSON.stringify(decoded.value), back?.isRight ? 'right' : 'wrong', width)
      : yoursInWords(decoded, width)),
    ...judgedRows(back, width),
  ]
  return { title, rows, plain: sentences(json, right, encoded, there, back) }
}

/** Another text for an equal value is right too; its characters are not marked as wrong then. */
function comparedOrSame(right: string, yours: string, isRight: boolean, width: number): Row[] {
  return isRight ? cut('yours', yours, 'right', width) : comparedText(right, yours, width)
}

/** Each character over its bytes, so that one sees which of them need more than one. */
function utf8Rows(json: string, width: number): Row[] {
  const rows: Row[] = []
  let above: Span[] = []
  let below: Span[] = []
  let used = 0
  const flush = () => {
    const first = rows.length === 0
    rows.push([label(first ? 'text' : ''), ...merge(above)], [label(first ? 'UTF-8' : ''), ...merge(below)])
    above = []
    below = []
    used = 0
  }
  const characters = Array.from(json)
  for (const character of characters.slice(0, MOST_CHARACTERS)) {
    const bytes = hex(new TextEncoder().encode(character))
    const shown = printable(character)
    const columns = Math.max(bytes.length, stringWidth(shown)) + 1
    if (used + columns > width - LABEL + 1 && used > 0) flush()
    const role = bytes.length > 2 ? 'warning' : 'plain'
    above.push({ text: padded(shown, columns), role })
    below.push({ text: padded(bytes, columns), role: role === 'plain' ? 'quiet' : role })
    used += columns
  }
  flush()
  const hidden = characters.length - MOST_CHARACTERS
  if (hidden > 0) rows.push([label(''), span(`and ${hidden} more characters`, 'quiet')])
  return rows.map(trimEnd)
}

function trimEnd(row: Row): Row {
  const last = row.at(-1)
  if (last !== undefined) last.text = last.text.trimEnd()
  return row
}

function judgeEncoded(value: Record<string, unknown>, right: string, answer: Answer): Judged {
  if (answer.kind === 'none') return null
  if (answer.kind !== 'text') return isWrong(`encodeJson ${answerInWords(answer)}; it must return a string.`)
  if (answer.text === right) return isRight('encodeJson returned the right segment.')
  const read = parseObject(readSegment(answer.text) ?? '')
  if (typeof read !== 'string' && sameJson(read, value)) {
    return isRight('encodeJson returned another string for an equal value; that is right too.')
  }
  const asLatin1 = Buffer.from(JSON.stringify(value), 'latin1').toString('base64url')
  const reason = answer.text === asLatin1 ? ' These are Latin-1 bytes; JSON travels as UTF-8.' : ''
  return isWrong(`${textDifference(right, answer.text)}${reason}`)
}

/** Strict base64url and UTF-8, or null. */
function readSegment(text: string): string | null {
  const bytes = Buffer.from(text, 'base64url')
  if (bytes.toString('base64url') !== text) return null
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return null
  }
}

function judgeDecoded(value: Record<string, unknown>, answer: Answer): Judged {
  if (answer.kind === 'none') return null
  if (answer.kind !== 'object')
    return isWrong(`decodeJson ${answerInWords(answer)}; it must return an object.`)
  if (sameJson(answer.value, value)) return isRight('decodeJson gave the same value back.')
  return isWrong('decodeJson gave another value back.')
}

function sentences(json: string, right: string, encoded: Answer, there: Judged, back: Judged): string[] {
  const wide = Array.from(json).filter(character => new TextEncoder().encode(character).length > 1)
  const bytes = new TextEncoder().encode(json)
  const named = [...new Set(wide)].slice(0, 10)
  return [
    ...judgedSentences(there),
    ...judgedSentences(back),
    `The JSON is ${printable(json)}.`,
    `It has ${Array.from(json).length} characters and ${bytes.length} bytes of UTF-8.`,
    ...named.map(
      character =>
        `${printable(character)} needs ${new TextEncoder().encode(character).length} bytes: ${hex(new TextEncoder().encode(character))}.`,
    ),
    `The right segment is ${right}.`,
    encoded.kind === 'text'
      ? `Yours is ${printable(encoded.text)}.`
      : `Your encodeJson ${answerInWords(encoded)}.`,
    ...(back === null ? ['Your decodeJson has not answered yet.'] : []),
  ]
}
