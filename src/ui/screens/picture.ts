import type { PictureOverlay, State } from '../state/state.ts'
import { printable } from '../../text/visible.ts'
import { blank, line, type Row, span } from '../../text/span.ts'
import { cutRow } from '../../text/width.ts'
import { wrapSpans, wrapText } from '../../text/wrap.ts'
import type { RenderContext } from '../view.ts'
import { inputRow } from './input-row.ts'
import { fitted, type PaneSource, pane } from './pane.ts'

// Pictures are drawn for this many columns or more; a narrower screen gets the sentences instead.
const narrowestPicture = 58

/** Sentences are heard or read one by one, so what they come to stands first. */
function verdictFirst(sentences: string[]): string[] {
  const isVerdict = (sentence: string) => /^(?:Right|Wrong): /.test(sentence)
  return [...sentences.filter(isVerdict), ...sentences.filter(sentence => !isVerdict(sentence))]
}

/** A picture of what the learner's code does with an input that they type. */
export function picturePanes(_state: State, overlay: PictureOverlay, view: RenderContext): PaneSource[] {
  const picture = view.loaded.pictures.get(overlay.name)
  return [
    pane('text', picture?.title ?? 'Picture', (width, height) =>
      fitted(pictureRows(overlay, view, width), height),
    ),
  ]
}

function pictureRows(overlay: PictureOverlay, view: RenderContext, width: number): Row[] {
  const picture = view.loaded.pictures.get(overlay.name)
  if (picture === undefined) return [line('Reading...', 'quiet')]
  const { signs } = view.theme
  // The answers belong to the input they were asked with: between two of them nothing false is drawn.
  const isCurrent = overlay.seen?.input === overlay.input
  const drawing = picture.draw(
    overlay.input,
    overlay.cursor,
    isCurrent ? (overlay.seen?.reports ?? []) : [],
    width,
  )
  const plain = view.theme.pictures === 'words' || width < narrowestPicture
  const drawn: Row[] = plain
    ? verdictFirst(drawing.plain).flatMap(sentence => wrapText(printable(sentence), width))
    : drawing.rows.map(row => cutRow(row, width, signs.cut))
  const arrows: Row =
    picture.cursorRange(overlay.input) === null ? [] : [span('   left right', 'key'), span(' move', 'quiet')]
  return [
    inputRow('Input', printable(overlay.input), width, signs),
    ...wrapSpans([span(picture.inputHelp, 'quiet'), ...arrows], width),
    blank,
    ...drawn,
  ]
}
