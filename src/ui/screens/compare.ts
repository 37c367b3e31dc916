import { diffArrays } from 'diff'
import { codeRow } from '../markdown/code.ts'
import type { Signs } from '../../text/signs.ts'
import { cleanText } from '../../text/visible.ts'
import { line, type Row, span } from '../../text/span.ts'
import { padRow, widthOfRow } from '../../text/width.ts'
import { wrapSpans } from '../../text/wrap.ts'

/** One line of two texts side by side; null where a text has no such line. */
export type ComparedLine = { kind: 'same' | 'different'; left: string | null; right: string | null }

/** Lines of two texts, paired where they are alike. Line breaks and tabs are evened out first. */
export function compareText(left: string, right: string): ComparedLine[] {
  const compared: ComparedLine[] = []
  let removed: string[] = []
  const endBlock = (added: string[]) => {
    for (let index = 0; index < Math.max(removed.length, added.length); index++) {
      compared.push({ kind: 'different', left: removed[index] ?? null, right: added[index] ?? null })
    }
    removed = []
  }
  for (const change of diffArrays(linesOf(left), linesOf(right))) {
    if (change.removed) removed = change.value
    else if (change.added) endBlock(change.value)
    else {
      endBlock([])
      compared.push(...change.value.map((text): ComparedLine => ({ kind: 'same', left: text, right: text })))
    }
  }
  endBlock([])
  return compared
}

function linesOf(text: string): string[] {
  return cleanText(text).trimEnd().split('\n')
}

// Each side then has room for most lines of code.
const narrowest = 140

/** Two versions of a file: beside each other where there is room, else one below the other with signs. */
export function comparisonRows(lines: ComparedLine[], width: number, signs: Signs): Row[] {
  return width >= narrowest ? besideRows(lines, width, signs) : belowRows(lines, width)
}

function besideRows(lines: ComparedLine[], width: number, signs: Signs): Row[] {
  const half = Math.floor((width - 3) / 2)
  const divider = span(` ${signs.vertical} `, 'rule')
  const side = (text: string | null, sign: '+' | '-', kind: ComparedLine['kind']): Row[] =>
    text === null ? [] : markedRows(kind === 'different' ? sign : ' ', text, half)
  const header: Row = [...padRow([span('  Yours', 'strong')], half), divider, span('  Ours', 'strong')]
  return [
    header,
    ...lines.flatMap(pair => {
      const left = side(pair.left, '-', pair.kind)
      const right = side(pair.right, '+', pair.kind)
      return Array.from({ length: Math.max(left.length, right.length) }, (_, index) => [
        ...padRow(left[index] ?? [], half),
        divider,
        ...(right[index] ?? []),
      ])
    }),
  ]
}

/** A line of code behind its sign. What does not fit goes on below: code that is cut can't be compared. */
function markedRows(sign: '+' | '-' | ' ', text: string, width: number): Row[] {
  const role = sign === '+' ? 'right' : sign === '-' ? 'wrong' : 'plain'
  const row = codeRow(text, 'ts')
  const rows = widthOfRow(row) <= width - 2 ? [row] : wrapSpans(row, width - 4)
  return rows.map((part, index) =>
    index === 0 ? [span(`${sign} `, role), ...part] : [span('    '), ...part],
  )
}

function belowRows(lines: ComparedLine[], width: number): Row[] {
  const rows: Row[] = [[span('- yours', 'wrong'), span('   '), span('+ ours', 'right')]]
  let index = 0
  while (index < lines.length) {
    const pair = lines[index]
    if (pair?.kind === 'same') {
      rows.push(...markedRows(' ', pair.left ?? '', width))
      index++
      continue
    }
    const end = lines.findIndex((candidate, at) => at >= index && candidate.kind === 'same')
    const block = lines.slice(index, end === -1 ? undefined : end)
    const texts = (of: 'left' | 'right') => block.map(entry => entry[of]).filter(text => text !== null)
    rows.push(...texts('left').flatMap(text => markedRows('-', text, width)))
    rows.push(...texts('right').flatMap(text => markedRows('+', text, width)))
    index += block.length
  }
  return rows
}

/** A file that the learner does not have. */
export function missingRows(file: string): Row[] {
  return [line(`${file} is not there.`, 'quiet')]
}
