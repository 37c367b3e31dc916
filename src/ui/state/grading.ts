import type { LessonReport } from '../../grader/types.ts'
import { recordVerdict } from '../../workspace/progress.ts'
import type { GradeCause } from './actions.ts'
import { currentReport, failures, firstOpenStep, lessonName, lessonOf, lessonVerdict } from './selectors.ts'
import type { State } from './state.ts'

type Graded = { report: LessonReport; at: number; cause: GradeCause }

/** Takes in a report: of the lesson on the screen with all that follows from it, or of another one. */
export function graded(state: State, { report, at, cause }: Graded): State {
  const known = state.course.lessons.some(lesson => lesson.id === report.id)
  if (!known) return state
  const reports = { ...state.reports, [report.id]: report }
  // Opening the program is no attempt.
  const counts = cause !== 'start' || report.verdict === 'passed'
  const isoTime = new Date(at).toISOString()
  const progress = counts ? recordVerdict(state.progress, report.id, report.verdict, isoTime) : state.progress
  const stored: State = { ...state, reports, progress }
  if (report.id !== state.lessonId) return warnOfRegression(state, stored, report)
  const shown: State = {
    ...stored,
    checking: cause === 'background' ? stored.checking : 'no',
    verdict: { lessonId: report.id, at, durationMs: report.durationMs },
    failure: keepFailure(state, stored),
  }
  return state.stage === 'build' ? followVerdict(state, shown, cause) : shown
}

/** A passed step leads to the next by itself; a failed one shows why. A passed lesson waits for Enter. */
function followVerdict(before: State, after: State, cause: GradeCause): State {
  const open = firstOpenStep(after)
  const isFirst = currentReport(before) === null
  const moved = open !== firstOpenStep(before) || (isFirst && cause !== 'start')
  const verdict = currentReport(after)?.verdict
  if (cause === 'start' || cause === 'background') return isFirst ? { ...after, step: open } : after
  const top: State['scroll'] = { ...after.scroll, result: 0 }
  if (verdict === 'passed') return { ...after, step: open, focus: 'result', scroll: top }
  if (moved && open > firstOpenStep(before)) return { ...after, step: open, focus: 'text', scroll: {} }
  if (verdict === 'not-started') return { ...after, step: open }
  return { ...after, step: open, focus: 'result', scroll: top }
}

function warnOfRegression(before: State, after: State, report: LessonReport): State {
  const regressed = lessonVerdict(before, report.id) === 'passed' && report.verdict !== 'passed'
  if (!regressed) return after
  const text = `Lesson ${lessonName(lessonOf(after, report.id))} no longer passes`
  return { ...after, notice: { tone: 'warning', text } }
}

/** Keeps the failure that the learner looks at while it is still there. */
function keepFailure(before: State, after: State): number {
  const name = failures(before)[before.failure]?.test.name
  const index = failures(after).findIndex(failure => failure.test.name === name)
  return Math.max(0, index)
}
