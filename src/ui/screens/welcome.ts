import type { Signs } from '../../text/signs.ts'
import { blank, line, type Row, span } from '../../text/span.ts'
import { cutText } from '../../text/width.ts'
import { printable } from '../../text/visible.ts'
import { labelled, wrapSpans, wrapText } from '../../text/wrap.ts'
import type { State } from '../state/state.ts'
import type { RenderContext } from '../view.ts'
import { partAtCursor, type WelcomeOverlay } from '../welcome/explore.ts'
import { checkSignature, partsOf, sampleSecret, type TokenPart } from '../welcome/token.ts'
import { fitted, type PaneSource, pane } from './pane.ts'

/** Prose is not set wider than this. */
const widest = 96

/** What is seen once, on the first start: a token to take apart and to break. */
export function welcomePanes(state: State, overlay: WelcomeOverlay, view: RenderContext): PaneSource[] {
  return [
    pane('text', 'Learn JSON Web Tokens by building them', (width, height) =>
      fitted(welcomeRows(state, overlay, view, { width: Math.min(width, widest), height }), height),
    ),
  ]
}

type Room = { width: number; height: number }

/** In a pane that is lower than this, what can be tried comes before what is said about it. */
const lowPane = 14

function welcomeRows(state: State, overlay: WelcomeOverlay, view: RenderContext, room: Room): Row[] {
  const { signs } = view.theme
  const { width } = room
  const intro = wrapText('This is a token: three parts, joined by dots.', width)
  return [
    ...(room.height < lowPane ? [] : [...intro, blank]),
    ...tokenRows(overlay, view, width),
    ...labelled(span('secret    ', 'quiet'), sampleSecret, 'plain', width),
    verdictRow(overlay, signs),
    blank,
    ...partRows(overlay, signs, width),
    blank,
    ...keyRows(overlay, width),
    blank,
    ...courseRows(state, view, width),
  ]
}

/** The token in three colours, or part by part for those who only hear it. */
function tokenRows({ token, cursor }: WelcomeOverlay, { theme }: RenderContext, width: number): Row[] {
  const parts = partsOf(token)
  if (theme.layout === 'linear') return parts.map(part => line(`${part.name} ${part.text}`))
  const roles = parts.flatMap(part => [...Array.from(part.text, () => part.name), 'quiet' as const])
  let start = 0
  return cutText(token, width).flatMap(piece => {
    const from = start
    start += piece.length
    const row = Array.from(piece, (character, index) =>
      span(character, from + index === cursor ? 'cursor' : roles[from + index]),
    )
    // Without colours a mark below the character shows where the cursor is.
    const isMarked = theme.colors === 0 && cursor >= from && cursor < start
    return isMarked ? [row, line(`${' '.repeat(cursor - from)}^`, 'accent')] : [row]
  })
}

function verdictRow({ token }: WelcomeOverlay, signs: Signs): Row {
  return checkSignature(token).isRight
    ? [span(`${signs.passed} `, 'right'), span('The signature is right: nothing was changed.', 'right')]
    : [span(`${signs.failed} `, 'wrong'), span('The signature is wrong: the token was changed.', 'wrong')]
}

const purposes: Record<TokenPart['name'], string> = {
  header: 'How the token is signed: HS256 is HMAC with SHA-256.',
  payload: 'Whom it is about, what they may do. It is not encrypted.',
  signature: 'Made from the other two parts and the secret: without the secret nobody can.',
}

/** The part that the cursor is in: its bytes, what they say, what it is for. */
function partRows(overlay: WelcomeOverlay, signs: Signs, width: number): Row[] {
  const index = partAtCursor(overlay)
  const part = partsOf(overlay.token)[index]
  if (part === undefined) return []
  const title: Row = [
    span(`${signs.here} ${part.name}`, part.name),
    span(`, part ${index + 1} of 3, ${part.text.length} characters, ${part.bytes.length} bytes`, 'quiet'),
  ]
  return [
    title,
    ...contentRows(overlay, part, width),
    bytesRow(part, signs, width),
    ...wrapText(purposes[part.name], width),
  ]
}

function contentRows({ token }: WelcomeOverlay, part: TokenPart, width: number): Row[] {
  if (part.name !== 'signature') {
    const label = part.isJson ? 'JSON      ' : 'no JSON   '
    return labelled(span(label, 'quiet'), printable(part.decoded), part.isJson ? 'strong' : 'wrong', width)
  }
  const { expected, isRight } = checkSignature(token)
  return isRight ? [] : labelled(span('right     ', 'quiet'), expected, 'right', width)
}

function bytesRow({ bytes }: TokenPart, signs: Signs, width: number): Row {
  const most = Math.floor((width - 11) / 3)
  const hex = Array.from(bytes.subarray(0, most), byte => byte.toString(16).padStart(2, '0')).join(' ')
  return [span('bytes     ', 'quiet'), span(hex), span(bytes.length > most ? signs.cut : '', 'quiet')]
}

function keyRows({ typing }: WelcomeOverlay, width: number): Row[] {
  const keys: [string, string][] = typing
    ? [
        ['Backspace', 'takes a change back'],
        ['Esc', 'all of them'],
      ]
    : [
        ['Left Right', 'part'],
        ['Up Down', 'character'],
        ['type', 'to change it'],
        ['i', 'a token of yours'],
      ]
  return wrapSpans(
    keys.flatMap(([key, text], index) => [
      span(`${index === 0 ? '' : '   '}${key}`, 'key'),
      span(` ${text}`, 'quiet'),
    ]),
    width,
  )
}

/** The course in one sentence, and where the learner writes. */
function courseRows(state: State, view: RenderContext, width: number): Row[] {
  const goals = state.course.chapters.flatMap(chapter => chapter.goal ?? [])
  const last = goals.pop()
  const list = goals.length === 0 ? last : `${goals.join(', ')}, and ${last}`
  return [
    ...(last === undefined ? [] : wrapText(`In this course you ${list}.`, width)),
    ...wrapSpans(
      [
        span('Your files are in ', 'quiet'),
        span(view.root),
        span('. Open that folder in your editor.', 'quiet'),
      ],
      width,
    ),
  ]
}
