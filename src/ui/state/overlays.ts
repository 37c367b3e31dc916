import { recordHint } from '../../workspace/progress.ts'
import { isTypable, moveCharacter, movePart, restore, takeBack, typeOver } from '../welcome/explore.ts'
import type { Action, Movement, PaneMeasure } from './actions.ts'
import { moveVariant } from './kata.ts'
import { inform, overlayBeneath } from './navigation.ts'
import { currentLesson, currentQuestion, hintTier, listedLessons } from './selectors.ts'
import type { Filter, Overlay, State } from './state.ts'

/** Lays a screen over the lesson. */
export function openOverlay(state: State, action: Extract<Action, { type: 'open' }>): State {
  const { overlay, beneath } = state
  const isSame = overlay === null || overlay.kind === action.overlay
  const below = isSame ? beneath : [...beneath, overlay]
  const opened = { ...state, scroll: {}, notice: null, focus: 'text' as const, beneath: below }
  switch (action.overlay) {
    case 'lessons':
      return {
        ...opened,
        overlay: { kind: 'lessons', query: '', typing: false, filter: 'all', selected: state.lessonId },
        scroll: { text: 'follow' },
      }
    case 'picture': {
      const name = currentLesson(state).picture
      if (name === null) return inform(state, 'This lesson has no picture')
      return {
        ...opened,
        overlay: {
          kind: 'picture',
          name,
          input: action.input ?? '',
          cursor: 0,
          focus: 'field',
          inspected: 0,
          seen: null,
        },
      }
    }
    case 'inspect':
      return {
        ...opened,
        overlay: { kind: 'inspect', input: action.input ?? '', key: '', field: 'token', seen: null },
      }
    case 'map':
      return { ...opened, overlay: { kind: 'map' }, scroll: { text: 'follow' } }
    default:
      return { ...opened, overlay: { kind: action.overlay } }
  }
}

/** Escape: out of the search field, then out of the overlay. */
export function closeOverlay(state: State): State {
  const overlay = state.overlay
  if (overlay?.kind === 'lessons' && overlay.typing)
    return select(state, { ...overlay, typing: false, query: '' })
  if (overlay?.kind === 'welcome') return { ...state, overlay: restore(overlay), notice: null }
  if (overlay === null) return { ...state, notice: null }
  const running = overlay.kind === 'kata' && overlay.phase.kind === 'running' ? overlay.phase : null
  if (overlay.kind === 'kata' && running !== null && !running.leaving) {
    const left: State = { ...state, overlay: { ...overlay, phase: { ...running, leaving: true } } }
    return inform(left, 'Esc again ends this kata')
  }
  return { ...overlayBeneath(state), notice: null }
}

const filters: Filter[] = ['all', 'open', 'done']

/** The next filter of the list. */
export function nextFilter(state: State): State {
  if (state.overlay?.kind !== 'lessons') return state
  const filter = filters[(filters.indexOf(state.overlay.filter) + 1) % filters.length] ?? 'all'
  return select(state, { ...state.overlay, filter })
}

/** Begins to type into the search field. */
export function startSearch(state: State): State {
  return state.overlay?.kind === 'lessons'
    ? select(state, { ...state.overlay, typing: true, query: '' })
    : state
}

/** The part of the token before or after, on the Welcome page. */
export function movePartOf(state: State, by: 1 | -1): State {
  return state.overlay?.kind === 'welcome' ? { ...state, overlay: movePart(state.overlay, by) } : state
}

/** Puts typed or pasted text into the field. Line breaks and spaces around them are dropped, but not in a key or a token: PEM has lines, and two tokens are told apart by theirs. */
export function typeText(state: State, text: string): State {
  if (state.overlay?.kind === 'welcome') {
    if (isTypable(text)) return { ...state, overlay: typeOver(state.overlay, text) }
    return inform(state, 'Only letters, digits, - and _ occur in the parts of a token')
  }
  const keepsLines = state.overlay?.kind === 'inspect'
  const added = keepsLines ? text.replace(/\r\n?/g, '\n') : text.replace(/\s*[\r\n]+\s*/g, '')
  const typed = editInput(state, before => (before + added).slice(0, mostCharacters))
  return fieldLength(typed) < fieldLength(state) + added.length ? inform(typed, tooLongText) : typed
}

/** A field holds no more, so that the window answers whatever is pasted. */
export const mostCharacters = 4 * 1024 * 1024

/** What is said of a string that is longer. */
export const tooLongText = 'This field holds 4 MiB. A larger file: jwt-lessons inspect - < FILE'

function fieldLength({ overlay }: State): number {
  if (overlay?.kind === 'inspect') return overlay.input.length + overlay.key.length
  return overlay?.kind === 'picture' ? overlay.input.length : Number.POSITIVE_INFINITY
}

/** Changes between the fields for a token and for a key. */
export function otherField(state: State): State {
  if (state.overlay?.kind !== 'inspect') return state
  const field = state.overlay.field === 'token' ? 'key' : 'token'
  return { ...state, overlay: { ...state.overlay, field }, scroll: {} }
}

/** Changes between the field and the messages of a sequence. */
export function otherFocus(state: State): State {
  if (state.overlay?.kind !== 'picture') return state
  const focus = state.overlay.focus === 'field' ? 'messages' : 'field'
  return { ...state, overlay: { ...state.overlay, focus } }
}

