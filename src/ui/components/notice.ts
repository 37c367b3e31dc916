import type { Signs } from '../../text/signs.ts'
import type { Notice } from '../state/state.ts'
import { type Row, span } from '../../text/span.ts'
import { wrapSpans } from '../../text/wrap.ts'

/** A notice as rows of its own above the verdict. */
export function noticeRows(notice: Notice | null, columns: number, signs: Signs): Row[] {
  if (notice === null) return []
  const sign = { info: signs.bullet, success: signs.passed, warning: signs.broken, error: signs.failed }[
    notice.tone
  ]
  const role = { info: 'accent', success: 'right', warning: 'warning', error: 'wrong' } as const
  return wrapSpans([span(notice.text)], columns - 4).map((row, index) => [
    span(index === 0 ? ` ${sign} ` : '   ', role[notice.tone]),
    ...row,
  ])
}
