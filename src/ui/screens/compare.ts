import { diffArrays } from 'diff'
import { codeRow } from '../markdown/code.ts'
import type { Signs } from '../signs.ts'
import { cleanText } from '../text/clean.ts'
import { line, type Row, span } from '../text/span.ts'
import { cutRow, padRow } from '../text/width.ts'

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

const narrowest = 84

/** Two versions of a file: beside each other where there is room, else one below the other with signs. */
export function comparisonRows(lines: ComparedLine[], width: number, signs: Signs): Row[] {
  return width >= narrowest ? besideRows(lines, width, signs) : belowRows(lines, width, signs)
}

function besideRows(lines: ComparedLine[], width: number, signs: Signs): Row[] {
  const half = Math.floor((width - 3) / 2)
  const divider = span(` ${signs.vertical} `, 'rule')
  const side = (text: string | null, sign: string, kind: ComparedLine['kind']): Row => {
    const mark =
      kind === 'different' && text !== null ? span(`${sign} `, sign === '+' ? 'right' : 'wrong') : span('  ')
    return padRow(cutRow([mark, ...codeRow(text ?? '', 'ts')], half, signs.cut), half)
  }
  const header: Row = [...padRow([span('  Yours', 'strong')], half), divider, span('  Ours', 'strong')]
  return [
    header,
    ...lines.map(pair => [...side(pair.left, '-', pair.kind), divider, ...side(pair.right, '+', pair.kind)]),
  ]
}

function belowRows(lines: ComparedLine[], width: number, signs: Signs): Row[] {
  const rows: Row[] = [[span('- yours', 'wrong'), span('   '), span('+ ours', 'right')]]
  let index = 0
  while (index < lines.length) {
    const pair = lines[index]
    if (pair?.kind === 'same') {
      rows.push(cutRow([span('  '), ...codeRow(pair.left ?? '', 'ts')], width, signs.cut))
      index++
      continue
    }
    const end = lines.findIndex((candidate, at) => at >= index && candidate.kind === 'same')
    const block = lines.slice(index, end === -1 ? undefined : end)
    const texts = (of: 'left' | 'right') => block.map(entry => entry[of]).filter(text => text !== null)
    rows.push(
      ...texts('left').map(text => cutRow([span('- ', 'wrong'), ...codeRow(text, 'ts')], width, signs.cut)),
    )
    rows.push(
      ...texts('right').map(text => cutRow([span('+ ', 'right'), ...codeRow(text, 'ts')], width, signs.cut)),
    )
    index += block.length
  }
  return rows
}

/** A file that the learner does not have. */
export function missingRows(file: string): Row[] {
  return [line(`${file} is not there.`, 'quiet')]
}