/** Inspects a token of the message at the cursor: the first one, and each time that it comes back the next. */
export function inspectToken(state: State, tokens: readonly string[]): State {
  const { overlay } = state
  if (overlay?.kind !== 'picture') return state
  const count = tokens.length
  const input = tokens[overlay.inspected % Math.max(1, count)]
  if (input === undefined) return inform(state, 'There is no token in this message')
  const left: State = { ...state, overlay: { ...overlay, inspected: overlay.inspected + 1 } }
  const opened = openOverlay(left, { type: 'open', overlay: 'inspect', input })
  if (count === 1) return opened
  return inform(
    opened,
    `Token ${(overlay.inspected % count) + 1} of ${count} in this message. Esc and i: the next one`,
  )
}

/** Changes the text of the field on the screen. */
export function editInput(state: State, edit: (text: string) => string): State {
  const overlay = state.overlay
  if (overlay?.kind === 'welcome') return { ...state, overlay: takeBack(overlay) }
  if (overlay?.kind === 'lessons') return select(state, { ...overlay, query: edit(overlay.query) })
  if (overlay?.kind === 'picture')
    return {
      ...state,
      overlay: { ...overlay, input: edit(overlay.input), cursor: 0, focus: 'field', inspected: 0 },
    }
  if (overlay?.kind === 'inspect') {
    const name = overlay.field === 'key' ? 'key' : 'input'
    return { ...state, overlay: { ...overlay, [name]: edit(overlay[name]) } }
  }
  return state
}

/** What the erase keys take away from a text. */
export function erase(text: string, what: 'character' | 'word' | 'all'): string {
  if (what === 'all') return ''
  if (what === 'word') return text.replace(/\S+\s*$|\s+$/, '')
  return Array.from(text).slice(0, -1).join('')
}

/** Moves the selected line, the answer under the arrow keys, or the text of a pane. */
export function move(state: State, movement: Movement, pane: PaneMeasure, lines: number): State {
  const overlay = state.overlay
  if (overlay?.kind === 'lessons') return moveSelection(state, overlay, movement, pane.height)
  if (
    overlay?.kind === 'kata' &&
    overlay.phase.kind === 'choosing' &&
    (movement === 'up' || movement === 'down')
  )
    return {
      ...state,
      overlay: moveVariant(overlay, movement === 'up' ? -1 : 1),
      scroll: { ...state.scroll, text: 'follow' },
    }
  if (overlay?.kind === 'welcome' && (movement === 'up' || movement === 'down'))
    return { ...state, overlay: moveCharacter(overlay, movement === 'up' ? -1 : 1) }
  const question = overlay === null && state.stage === 'predict' ? currentQuestion(state) : undefined
  if (question !== undefined && (movement === 'up' || movement === 'down')) {
    const answer = clamp(state.answer + (movement === 'up' ? -1 : 1), question.answers.length - 1)
    return { ...state, answer, focus: 'text', scroll: { ...state.scroll, text: 'follow' } }
  }
  return { ...state, scroll: { ...state.scroll, [pane.id]: scrolled(movement, pane, lines), news: false } }
}

function scrolled(movement: Movement, pane: PaneMeasure, lines: number): number {
  const last = Math.max(0, pane.rows - pane.height)
  const page = Math.max(1, pane.height - 1)
  const targets: Record<Movement, number> = {
    up: pane.offset - lines,
    down: pane.offset + lines,
    'page-up': pane.offset - page,
    'page-down': pane.offset + page,
    start: 0,
    end: last,
  }
  return clamp(targets[movement], last)
}

function moveSelection(state: State, overlay: Lessons, movement: Movement, height: number): State {
  const listed = listedLessons(state, overlay.query, overlay.filter)
  const index = listed.findIndex(lesson => lesson.id === overlay.selected)
  const page = Math.max(1, height - 2)
  const targets: Record<Movement, number> = {
    up: index - 1,
    down: index + 1,
    'page-up': index - page,
    'page-down': index + page,
    start: 0,
    end: listed.length - 1,
  }
  const selected = listed[clamp(targets[movement], listed.length - 1)]
  return selected === undefined ? state : select(state, { ...overlay, selected: selected.id })
}

type Lessons = Extract<Overlay, { kind: 'lessons' }>

/** Keeps the selection on a lesson that is listed. */
function select(state: State, overlay: Lessons): State {
  const listed = listedLessons(state, overlay.query, overlay.filter)
  const stays = listed.some(lesson => lesson.id === overlay.selected)
  const selected = stays ? overlay.selected : (listed[0]?.id ?? overlay.selected)
  return { ...state, overlay: { ...overlay, selected }, scroll: { text: 'follow' } }
}

/** Shows one more hint of the step on the screen, and remembers how many were shown. */
export function showHint(state: State): State {
  const step = currentLesson(state).steps[state.step]
  if (state.overlay !== null) return state
  if (state.stage !== 'build' || step === undefined)
    return inform(state, 'Hints belong to the steps: n leads to them')
  const tier = hintTier(state, step.id)
  const scroll = { ...state.scroll, text: 'follow' as const, news: false }
  if (tier >= step.hints.length) {
    return inform(
      { ...state, focus: 'text', scroll },
      `That was the last hint. Our solution: jwt-lessons solution ${currentLesson(state).number} --force`,
    )
  }
  const progress = recordHint(state.progress, state.lessonId, step.id, tier + 1)
  return { ...state, progress, focus: 'text', scroll, notice: null }
}

function clamp(value: number, last: number): number {
  return Math.min(Math.max(0, value), Math.max(0, last))
}
