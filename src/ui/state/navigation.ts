import { recordAnswer } from '../../workspace/progress.ts'
import {
  chosenAnswers,
  currentLesson,
  currentQuestion,
  currentReport,
  firstOpenStep,
  lessonAfter,
  lessonOf,
} from './selectors.ts'
import { rememberedSpot, type LessonPosition, type State } from './state.ts'

/** Shows another spot of the lesson, from its top. What `change` leaves out stays. */
export function goTo(state: State, change: Partial<LessonPosition>): State {
  const { page, question, step, stage } = state
  const spot: LessonPosition = { stage, page, question, step, ...change }
  const moved: State = {
    ...state,
    ...spot,
    spots: { ...state.spots, [state.lessonId]: spot },
    focus: 'text',
    turnedTo: null,
    scroll: {},
    notice: null,
  }
  return { ...moved, answer: lastAnswer(moved) }
}

/** Opens a lesson where it was left. */
export function openLesson(state: State, lessonId: string): State {
  const spot = state.spots[lessonId] ?? rememberedSpot(lessonOf(state, lessonId), state.progress)
  const report = state.reports[lessonId]
  const opened: State = { ...state, lessonId, overlay: null, failure: 0, verdict: null, checking: 'no' }
  return goTo(opened, report === undefined ? spot : { ...spot, step: firstOpenStep({ ...opened, ...spot }) })
}

/** The next page, question or step; the next stage after the last of them. */
export function goNext(state: State): State {
  const lesson = currentLesson(state)
  switch (state.stage) {
    case 'read':
      if (state.page < lesson.pages.length) return goTo(state, { stage: 'read', page: state.page + 1 })
      return lesson.questions.length > 0 ? goTo(state, { stage: 'predict', question: 0 }) : goToBuild(state)
    case 'predict':
      if (state.question < lesson.questions.length - 1) {
        return goTo(state, { stage: 'predict', question: state.question + 1 })
      }
      return goToBuild(state)
    case 'build':
      if (state.step < lesson.steps.length - 1) return goTo(state, { stage: 'build', step: state.step + 1 })
      if (currentReport(state)?.verdict === 'passed') return goTo(state, { stage: 'recap' })
      return inform(state, 'The recap opens when all steps pass. Other lessons: l')
    case 'recap':
      return openNextLesson(state)
  }
}

/** The page, question or step before; the stage before the first of them. */
export function goBack(state: State): State {
  const lesson = currentLesson(state)
  switch (state.stage) {
    case 'read':
      return state.page > 0 ? goTo(state, { stage: 'read', page: state.page - 1 }) : state
    case 'predict':
      if (state.question > 0) return goTo(state, { stage: 'predict', question: state.question - 1 })
      return goTo(state, { stage: 'read', page: lesson.pages.length })
    case 'build':
      if (state.step > 0) return goTo(state, { stage: 'build', step: state.step - 1 })
      if (lesson.questions.length === 0) return goTo(state, { stage: 'read', page: lesson.pages.length })
      return goTo(state, { stage: 'predict', question: lesson.questions.length - 1 })
    case 'recap':
      return goTo(state, { stage: 'build', step: lesson.steps.length - 1 })
  }
}

/** The lesson as it was under an overlay: a learner who looked something up comes back to the result, if there is one. */
export function withoutOverlay(state: State): State {
  const verdict = currentReport(state)?.verdict ?? 'not-started'
  const hasResult = state.stage === 'build' && verdict !== 'not-started' && state.turnedTo !== 'text'
  return { ...state, overlay: null, scroll: {}, focus: hasResult ? 'result' : 'text' }
}

/** Enter: does what the screen waits for. Grading by hand is not in here: it needs the grader. */
export function confirm(state: State): State {
  if (state.overlay?.kind === 'lessons') return openLesson(state, state.overlay.selected)
  if (state.overlay !== null) return withoutOverlay(state)
  if (state.stage === 'predict') return confirmAnswer(state)
  if (state.stage === 'build') return confirmBuild(state)
  return goNext(state)
}

function confirmBuild(state: State): State {
  return currentReport(state)?.verdict === 'passed' ? goTo(state, { stage: 'recap' }) : state
}

/** The first Enter chooses the answer, the second goes on when it is the right one. */
function confirmAnswer(state: State): State {
  const question = currentQuestion(state)
  if (question === undefined) return goNext(state)
  if (chosenAnswers(state, question).at(-1) !== state.answer) return chooseAnswer(state, state.answer)
  if (question.answers[state.answer]?.correct) return goNext(state)
  return inform(state, 'Choose another answer with the arrows, or go on with n')
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
    scroll: { ...state.scroll, text: 'follow' },
    notice: null,
  }
}

function goToBuild(state: State): State {
  return goTo(state, { stage: 'build', step: firstOpenStep(state) })
}

function openNextLesson(state: State): State {
  const next = lessonAfter(state, state.lessonId)
  if (next === null) return inform(state, 'This was the last lesson. c checks all of them, l opens the list')
  return openLesson(state, next.id)
}

function lastAnswer(state: State): number {
  const question = state.stage === 'predict' ? currentQuestion(state) : undefined
  return question === undefined ? 0 : (chosenAnswers(state, question).at(-1) ?? 0)
}

/** Says something in one line. */
export function inform(state: State, text: string): State {
  return { ...state, notice: { tone: 'info', text } }
}

/** Says something in one line that the save that comes with it must not take away. */
export function informUntilKey(state: State, text: string): State {
  return { ...state, notice: { tone: 'info', text, until: 'key' } }
}
