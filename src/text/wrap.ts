import type { Role, Row, Span } from './span.ts'
import { printable } from './visible.ts'
import { splitGraphemes, takeColumns, widthOf } from './width.ts'

/** A part of a line that is never broken, or the spaces between two of them. */
type Unit = { kind: 'text' | 'blank' | 'break'; spans: Span[]; width: number }

/**
 * Wraps styled text by display width. Breaks at spaces, beside wide characters (CJK, emoji), and inside a word only
 * when it is longer than a line. A line break in the text stays one.
 * @param width columns; at least 1 is assumed
 */
export function wrapSpans(spans: Row, width: number): Row[] {
  const columns = Math.max(1, width)
  const rows: Row[] = []
  let row: Span[] = []
  let used = 0
  let pendingBlank: Unit | null = null
  const endRow = () => {
    rows.push(row)
    row = []
    used = 0
    pendingBlank = null
  }
  for (const unit of unitsOf(spans, columns)) {
    if (unit.kind === 'break') {
      endRow()
      continue
    }
    if (unit.kind === 'blank') {
      // Spaces at the start of a text indent it; spaces where a line was broken vanish.
      if (used > 0 || rows.length === 0) pendingBlank = unit
      continue
    }
    const blanks: Unit | null = pendingBlank
    if (used + (blanks?.width ?? 0) + unit.width <= columns) {
      if (blanks !== null) row.push(...blanks.spans)
      row.push(...unit.spans)
      used += (blanks?.width ?? 0) + unit.width
      pendingBlank = null
      continue
    }
    if (used > 0) endRow()
    for (const piece of splitLongUnit(unit, columns)) {
      if (used > 0) endRow()
      row.push(...piece.spans)
      used = piece.width
    }
    pendingBlank = null
  }
  endRow()
  return rows.map(joinSpans)
}

/** Wraps a plain text: `wrapSpans` with one look. */
export function wrapText(text: string, width: number, role: Role = 'plain'): Row[] {
  return wrapSpans([{ text, role }], width)
}

/** Rows of wrapped text: `label` before the first one, spaces of the same width before the others. */
export function labelled(label: Span, text: string, role: Role, width: number): Row[] {
  const indent = widthOf(label.text)
  return wrapText(printable(text), Math.max(10, width - indent), role).map((row, index) => [
    index === 0 ? label : { text: ' '.repeat(indent), role: 'plain' },
    ...row,
  ])
}

function unitsOf(spans: Row, columns: number): Unit[] {
  const units: Unit[] = []
  for (const { whole, ...span } of spans) {
    if (whole && /^[^\n]*\S[^\n]*$/.test(span.text)) {
      pushText(units, span, isWide(span.text.at(0) ?? ''))
      continue
    }
    for (const text of span.text.match(/\n|[^\S\n]+|[^\s]+/g) ?? []) {
      if (text === '\n') {
        units.push({ kind: 'break', spans: [], width: 0 })
      } else if (text.trim() === '') {
        units.push({ kind: 'blank', spans: [{ ...span, text }], width: text.length })
      } else {
        for (const part of splitAtWide(text)) pushText(units, { ...span, text: part.text }, part.wide)
      }
    }
  }
  // Only a whole span has spaces inside of a unit: where that is longer than a line, it is broken at them.
  const isTooLong = ({ width, spans: parts }: Unit) =>
    width > columns && parts.some(({ text }) => /\s/.test(text))
  return units.flatMap(unit =>
    unit.kind === 'text' && isTooLong(unit) ? unitsOf(unit.spans, columns) : [unit],
  )
}

/** Text that touches the unit before it belongs to it, unless one of them is a wide character. */
function pushText(units: Unit[], span: Span, wide: boolean): void {
  const last = units.at(-1)
  const width = widthOf(span.text)
  const lastIsWide = last?.spans.at(-1) !== undefined && isWide(last.spans.at(-1)?.text.at(-1) ?? '')
  if (last?.kind === 'text' && !wide && !lastIsWide) {
    last.spans.push(span)
    last.width += width
    return
  }
  units.push({ kind: 'text', spans: [span], width })
}

function splitAtWide(text: string): { text: string; wide: boolean }[] {
  if (widthOf(text) === text.length) return [{ text, wide: false }]
  const parts: { text: string; wide: boolean }[] = []
  for (const grapheme of splitGraphemes(text)) {
    const last = parts.at(-1)
    const wide = isWide(grapheme)
    // Closing punctuation stays with what it closes.
    if (wide && /^[、。，．）」』】〉》!？！：；]/u.test(grapheme) && last !== undefined)
      last.text += grapheme
    else if (wide || last === undefined || last.wide) parts.push({ text: grapheme, wide })
    else last.text += grapheme
  }
  return parts
}

function isWide(grapheme: string): boolean {
  return widthOf(grapheme) > 1
}

function splitLongUnit(unit: Unit, columns: number): Unit[] {
  if (unit.width <= columns) return [unit]
  const pieces: Unit[] = []
  let piece: Unit = { kind: 'text', spans: [], width: 0 }
  for (const span of unit.spans) {
    let rest = span.text
    while (rest !== '') {
      let text = takeColumns(rest, columns - piece.width)
      if (text === '') {
        if (piece.width === 0) text = splitGraphemes(rest)[0] ?? rest
        else {
          pieces.push(piece)
          piece = { kind: 'text', spans: [], width: 0 }
          continue
        }
      }
      piece.spans.push({ ...span, text })
      piece.width += widthOf(text)
      rest = rest.slice(text.length)
    }
  }
  return [...pieces, piece]
}

/** Neighbours that look the same become one span, so that a row has few parts. */
function joinSpans(row: Row): Row {
  const joined: Span[] = []
  for (const span of row) {
    const last = joined.at(-1)
    if (last !== undefined && last.role === span.role && last.href === span.href) {
      joined[joined.length - 1] = { ...last, text: last.text + span.text }
    } else joined.push(span)
  }
  return joined
}
