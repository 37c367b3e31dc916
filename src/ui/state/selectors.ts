import type { Chapter, Lesson, Page, Question, Step } from '../../course/types.ts'
import type { LessonReport, LessonVerdict, StepVerdict, TestReport } from '../../grader/types.ts'
import { hasPassed, lessonProgress } from '../../workspace/progress.ts'
import type { LessonProgress, Position } from '../../workspace/types.ts'
import { writtenPosition } from './positions.ts'
import type { Filter, State } from './state.ts'

/** The lesson on the screen. */
export function currentLesson(state: State): Lesson {
  return lessonOf(state, state.lessonId)
}

/** @throws Error for an id that the course does not have, which is a fault of ours */
export function lessonOf(state: State, id: string): Lesson {
  const lesson = state.course.lessons.find(candidate => candidate.id === id)
  if (lesson === undefined) throw new Error(`There is no lesson ${id}.`)
  return lesson
}

export function chapterOf(state: State, lesson: Lesson): Chapter | undefined {
  return state.course.chapters.find(chapter => chapter.id === lesson.chapter)
}

/** Number of the lesson with two digits and its title: `07 Expiry`. */
export function lessonName(lesson: Lesson): string {
  return `${String(lesson.number).padStart(2, '0')} ${lesson.title}`
}

/** The last report of the lesson on the screen, or null before the first. */
export function currentReport(state: State): LessonReport | null {
  return state.reports[state.lessonId] ?? null
}

export function progressOf(state: State, lessonId: string): LessonProgress {
  return lessonProgress(state.progress, lessonId)
}

/** The verdict that is shown for a lesson: the last report's, else what is remembered. */
export function lessonVerdict(state: State, lessonId: string): LessonVerdict {
  const report = state.reports[lessonId]
  if (report !== undefined) return report.verdict
  return progressOf(state, lessonId).verdict
}

/** Whether the lesson was passed at least once, even if it fails now. */
export function wasPassed(state: State, lessonId: string): boolean {
  return hasPassed(state.progress, lessonId)
}

/** How many lessons were passed. */
export function passedCount(state: State): number {
  return state.course.lessons.filter(lesson => wasPassed(state, lesson.id)).length
}

/** The verdict of each step of the lesson on the screen. */
export function stepVerdicts(state: State): StepVerdict[] {
  const report = currentReport(state)
  return currentLesson(state).steps.map(
    step => report?.steps.find(candidate => candidate.id === step.id)?.verdict ?? 'not-reached',
  )
}

/**
 * The first step that is not passed, counted from 0; the last one when all are. A file that could not be read says
 * nothing about the steps: then the one on the screen.
 */
export function firstOpenStep(state: State): number {
  const verdicts = stepVerdicts(state)
  const isUnknown = verdicts.every(verdict => verdict === 'not-reached')
  if (isUnknown && currentReport(state)?.verdict !== 'not-started') return state.step
  const open = verdicts.findIndex(verdict => verdict !== 'passed')
  return open === -1 ? Math.max(0, verdicts.length - 1) : open
}

export function currentStep(state: State): Step | undefined {
  return currentLesson(state).steps[state.step]
}

/** The page or question on the screen; undefined where there is none. */
export function currentPage(state: State): Page | Question | undefined {
  if (state.stage !== 'read' && state.stage !== 'predict') return undefined
  return currentStep(state)?.pages[state.page]
}

export function currentQuestion(state: State): Question | undefined {
  const page = currentPage(state)
  return page?.kind === 'question' ? page : undefined
}

/** The answers that were chosen for a question, in order. */
export function chosenAnswers(state: State, question: Question): number[] {
  const remembered = progressOf(state, state.lessonId).answers[question.id]
  return state.answers[question.id] ?? (remembered === undefined ? [] : [remembered])
}

/** A test that does not pass, with the step that it belongs to. */
export type Failure = { stepId: string; test: TestReport }

/** All tests of the lesson on the screen that do not pass, in order. */
export function failures(state: State): Failure[] {
  return (currentReport(state)?.steps ?? []).flatMap(step =>
    step.tests.filter(test => test.verdict !== 'passed').map(test => ({ stepId: step.id, test })),
  )
}

/** The failure that is shown in full; undefined when nothing fails. */
export function shownFailure(state: State): Failure | undefined {
  const all = failures(state)
  return all[state.failure] ?? all[0]
}

