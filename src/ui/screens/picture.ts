import type { PictureOverlay, State } from '../state/state.ts'
import { printable } from '../../text/visible.ts'
import { blank, line, type Row, span } from '../../text/span.ts'
import { cutRow } from '../../text/width.ts'
import { wrapSpans, wrapText } from '../../text/wrap.ts'
import type { Drawing } from '../../pictures/types.ts'
import type { LazyModules, RenderContext } from '../view.ts'
import { inputRow } from './input-row.ts'
import { fitted, type PaneSource, pane } from './pane.ts'

// Pictures are drawn for this many columns or more; a narrower screen gets the sentences instead.
const narrowestPicture = 58
/** The field, what may be typed with the keys, and a blank row. */
const rowsAbove = 4

/** A picture of what the learner's code does with an input that they type. */
export function picturePanes(_state: State, overlay: PictureOverlay, view: RenderContext): PaneSource[] {
  const picture = view.loaded.pictures.get(overlay.name)
  return [
    pane('text', picture?.title ?? 'Picture', (width, height) =>
      fitted(pictureRows(overlay, view, width, height), height),
    ),
  ]
}

/** What is drawn now; undefined before the picture is loaded. */
export function drawingOf(
  { name, input, cursor, seen }: PictureOverlay,
  loaded: LazyModules,
  width = narrowestPicture,
  height = 0,
): Drawing | undefined {
  // The answers belong to the input they were asked with: between two of them nothing false is drawn.
  const reports = seen?.input === input ? seen.reports : []
  return loaded.pictures.get(name)?.draw(input, cursor, reports, width, height)
}

function pictureRows(overlay: PictureOverlay, view: RenderContext, width: number, height: number): Row[] {
  const picture = view.loaded.pictures.get(overlay.name)
  const drawing = drawingOf(overlay, view.loaded, width, height - rowsAbove)
  if (picture === undefined || drawing === undefined) return [line('Reading...', 'quiet')]
  const { signs } = view.theme
  const plain = view.theme.pictures === 'words' || width < narrowestPicture
  const drawn: Row[] = plain
    ? drawing.plain.flatMap(sentence => wrapText(printable(sentence), width))
    : drawing.rows.map(row => cutRow(row, width, signs.cut))
  const canMove = picture.cursorRange(overlay.input) !== null
  return [
    inputRow('Input', printable(overlay.input), width, signs),
    ...wrapSpans([span(picture.inputHelp, 'quiet'), ...keysOf(overlay, drawing, canMove)], width),
    blank,
    ...drawn,
  ]
}

/** The keys of a picture, beside what may be typed. */
function keysOf({ focus }: PictureOverlay, { tokens = [] }: Drawing, canMove: boolean): Row {
  const move: Row = canMove ? [span('   left right', 'key'), span(' move', 'quiet')] : []
  if (tokens.length === 0) return move
  const what = tokens.length === 1 ? 'the token' : `its ${tokens.length} tokens, one by one`
  return [...move, span(focus === 'messages' ? '   i' : '   Tab i', 'key'), span(` inspect ${what}`, 'quiet')]
}
