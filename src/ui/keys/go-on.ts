import {
  chosenAnswers,
  currentQuestion,
  currentReport,
  endsChapter,
  firstOpenStep,
  lessonAfter,
  modeOf,
} from '../state/selectors.ts'
import type { Action } from '../state/actions.ts'
import type { State } from '../state/state.ts'

/** The task on the screen is not the one that has to pass next: Enter leads on instead of checking again. */
export function leadsOn(state: State): boolean {
  const report = currentReport(state)
  if (report === null || report.problem !== null || report.verdict === 'not-started') return false
  return report.verdict === 'passed' || state.step !== firstOpenStep(state)
}

/** What Enter does: a change of the state, something outside of it, or a line that says what the screen waits for. */
export type Onward =
  | { kind: 'dispatch'; action: Action }
  | { kind: 'say'; text: string }
  | { kind: 'read-on' | 'grade' | 'check-all' | 'kata' }

/** The next sensible thing on the screen as it is. */
export function onEnter(state: State): Onward {
  switch (modeOf(state)) {
    case 'read':
      return { kind: 'read-on' }
    case 'build':
      return leadsOn(state) ? confirmed : { kind: 'grade' }
    case 'recap':
      return lessonAfter(state, state.lessonId) === null && !endsChapter(state)
        ? { kind: 'check-all' }
        : confirmed
    case 'finale':
      return lessonAfter(state, state.lessonId) === null ? { kind: 'check-all' } : confirmed
    case 'kata':
      return isRunning(state)
        ? { kind: 'say', text: 'Every save is checked: write the function and save. Esc ends the kata' }
        : { kind: 'kata' }
    case 'confirm-reset':
      return { kind: 'say', text: 'y resets, n changes nothing' }
    case 'picture':
    case 'messages':
      return { kind: 'say', text: 'Type to change the input; Esc goes back' }
    case 'inspect':
      return { kind: 'say', text: 'Paste a token; Tab leads to the key; Esc goes back' }
    default:
      return confirmed
  }
}

const confirmed: Onward = { kind: 'dispatch', action: { type: 'confirm' } }

function isRunning({ overlay }: State): boolean {
  return overlay?.kind === 'kata' && overlay.phase.kind === 'running'
}

/** What Enter does now, in a word or two; '' where it has nothing to do. */
export function goOnLabel(state: State): string {
  const { overlay } = state
  switch (overlay?.kind) {
    case 'welcome':
      return 'start'
    case 'lessons':
      return 'open'
    case 'finale':
      return lessonAfter(state, overlay.lessonId) === null ? 'check all' : 'next lesson'
    case 'kata':
      return { choosing: 'begin', preparing: '', running: '', passed: 'again' }[overlay.phase.kind]
    case undefined:
      break
    default:
      return ''
  }
  switch (state.stage) {
    case 'predict':
      return isAnswered(state) ? 'go on' : 'choose'
    case 'build':
      return leadsOn(state) ? 'go on' : ''
    case 'recap':
      if (endsChapter(state)) return 'end of chapter'
      return lessonAfter(state, state.lessonId) === null ? 'check all' : 'next lesson'
    default:
      return 'read on'
  }
}

/** The arrow keys are on the right answer, and it was chosen: Enter goes on. */
function isAnswered(state: State): boolean {
  const question = currentQuestion(state)
  if (question?.answers[state.answer]?.correct !== true) return false
  return chosenAnswers(state, question).at(-1) === state.answer
}
