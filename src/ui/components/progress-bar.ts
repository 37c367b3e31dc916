import type { Signs } from '../../text/signs.ts'
import { type Row, span } from '../../text/span.ts'

/** How much is done, as a bar of a number of columns. */
export function progressBar(done: number, total: number, columns: number, signs: Signs): Row {
  const width = Math.max(0, columns)
  const filled = total === 0 ? 0 : Math.floor((Math.min(done, total) / total) * width)
  // The first lesson must be seen, and a full bar means all of them.
  const shown = done > 0 && filled === 0 ? Math.min(1, width) : filled
  return [span(signs.barDone.repeat(shown), 'right'), span(signs.barOpen.repeat(width - shown), 'rule')]
}
