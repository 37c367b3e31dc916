import type { LessonReport } from '../../grader/types.ts'
import { observeVerdict, recordVerdict } from '../../workspace/progress.ts'
import type { GradeCause } from './actions.ts'
import {
  currentLesson,
  currentReport,
  failures,
  firstOpenStep,
  lessonName,
  lessonOf,
  lessonVerdict,
  reasonOf,
  regressions,
} from './selectors.ts'
import { goTo, moveTo } from './navigation.ts'
import { startOf, taskOf } from './positions.ts'
import type { Notice, State } from './state.ts'

type Graded = { report: LessonReport; at: number; cause: GradeCause }

/** Takes in a report: of the lesson on the screen with all that follows from it, or of another one. */
export function graded(state: State, { report, at, cause }: Graded): State {
  const known = state.course.lessons.some(lesson => lesson.id === report.id)
  if (!known) return state
  const reports = { ...state.reports, [report.id]: report }
  const isoTime = new Date(at).toISOString()
  // Opening the program is no attempt, and a lesson that was not begun leaves no trace.
  const isNew = state.progress.lessons[report.id] === undefined
  const progress =
    cause !== 'start'
      ? recordVerdict(state.progress, report.id, report.verdict, isoTime)
      : isNew && report.verdict === 'not-started'
        ? state.progress
        : observeVerdict(state.progress, report.id, report.verdict, isoTime)
  const stored: State = { ...state, reports, progress }
  if (report.id !== state.lessonId) return tellOfOther(state, stored, report)
  const isAsked = cause === 'save' || cause === 'key'
  const whileReading = isAsked && state.stage !== 'build' && state.stage !== 'recap'
  const shown: State = {
    ...stored,
    checking: cause === 'background' ? stored.checking : 'no',
    verdict: { lessonId: report.id, at, durationMs: report.durationMs, whileReading },
    failure: keepFailure(state, stored),
    notice: isAsked ? noticeAfterSave(state.notice) : state.notice,
  }
  return state.stage === 'build' ? followVerdict(state, shown, cause) : shown
}

/** What was said before a save is old news after it, except for what waits for a key. */
function noticeAfterSave(notice: Notice | null): Notice | null {
  return notice?.until === 'key' ? notice : null
}

/**
 * A passed step leads to the pages of the next by itself; a failed one shows why, unless the learner turned to another
 * pane with Tab: that is left alone. A passed lesson waits for a key.
 */
function followVerdict(before: State, after: State, cause: GradeCause): State {
  const lesson = currentLesson(after)
  const wasOpen = firstOpenStep(before)
  const open = firstOpenStep(after)
  const verdict = currentReport(after)?.verdict
  const atTask = moveTo(after, taskOf(lesson, open))
  if (cause === 'start' || cause === 'background') {
    if (currentReport(before) !== null) return after
    return open > after.step && verdict !== 'passed' ? moveTo(after, startOf(lesson, open)) : atTask
  }
  const isNew = reasonOf(before) !== reasonOf(after)
  const top: State['scroll'] = { ...after.scroll, result: 0, news: isNew || after.scroll.news === true }
  if (verdict === 'passed') return { ...atTask, focus: 'result', scroll: top }
  if (open > wasOpen) {
    const notice: Notice = { tone: 'success', text: passedInWords(wasOpen, open) }
    return { ...goTo(after, startOf(lesson, open)), notice }
  }
  if (verdict === 'not-started') return atTask
  const stays = open === before.step && before.focus === before.turnedTo
  return { ...atTask, focus: stays ? before.focus : 'result', scroll: top }
}

/** The steps from `first` on, up to the one that is open now, have passed; counted from 0. */
function passedInWords(first: number, open: number): string {
  const names = Array.from({ length: open - first }, (_, index) => String(first + index + 1))
  const last = names.pop()
  const passed = names.length === 0 ? `Step ${last} passes` : `Steps ${names.join(', ')} and ${last} pass`
  return `${passed}. Now step ${open + 1}`
}

/** Another lesson broke, or one that was told as broken passes again: who only hears the screen hears it go this way. */
function tellOfOther(before: State, after: State, report: LessonReport): State {
  const told = (state: State): boolean => regressions(state).some(lesson => lesson.id === report.id)
  const name = `Lesson ${lessonName(lessonOf(after, report.id))}`
  if (report.verdict === 'passed') {
    const isNews = told(before) && (after.notice === null || after.notice.tone === 'warning')
    return isNews ? { ...after, notice: { tone: 'success', text: `${name} passes again` } } : after
  }
  const regressed = lessonVerdict(before, report.id) === 'passed'
  // Of several the first is told: it may be the reason of the others.
  if (!regressed || regressions(after)[0]?.id !== report.id) return after
  return { ...after, notice: { tone: 'warning', text: `${name} no longer passes` } }
}

/** Keeps the failure that the learner looks at while it is still there. */
function keepFailure(before: State, after: State): number {
  const name = failures(before)[before.failure]?.test.name
  const index = failures(after).findIndex(failure => failure.test.name === name)
  return Math.max(0, index)
}
