import type { Diagnosis } from '../../grader/types.ts'
import { cleanText, printable } from '../../text/visible.ts'
import { blank, type Row, type Span, span } from '../../text/span.ts'
import { cutRow, padRow, widthOf } from '../../text/width.ts'
import { wrapSpans, wrapText } from '../../text/wrap.ts'
import type { RenderContext } from '../view.ts'
import { referenceUrl } from './labels.ts'

/**
 * A diagnosis in full: what it means, the call, both values, where they differ, where the standard says so. A
 * comparison that holds both values whole takes their place. A long call goes below the values, which it would push out
 * of a low window.
 */
export function diagnosisRows(diagnosis: Diagnosis, view: RenderContext, width: number): Row[] {
  const { comparison } = diagnosis
  const { signs } = view.theme
  const isWhole = comparison[0]?.startsWith('expected') && !comparison.some(text => text.includes('…'))
  const values: [string, string | null][] = [
    ['expected', isWhole ? null : diagnosis.expected],
    ['yours', isWhole ? null : diagnosis.actual],
  ]
  const call = diagnosis.call === null ? [] : valueRows('call', diagnosis.call, width)
  const shown = values.flatMap(([label, text]) => (text === null ? [] : valueRows(label, text, width)))
  const compared = comparison.flatMap(text => comparisonRows(printable(text), width, signs.cut))
  const below = [...shown, ...(isWhole || compared.length === 0 ? compared : [blank, ...compared])]
  const isLong = call.length > longestCall && below.length > 0
  const parts = isLong ? [below, call] : [[...call, ...below]]
  return [
    ...keptRows(diagnosis.message, view, width),
    ...parts.filter(rows => rows.length > 0).flatMap(rows => [blank, ...rows]),
    ...placeRows(diagnosis.file, diagnosis.line, diagnosis.reference, view, width),
  ]
}

/** In rows; a call that has more is not needed to see what is wrong. */
const longestCall = 4
const labelWidth = 10

function valueRows(label: string, text: string, width: number): Row[] {
  const role = label === 'expected' ? 'right' : label === 'yours' ? 'wrong' : 'plain'
  return wrapText(cleanText(text), width - labelWidth, role).map((row, index) => [
    ...padRow([span(index === 0 ? label : '', 'quiet')], labelWidth),
    ...row,
  ])
}

/** A value is cut, so that the mark under it stays in its place; the words beside the mark go on below. */
function comparisonRows(text: string, width: number, cut: string): Row[] {
  const [, mark, words] = /^(\s*\^) (.+)$/.exec(text) ?? []
  if (mark === undefined || words === undefined || widthOf(text) <= width) {
    return [cutRow(comparisonRow(text), width, cut)]
  }
  return [cutRow(comparisonRow(mark), width, cut), ...wrapText(words, width, 'warning')]
}

/** Rows that begin with a label get its colour; the row that points at the first difference stands out. */
function comparisonRow(text: string): Row {
  const labelled = /^(expected|yours|actual| {2}as text)(\s+)(.*)$/.exec(text)
  if (labelled === null) return [span(text, /^\s*\^/.test(text) ? 'warning' : 'plain')]
  const [, label = '', gap = '', value = ''] = labelled
  const role = label === 'expected' ? 'right' : label.trim() === 'as text' ? 'quiet' : 'wrong'
  return [span(label + gap, 'quiet'), span(value, role)]
}

/** A message with its own line breaks: lines that are indented are code and are cut, the others are wrapped. */
export function keptRows(message: string, view: RenderContext, width: number): Row[] {
  return cleanText(message)
    .trimEnd()
    .split('\n')
    .flatMap(text =>
      /^\s{2,}\S/.test(text)
        ? [cutRow([span(text, 'plain')], width, view.theme.signs.cut)]
        : wrapSpans(withCode(text, view.theme.signs.code), width),
    )
}

/** Words between backticks are code. */
function withCode(text: string, mark: string): Row {
  return text
    .split('`')
    .map(
      (part, index): Span =>
        index % 2 === 1 ? { ...span(`${mark}${part}${mark}`, 'code'), whole: true } : span(part),
    )
}

/** Where the standard says so, and where in the learner's file it happened, as links. */
export function placeRows(
  file: string | null,
  lineNumber: number | null,
  reference: string | null,
  view: RenderContext,
  width: number,
): Row[] {
  const parts: Row = []
  if (reference !== null) parts.push(span(printable(reference), 'link', referenceUrl(reference)))
  if (file !== null) {
    if (parts.length > 0) parts.push(span(`  ${view.theme.signs.dot}  `, 'quiet'))
    parts.push(
      span(lineNumber === null ? file : `${file}:${lineNumber}`, 'link', view.fileUrl(file, lineNumber)),
    )
  }
  return parts.length === 0 ? [] : [blank, ...wrapSpans(parts, width)]
}