/** Why the lesson on the screen does not pass, in the words of the diagnosis; null when it does. */
export function reasonOf(state: State): string | null {
  const { test } = shownFailure(state) ?? {}
  return currentReport(state)?.problem?.message ?? test?.diagnosis?.message ?? test?.name ?? null
}

/**
 * Other lessons that were passed once and do not pass any more, to be told: earlier ones, which may be the reason of what
 * is seen here. Later ones follow from these, or from a failure of this lesson; they count when there is neither.
 */
export function regressions(state: State): Lesson[] {
  const report = currentReport(state)
  const isBroken = (lesson: Lesson) => {
    if (report?.blockedBy.includes(lesson.id)) return true
    const other = state.reports[lesson.id]
    if (other === undefined || other.verdict === 'passed' || !wasPassed(state, lesson.id)) return false
    return !isSameProblem(other, report)
  }
  const earlier = state.course.lessons.filter(lesson => isEarlier(state, lesson) && isBroken(lesson))
  if (earlier.length > 0 || report?.verdict === 'failed' || report?.verdict === 'broken') return earlier
  return state.course.lessons.filter(lesson => lesson.id !== state.lessonId && isBroken(lesson))
}

/** Whether a lesson comes before the one on the screen. */
export function isEarlier(state: State, lesson: Lesson): boolean {
  return lesson.number < currentLesson(state).number
}

/** Whether one fault in a file stops both lessons: then neither is the reason of the other. */
export function isSameProblem(report: LessonReport, other: LessonReport | null): boolean {
  const [problem, same] = [report.problem, other?.problem ?? null]
  return problem !== null && problem.file === same?.file && problem.message === same.message
}

/** How many hint tiers of a step are shown. */
export function hintTier(state: State, stepId: string): number {
  return progressOf(state, state.lessonId).hints[stepId] ?? 0
}

/** The lessons that a search and a filter leave, in order. */
export function listedLessons(state: State, query: string, filter: Filter): Lesson[] {
  const words = query
    .toLowerCase()
    .split(/\s+/)
    .filter(word => word !== '')
  return state.course.lessons.filter(lesson => {
    const passed = lessonVerdict(state, lesson.id) === 'passed'
    if (filter !== 'all' && passed !== (filter === 'done')) return false
    const text =
      `${lesson.id} ${lesson.title} ${lesson.files.join(' ')} ${lesson.exports.join(' ')}`.toLowerCase()
    return words.every(word => text.includes(word))
  })
}

/** The lesson after one, or null at the end of the course. */
export function lessonAfter(state: State, lessonId: string): Lesson | null {
  const index = state.course.lessons.findIndex(lesson => lesson.id === lessonId)
  return state.course.lessons[index + 1] ?? null
}

/** What takes the keys now: an overlay, the search field of the list, or the stage of the lesson. */
export type Mode =
  | 'welcome'
  | 'welcome-typing'
  | 'help'
  | 'lessons'
  | 'search'
  | 'map'
  | 'solution'
  | 'finale'
  | 'report'
  | 'confirm-reset'
  | 'picture'
  | 'messages'
  | 'inspect'
  | 'kata'
  | 'read'
  | 'predict'
  | 'build'
  | 'recap'

/** Whether the learner has not left the Welcome page yet; another screen may lie over it. */
export function isWelcome(state: State): boolean {
  return [...state.beneath, state.overlay].some(overlay => overlay?.kind === 'welcome')
}

export function modeOf(state: State): Mode {
  const overlay = state.overlay
  if (overlay === null) return state.stage === 'why' ? 'read' : state.stage
  if (overlay.kind === 'lessons') return overlay.typing ? 'search' : 'lessons'
  if (overlay.kind === 'picture') return overlay.focus === 'messages' ? 'messages' : 'picture'
  if (overlay.kind === 'welcome') return overlay.typing ? 'welcome-typing' : 'welcome'
  return overlay.kind
}

/** Whether the lesson on the screen is the last of a chapter that passes as a whole and has an end to show. */
export function endsChapter(state: State): boolean {
  const { chapter, finale } = currentLesson(state)
  return (
    finale && state.course.lessons.every(lesson => lesson.chapter !== chapter || wasPassed(state, lesson.id))
  )
}

/** Where the learner is, for the file of progress. `at` is ISO 8601, UTC. */
export function positionOf(state: State, at: string): Position {
  return writtenPosition(currentLesson(state), state, at)
}
