import type { Action } from './actions.ts'
import { finaleAfter } from './finale.ts'
import { graded } from './grading.ts'
import { kataAfter } from './kata.ts'
import { chooseAnswer, confirm, goBack, goNext, goTo, inform, informUntilKey } from './navigation.ts'
import {
  closeOverlay,
  editInput,
  erase,
  inspectToken,
  move,
  movePartOf,
  nextFilter,
  openOverlay,
  otherField,
  otherFocus,
  showHint,
  startSearch,
  typeText,
} from './overlays.ts'
import { taskOf } from './positions.ts'
import { currentLesson, currentReport, failures, firstOpenStep } from './selectors.ts'
import type { PaneId, State } from './state.ts'

/** The state after something happened. Pure; each branch is a sentence, the rest is in the file of its subject. */
export function reducer(state: State, action: Action): State {
  switch (action.type) {
    case 'next':
      return goNext(state)
    case 'back':
      return goBack(state)
    case 'confirm':
      return confirm(state)
    case 'choose':
      return chooseAnswer(state, action.answer)
    case 'move':
      return move(state, action.movement, action.pane, action.lines)
    case 'focus-next': {
      const focus = paneAfter(state.focus, action.panes)
      return { ...state, focus, turnedTo: focus }
    }
    case 'failure':
      return showFailure(state, action.by)
    case 'hint':
      return showHint(state)
    case 'open':
      return openOverlay(state, action)
    case 'close':
      return closeOverlay(state)
    case 'filter':
      return nextFilter(state)
    case 'search':
      return startSearch(state)
    case 'type':
      return typeText(state, action.text)
    case 'erase':
      return editInput(state, text => erase(text, action.what))
    case 'part':
      return movePartOf(state, action.by)
    case 'scrub':
      return scrub(state, action)
    case 'picture-focus':
      return otherFocus(state)
    case 'inspect-token':
      return inspectToken(state, action.tokens)
    case 'previewed':
      return previewed(state, action)
    case 'inspected':
      if (state.overlay?.kind !== 'inspect') return state
      return { ...state, overlay: { ...state.overlay, seen: action.seen } }
    case 'finale':
      return finaleAfter(state, action.event)
    case 'kata':
      return kataAfter(state, action.happening)
    case 'field':
      return otherField(state)
    case 'solution':
      return withSolution(state, action)
    case 'grading-takes-time':
      return { ...state, checking: 'shown' }
    case 'grading-stopped':
      return state.checking === 'no' ? state : { ...state, checking: 'no' }
    case 'graded':
      return graded(state, action)
    case 'check-all':
      return {
        ...state,
        checkAll: { done: action.done, total: action.total, lessonId: action.lessonId },
      }
    case 'check-all-ended':
      return { ...state, checkAll: null }
    case 'was-reset':
      if (action.backup === null)
        return inform({ ...state, overlay: null, beneath: [] }, 'It is the starter already')
      return {
        ...informUntilKey(
          // The recap is about code that is gone now; the first task is what comes next.
          state.stage === 'recap' ? goTo(state, taskOf(currentLesson(state), 0)) : state,
          `The starter is back. Your file is kept in ${action.backup}; u brings it back`,
        ),
        overlay: null,
        beneath: [],
        undo: action.lessonId,
      }
    case 'was-undone':
      return { ...informUntilKey(state, `Your ${action.files.join(', ')} is back`), undo: null }
    case 'watching':
      return action.mode.kind === 'polling'
        ? inform(
            { ...state, watch: action.mode },
            `Saves send no events here (${action.mode.reason}), so the folder is polled`,
          )
        : { ...state, watch: action.mode }
    case 'notice':
      return state.notice === action.notice ? state : { ...state, notice: action.notice }
  }
}

function paneAfter(focus: PaneId, panes: PaneId[]): PaneId {
  return panes[(panes.indexOf(focus) + 1) % Math.max(1, panes.length)] ?? focus
}

/** Another failure of the lesson, on the task that it belongs to. */
function showFailure(state: State, by: 1 | -1): State {
  const count = failures(state).length
  const isUnread = currentReport(state)?.problem != null
  if (count === 0 && !isUnread) return inform(state, 'There is no failure to show')
  const open = taskOf(currentLesson(state), firstOpenStep(state))
  const isThere = state.stage === 'build' && state.step === open.step
  const shown: State = { ...(isThere ? state : goTo(state, open)), focus: 'result', notice: null }
  if (!isThere || count === 0) return shown
  if (count === 1) return inform(shown, 'There is only one failure')
  const failure = (state.failure + by + count) % count
  return { ...shown, failure, scroll: { ...state.scroll, result: 0 } }
}

function scrub(state: State, { by, range, focus }: Extract<Action, { type: 'scrub' }>): State {
  const overlay = state.overlay
  if (overlay?.kind !== 'picture') return state
  const cursor = Math.min(Math.max(overlay.cursor + by, range[0]), range[1])
  const inspected = cursor === overlay.cursor ? overlay.inspected : 0
  return { ...state, overlay: { ...overlay, cursor, inspected, focus: focus ?? overlay.focus } }
}

function previewed(state: State, action: Extract<Action, { type: 'previewed' }>): State {
  const overlay = state.overlay
  if (overlay?.kind !== 'picture') return state
  const { input, cursor, reports } = action
  return { ...state, overlay: { ...overlay, seen: { input, cursor, reports } } }
}

function withSolution(state: State, action: Extract<Action, { type: 'solution' }>): State {
  const loaded = { ...state, solutions: { ...state.solutions, [action.lessonId]: action.pairs } }
  if (action.show === 'stay' || action.lessonId !== state.lessonId) return loaded
  return { ...loaded, beneath: [], overlay: { kind: 'solution' }, scroll: {}, notice: null }
}
