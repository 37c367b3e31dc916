/** Where a line of code goes on in the next row: between its parts, not in the middle of a call. */
import type { Row, Span } from '../../text/span.ts'
import { widthOf } from '../../text/width.ts'
import { wrapSpans } from '../../text/wrap.ts'

/** A place at which the next row may begin, and what a break there costs the reader. */
type Place = { at: number; cost: number }

/** After these a line break ends the statement: copied code would return nothing. */
const ENDS_STATEMENT = /(?:^|\W)(?:return|throw|yield|break|continue|async)$/
/** A regular expression that has begun and not ended. */
const IN_PATTERN = /[=(,:!&|?]\s*\/(?![/*])(?:[^/\\]|\\.)*$/
const HARDLY_AFTER = /(?:^|\W)(?:const|let|var|new|await|function|class|if|for|while|typeof|import|type)$/

/**
 * One line of code as rows. A row ends where the fewest brackets are open, and as late as possible there.
 * @param columns the most that a row may have
 */
export function breakCode(row: Row, columns: number): Row[] {
  const rows: Row[] = []
  let rest = row
  while (widthOf(textOf(rest)) > columns) {
    const place = placesIn(rest)
      .filter(({ at }) => widthOf(textOf(rest).slice(0, at).trimEnd()) <= columns)
      .reduce<Place | null>((best, one) => (best === null || one.cost <= best.cost ? one : best), null)
    if (place === null) return [...rows, ...wrapSpans(rest, columns)]
    rows.push(trimmed(rest, 0, place.at))
    rest = trimmed(rest, place.at, textOf(rest).length)
  }
  return [...rows, rest]
}

const textOf = (row: Row): string => row.map(({ text }) => text).join('')

function placesIn(row: Row): Place[] {
  const text = textOf(row)
  const indent = text.length - text.trimStart().length
  const places: Place[] = []
  let open = 0
  let begin = 0
  for (const { text: part, role } of row) {
    const isWhole = role === 'comment' || /^['"`]/.test(part)
    if (role === 'comment') places.push({ at: begin, cost: 0 })
    for (let offset = 0; offset < part.length; offset++) {
      const character = part.charAt(offset)
      if (!isWhole && ')]}'.includes(character)) open--
      if (!isWhole && '([{'.includes(character)) open++
      const at = begin + offset + 1
      const isSpace = character === ' ' && text.charAt(at) !== ' '
      const isCall = !isWhole && ('(['.includes(character) || (character === ')' && text.charAt(at) === '.'))
      if (isSpace || isCall) places.push({ at, cost: costAt(text, at, open, isWhole) })
    }
    begin += part.length
  }
  return places.filter(({ at }) => at > indent && at < text.length)
}

function costAt(text: string, at: number, open: number, isWhole: boolean): number {
  const before = text.slice(0, at).trimEnd()
  const after = text.slice(at)
  const costs: [applies: boolean, cost: number][] = [
    [ENDS_STATEMENT.test(before), 1_000],
    [isWhole || IN_PATTERN.test(before), 500],
    [HARDLY_AFTER.test(before), 100],
    [/^\W{1,3}$/.test(after), 40],
    [/^\{/.test(after) && /(?:\)|\belse|\bcatch|\btry)$/.test(before), 20],
    [/\bfrom$/.test(before), 20],
    [/\b(?:if|while|for) \($/.test(before), 10],
    [/^(?:=|=>|\+|-|<|>|[!=]==|in|of|as|extends)\s/.test(after), 20],
    [/(?::|[!=]==|<|>=|\.\.\.)$/.test(before), 8],
    [/[([{]$/.test(before), 3],
    [after.startsWith('.'), 2],
  ]
  return open * 10 + costs.reduce((sum, [applies, cost]) => sum + (applies ? cost : 0), 0)
}

/** Part of a row, without the spaces around it; those before the first row indent it. */
function trimmed(row: Row, from: number, to: number): Row {
  const parts: Span[] = []
  let begin = 0
  for (const part of row) {
    const text = part.text.slice(Math.max(0, from - begin), Math.max(0, to - begin))
    if (text !== '') parts.push({ ...part, text })
    begin += part.text.length
  }
  const last = parts.at(-1)
  if (last !== undefined) parts[parts.length - 1] = { ...last, text: last.text.trimEnd() }
  const head = parts[0]
  if (from > 0 && head !== undefined) parts[0] = { ...head, text: head.text.trimStart() }
  return parts.filter(({ text }) => text !== '')
}
