import type { Tokens } from 'marked'
import { line, type Row, span } from '../../text/span.ts'
import { padRow, widthOfRow } from '../../text/width.ts'
import { wrapSpans } from '../../text/wrap.ts'
import { type InlineChoice, inlineSpans } from './inline.ts'

const gap = 2
const narrowest = 4

/** A table as aligned columns. When it is wider than the screen the widest columns are wrapped. */
export function tableRows(table: Tokens.Table, width: number, choice: InlineChoice, rule: string): Row[] {
  const header = table.header.map(cell => inlineSpans(cell.tokens, { ...choice, role: 'strong' }))
  const body = table.rows.map(cells => cells.map(cell => inlineSpans(cell.tokens, choice)))
  const wanted = header.map((cell, column) =>
    Math.max(narrowest, widthOfRow(cell), ...body.map(cells => widthOfRow(cells[column] ?? []))),
  )
  const widths = shrink(wanted, width - gap * (wanted.length - 1))
  const ruleRow = line(widths.map(columns => rule.repeat(columns)).join(' '.repeat(gap)), 'rule')
  return [...layOut(header, widths), ruleRow, ...body.flatMap(cells => layOut(cells, widths))]
}

function shrink(wanted: number[], room: number): number[] {
  const widths = [...wanted]
  let excess = widths.reduce((sum, columns) => sum + columns, 0) - room
  while (excess > 0) {
    const widest = Math.max(...widths)
    if (widest <= narrowest) break
    widths[widths.indexOf(widest)] = widest - 1
    excess--
  }
  return widths
}

function layOut(cells: Row[], widths: number[]): Row[] {
  const wrapped = widths.map((columns, index) => wrapSpans(cells[index] ?? [], columns))
  const height = Math.max(...wrapped.map(rows => rows.length))
  return Array.from({ length: height }, (_, index) =>
    wrapped.flatMap((rows, column): Row => {
      const row = rows[index] ?? []
      const isLast = column === wrapped.length - 1
      return isLast ? row : [...padRow(row, widths[column] ?? 0), span(' '.repeat(gap))]
    }),
  )
}
