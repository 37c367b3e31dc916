import { recordAnswer } from '../../workspace/progress.ts'
import {
  chosenAnswers,
  currentLesson,
  currentQuestion,
  currentReport,
  endsChapter,
  firstOpenStep,
  lessonAfter,
  lessonOf,
  listedLessons,
  stepVerdicts,
} from './selectors.ts'
import { openFinale } from './finale.ts'
import { type LessonPosition, neighbourOf, recapOf, rememberedPosition, taskOf } from './positions.ts'
import type { State } from './state.ts'

/** The state at another position of the lesson; the rest of the screen stays as it is. */
export function moveTo(state: State, { stage, step, page }: LessonPosition): State {
  const position: LessonPosition = { stage, step, page }
  return { ...state, ...position, positions: { ...state.positions, [state.lessonId]: position } }
}

/** Shows another position of the lesson, from its top. */
export function goTo(state: State, position: LessonPosition): State {
  const moved: State = {
    ...moveTo(state, position),
    focus: 'text',
    turnedTo: null,
    scroll: {},
    notice: null,
  }
  return { ...moved, answer: lastAnswer(moved) }
}

/** Opens a lesson where it was left. */
export function openLesson(state: State, lessonId: string): State {
  const lesson = lessonOf(state, lessonId)
  const position = state.positions[lessonId] ?? rememberedPosition(lesson, state.progress)
  const opened: State = {
    ...state,
    lessonId,
    overlay: null,
    beneath: [],
    failure: 0,
    verdict: null,
    checking: 'no',
  }
  const isAtTask = position.stage === 'build' && state.reports[lessonId] !== undefined
  return goTo(opened, isAtTask ? taskOf(lesson, firstOpenStep({ ...opened, ...position })) : position)
}

/** The page, question or task after this one; the recap when all steps pass, and the next lesson after it. */
export function goNext(state: State): State {
  const next = neighbourOf(currentLesson(state), state, 1)
  if (next === null) return goOnAfterRecap(state)
  if (next.stage === 'recap' && currentReport(state)?.verdict !== 'passed')
    return inform(state, 'The recap opens when all steps pass. Other lessons: l')
  return goTo(state, next)
}

/** The page, question or task before this one. */
export function goBack(state: State): State {
  const before = neighbourOf(currentLesson(state), state, -1)
  return before === null ? inform(state, 'The lesson begins here. Other lessons: l') : goTo(state, before)
}

/** The lesson as it was under an overlay: a learner who looked something up comes back to the result, if there is one. */
export function withoutOverlay(state: State): State {
  const verdict = currentReport(state)?.verdict ?? 'not-started'
  const hasResult = state.stage === 'build' && verdict !== 'not-started' && state.turnedTo !== 'text'
  return { ...state, overlay: null, beneath: [], scroll: {}, focus: hasResult ? 'result' : 'text' }
}

/** What lay under the overlay: another one, or the lesson. */
export function overlayBeneath(state: State): State {
  const overlay = state.beneath.at(-1)
  if (overlay === undefined) return withoutOverlay(state)
  const scroll: State['scroll'] = overlay.kind === 'lessons' ? { text: 'follow' } : {}
  return { ...state, overlay, beneath: state.beneath.slice(0, -1), scroll, focus: 'text' }
}

/** Enter: does what the screen waits for. Grading by hand is not in here: it needs the grader. */
export function confirm(state: State): State {
  if (state.overlay?.kind === 'lessons') {
    const { query, filter, selected } = state.overlay
    return listedLessons(state, query, filter).length === 0
      ? inform(state, 'No lesson is listed, so there is none to open')
      : openLesson(state, selected)
  }
  if (state.overlay?.kind === 'welcome') return withoutOverlay(state)
  if (state.overlay?.kind === 'finale') return openNextLesson({ ...withoutOverlay(state) })
  if (state.overlay !== null) return overlayBeneath(state)
  if (state.stage === 'predict') return confirmAnswer(state)
  if (state.stage === 'build') return confirmBuild(state)
  return state.stage === 'recap' ? goOnAfterRecap(state) : goNext(state)
}

/** From a task: on to the recap or to the next step when it passes, else to the step that has to pass first. */
function confirmBuild(state: State): State {
  const lesson = currentLesson(state)
  if (currentReport(state)?.verdict === 'passed') return goTo(state, recapOf(lesson))
  return stepVerdicts(state)[state.step] === 'passed'
    ? goNext(state)
    : goTo(state, taskOf(lesson, firstOpenStep(state)))
}

/** The first Enter chooses the answer, the second goes on when it is the right one. */
function confirmAnswer(state: State): State {
  const question = currentQuestion(state)
  if (question === undefined) return goNext(state)
  if (state.answer < 0) return inform(state, 'Choose an answer: a to d, or the arrows')
  if (chosenAnswers(state, question).at(-1) !== state.answer) return chooseAnswer(state, state.answer)
  if (question.answers[state.answer]?.correct) return goNext(state)
  return inform(state, 'Choose another answer, a to d, or go on with n')
}

/** Chooses an answer; a learner may try again. The first choice is remembered. */
export function chooseAnswer(state: State, answer: number): State {
  const question = currentQuestion(state)
  if (state.stage !== 'predict' || question === undefined || question.answers[answer] === undefined)
    return state
  const chosen = chosenAnswers(state, question)
  return {
    ...state,
    answer,
    answers: { ...state.answers, [question.id]: chosen.at(-1) === answer ? chosen : [...chosen, answer] },
    progress: recordAnswer(state.progress, state.lessonId, question.id, answer),
    focus: 'text',
    scroll: { ...state.scroll, text: 'follow' },
    notice: null,
  }
}

/** After the last lesson of a chapter that passes as a whole, its end is shown first. */
function goOnAfterRecap(state: State): State {
  return endsChapter(state) ? openFinale(state, state.lessonId) : openNextLesson(state)
}

function openNextLesson(state: State): State {
  const next = lessonAfter(state, state.lessonId)
  if (next === null) return inform(state, 'This was the last lesson. c checks all of them, l opens the list')
  return openLesson(state, next.id)
}

function lastAnswer(state: State): number {
  const question = state.stage === 'predict' ? currentQuestion(state) : undefined
  return question === undefined ? -1 : (chosenAnswers(state, question).at(-1) ?? -1)
}

/** Says something in one line. */
export function inform(state: State, text: string): State {
  return { ...state, notice: { tone: 'info', text } }
}

/** Says something in one line that the save that comes with it must not take away. */
export function informUntilKey(state: State, text: string): State {
  return { ...state, notice: { tone: 'info', text, until: 'key' } }
}
