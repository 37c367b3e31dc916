/** Building blocks of drawings: labelled lines and comparisons. */

import stringWidth from 'string-width'
import { span } from '../text/span.ts'
import { printable } from '../text/visible.ts'
import { cutText, padded } from '../text/width.ts'
import { labelled } from '../text/wrap.ts'
import type { Answer } from './outcome.ts'
import { answerInWords } from './outcome.ts'
import type { Drawing, Role, Row, Span } from './types.ts'

/** Columns of the labels on the left of every drawing. */
export const LABEL = 10

/** The label of a line, filled up to its column. */
export function label(text: string, role: Role = 'quiet'): Span {
  return { text: padded(printable(text), LABEL), role }
}

/** Rows with a label and wrapped words. */
export function words(name: string, text: string, role: Role, width: number): Row[] {
  return labelled(label(name), text, role, width)
}

/** Rows with a label and text that is cut anywhere, for segments without blanks. */
export function cut(name: string, text: string, role: Role, width: number): Row[] {
  return cutText(printable(text), width - LABEL).map((line, index) => [
    label(index === 0 ? name : ''),
    { text: line, role },
  ])
}

/** The learner's line for an answer that can't be drawn: `yours    threw TypeError: ...`. */
export function yoursInWords(answer: Answer, width: number): Row[] {
  return words('yours', answerInWords(answer), answer.kind === 'none' ? 'quiet' : 'wrong', width)
}

/** A last line that says the verdict, with a sign for those who do not see its colour. */
export function verdict(isRight: boolean, text: string, width: number): Row[] {
  const sign = isRight ? span('\u2713 right', 'right') : span('\u2717 wrong', 'wrong')
  return labelled(
    { text: padded(sign.text, LABEL), role: sign.role },
    text,
    isRight ? 'right' : 'wrong',
    width,
  )
}

/** What is drawn when the input can't be read. */
export function unreadable(title: string, problem: string, inputHelp: string, width: number): Drawing {
  return {
    title,
    rows: [...words('input', problem, 'wrong', width), ...words('', inputHelp, 'quiet', width)],
    plain: [`The input can not be read: ${problem}`, inputHelp],
  }
}

/** Bytes as `4A 65 66`. */
export function hex(bytes: Uint8Array): string {
  return Array.from(bytes, byte => byte.toString(16).toUpperCase().padStart(2, '0')).join(' ')
}

/** Rows of bytes, in lines of whole groups of four where they fit. */
export function byteRows(name: string, bytes: Uint8Array, role: Role, width: number): Row[] {
  const line = bytesInLine(width)
  const rows: Row[] = []
  for (let at = 0; at === 0 || at < bytes.length; at += line) {
    rows.push([label(at === 0 ? name : ''), { text: hex(bytes.subarray(at, at + line)), role }])
  }
  return rows
}

/** How many bytes in hex fit into one labelled line. */
export function bytesInLine(width: number): number {
  return Math.max(4, Math.floor((width - LABEL + 1) / 3 / 4) * 4)
}

/** Rows of the learner's text, each character marked against the right one, with signs under the wrong ones. */
export function comparedText(right: string, yours: string, width: number): Row[] {
  return compared(Array.from(right), Array.from(yours).map(printable), '', width - LABEL)
}

/** Rows of the learner's bytes, each byte marked against the right one. */
export function comparedBytes(right: Uint8Array, yours: Uint8Array, width: number): Row[] {
  const cells = (bytes: Uint8Array) => Array.from(bytes, byte => hex(Uint8Array.of(byte)))
  return compared(cells(right), cells(yours), ' ', bytesInLine(width) * 3)
}

function compared(right: string[], yours: string[], gap: string, columns: number): Row[] {
  const rows: Row[] = []
  let spans: Span[] = []
  let marks = ''
  let used = 0
  const flush = () => {
    // The gap after the last cell of a line is not drawn.
    const last = spans.at(-1)
    if (last !== undefined) last.text = last.text.slice(0, last.text.length - gap.length)
    rows.push([label(rows.length === 0 ? 'yours' : ''), ...merge(spans)])
    if (marks.includes('^')) rows.push([label(''), span(marks.trimEnd(), 'wrong')])
    spans = []
    marks = ''
    used = 0
  }
  for (const [index, cell] of yours.entries()) {
    const size = stringWidth(cell) + gap.length
    if (used + size > columns && used > 0) flush()
    const same = cell === right[index]
    spans.push({ text: cell + gap, role: same ? 'right' : 'wrong' })
    marks += (same ? ' ' : '^').repeat(stringWidth(cell)) + gap
    used += size
  }
  flush()
  return rows
}

/** Joins neighbours of one role and leaves empty ones out, so that a line is written in few pieces. */
export function merge(spans: Span[]): Span[] {
  const merged: Span[] = []
  for (const one of spans) {
    if (one.text === '') continue
    const last = merged.at(-1)
    if (last?.role === one.role) last.text += one.text
    else merged.push({ ...one })
  }
  return merged
}

/** Index of the first item that differs, or -1. */
export function firstDifference<T>(right: ArrayLike<T>, yours: ArrayLike<T>): number {
  const length = Math.max(right.length, yours.length)
  for (let index = 0; index < length; index++) if (right[index] !== yours[index]) return index
  return -1
}

/** The first difference of two texts as a sentence, or null when they are the same. */
export function textDifference(right: string, yours: string): string | null {
  const a = Array.from(right)
  const b = Array.from(yours)
  const at = firstDifference(a, b)
  if (at < 0) return null
  const show = (character: string | undefined) =>
    character === undefined ? 'nothing' : JSON.stringify(printable(character))
  return `Character ${at + 1} is ${show(b[at])}; right is ${show(a[at])}.`
}

/** The first difference of two byte strings as a sentence, or null when they are the same. */
export function bytesDifference(right: Uint8Array, yours: Uint8Array): string | null {
  const at = firstDifference(right, yours)
  if (at < 0) return null
  const show = (byte: number | undefined) => (byte === undefined ? 'missing' : hex(Uint8Array.of(byte)))
  return `Byte ${at + 1} is ${show(yours[at])}; right is ${right[at] === undefined ? 'nothing' : show(right[at])}.`
}
