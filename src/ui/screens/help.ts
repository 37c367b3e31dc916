import type { KeyBinding, KeyGroup } from '../keys/binding.ts'
import { keyTable } from '../keys/table.ts'
import { blank, line, type Row, span } from '../../text/span.ts'
import { padRow, widthOfRow } from '../../text/width.ts'
import { wrapText } from '../../text/wrap.ts'
import { type PaneSource, pane } from './pane.ts'

const groups: KeyGroup[] = ['Lesson', 'Help', 'Course', 'Move', 'Program']
const keyColumn = 13

/** Every key with a sentence, from the same table that the keys are read with. */
export function helpPanes(): PaneSource[] {
  return [pane('text', 'Keys', helpRows)]
}

function helpRows(width: number): Row[] {
  const perRow = width >= 150 ? 3 : width >= 96 ? 2 : 1
  const columnWidth = perRow === 1 ? Math.min(width, 80) : Math.floor(width / perRow) - 3
  const blocks = groups.map(group => groupRows(group, columnWidth))
  return perRow === 1
    ? blocks.flatMap((rows, index) => (index === 0 ? rows : [blank, ...rows]))
    : besides(blocks, width, perRow)
}

function groupRows(group: KeyGroup, width: number): Row[] {
  const bindings = keyTable.filter(binding => binding.group === group && binding.help !== null)
  return [line(group, 'heading'), ...bindings.flatMap(binding => bindingRows(binding, width))]
}

function bindingRows(binding: KeyBinding, width: number): Row[] {
  return wrapText(binding.help ?? '', width - keyColumn - 2).map((row, index) => [
    ...padRow([span('  '), span(index === 0 ? binding.shown : '', 'key')], keyColumn),
    ...row,
  ])
}

/** Groups in columns, each put where the least stands. */
function besides(blocks: Row[][], width: number, count: number): Row[] {
  const columnWidth = Math.floor(width / count)
  const stacks: Row[][] = Array.from({ length: count }, () => [])
  for (const rows of blocks) {
    const shortest = stacks.reduce((best, stack) => (stack.length < best.length ? stack : best))
    shortest.push(...(shortest.length === 0 ? [] : [blank]), ...rows)
  }
  const height = Math.max(...stacks.map(stack => stack.length))
  return Array.from({ length: height }, (_, index) =>
    stacks.flatMap((stack): Row => {
      const row = stack[index] ?? []
      return widthOfRow(row) < columnWidth ? padRow(row, columnWidth) : row
    }),
  )
}
