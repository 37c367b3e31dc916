import type { Signs } from '../../text/signs.ts'
import type { InspectOverlay } from '../state/state.ts'
import { printable } from '../../text/visible.ts'
import { blank, line, type Row, span } from '../../text/span.ts'
import { cutRow } from '../../text/width.ts'
import { wrapSpans, wrapText } from '../../text/wrap.ts'
import type { Inspection } from '../../inspect/types.ts'
import type { LazyModules, RenderContext } from '../view.ts'
import { inputRow } from './input-row.ts'
import { type PaneSource, pane } from './pane.ts'
import { counted } from './labels.ts'

/** More dots say no more about a secret. */
const mostDots = 12

const advice = {
  secret: 'Tab leads to the field for it.',
  'public-key': 'Tab leads to the field for it.',
}

/** A pasted token, taken apart, with its signature checked when a key was given. */
export function inspectPanes(overlay: InspectOverlay, view: RenderContext): PaneSource[] {
  return [pane('text', 'Inspect a token', width => inspectRows(overlay, view, width))]
}

function inspectRows(overlay: InspectOverlay, view: RenderContext, width: number): Row[] {
  const { signs } = view.theme
  return [
    overlay.field === 'token'
      ? inputRow('Token', oneLine(overlay.input.slice(-2 * width)), width, signs)
      : restingRow(oneLine(overlay.input.slice(0, 2 * width)), width, signs),
    keyRow(overlay, signs),
    ...keyWords(overlay, width),
    ...secretWords(overlay, signs, width),
    blank,
    ...shownRows(overlay, view, width),
  ]
}

// Only the end that is shown is worked on: a pasted token may be a megabyte.
function oneLine(text: string): string {
  return printable(text.replace(/\s+/gu, ' '))
}

function restingRow(token: string, width: number, signs: Signs): Row {
  return cutRow([span('Token ', 'quiet'), span(token)], width, signs.cut)
}

/** The key as dots and a number: a screen is seen by others, and recorded. */
function keyRow({ key, field }: InspectOverlay, signs: Signs): Row {
  const characters = Array.from(key).length
  const dots = signs.bullet.repeat(Math.min(characters, mostDots))
  const size = characters === 0 ? [] : [span(` ${counted(characters, 'character')}`, 'quiet')]
  if (field === 'key')
    return [span('Key   ', 'quiet'), span(dots, 'strong'), span(signs.caret, 'accent'), ...size]
  if (characters > 0) return [span('Key   ', 'quiet'), span(dots), ...size]
  return [
    span('Key   none. ', 'quiet'),
    span('Tab', 'key'),
    span(' gives one, to check the signature', 'quiet'),
  ]
}

/** The last inspection, also while a changed token is being read; an emptied field has none. */
function seenOf({ input, seen }: InspectOverlay): InspectOverlay['seen'] {
  return /\S/.test(input) ? seen : null
}

/** What the key did, where it was typed: the token below may be longer than the screen. */
function keyWords(overlay: InspectOverlay, width: number): Row[] {
  const { key, field } = overlay
  const seen = seenOf(overlay)
  if (seen !== null && seen.key === key && seen.keyProblem !== null)
    return wrapText(seen.keyProblem, width, 'wrong')
  if (key !== '' && seen !== null && seen.key === key) {
    const { state, message } = seen.inspection.signature
    return wrapText(message, width, state === 'valid' ? 'right' : 'wrong')
  }
  if (field === 'token' || key !== '') return []
  const text = 'Type or paste a secret, PEM, JWK or JWKS. It is not shown, not sent and not kept.'
  return wrapText(text, width, 'quiet')
}

/** Whether the secret is a well-known one: that can be found out without a key. */
function secretWords(overlay: InspectOverlay, signs: Signs, width: number): Row[] {
  const { key } = overlay
  const seen = seenOf(overlay)
  if (key !== '' || seen === null || seen.inspection.problems.length > 0) return []
  if (!/^HS\d/.test(seen.inspection.algorithm ?? '')) return []
  const warned = (id: string) => seen.inspection.warnings.some(warning => warning.id === id)
  // A signature that was cut off says nothing about its secret.
  if (warned('signature-length')) return []
  const isKnown = warned('well-known-secret')
  const row: Row = isKnown
    ? [span(`${signs.failed} `, 'wrong'), span('Its secret is on the list of well-known ones.', 'wrong')]
    : [span(`${signs.passed} `, 'right'), span('Its secret is not on the list of well-known ones.')]
  return wrapSpans(row, width)
}

function shownRows(overlay: InspectOverlay, view: RenderContext, width: number): Row[] {
  if (!/\S/.test(overlay.input)) {
    return wrapText('Paste a token. It stays on this machine. Ctrl+U empties the field.', width, 'quiet')
  }
  const { seen } = overlay
  if (seen === null || view.loaded.inspectionRows === null) return [line('Reading...', 'quiet')]
  return rememberedRows(seen.inspection, width, view.loaded.inspectionRows, view.theme.signs)
}

const remembered = new WeakMap<Inspection, { width: number; rows: Row[] }>()

/** The rows of an inspection. A large token gives thousands of them, and the screen is drawn for every key. */
function rememberedRows(
  inspection: Inspection,
  width: number,
  inspectionRows: NonNullable<LazyModules['inspectionRows']>,
  signs: Signs,
): Row[] {
  const known = remembered.get(inspection)
  if (known?.width === width) return known.rows
  const rows = inspectionRows(inspection, width, advice).map(row => cutRow(row, width, signs.cut))
  remembered.set(inspection, { width, rows })
  return rows
}
