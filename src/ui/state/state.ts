import type { Course } from '../../course/types.ts'
import type { LessonReport } from '../../grader/types.ts'
import type { Inspection } from '../../inspect/types.ts'
import type { CallReport } from '../../sandbox/types.ts'
import { hasPassed } from '../../workspace/progress.ts'
import type { Progress } from '../../workspace/types.ts'
import type { WatchMode } from '../../workspace/watch.ts'
import type { ComparedFile } from '../ports.ts'
import type { FinaleOverlay } from './finale.ts'
import type { KataOverlay } from './kata-overlay.ts'
import { openWelcome, type WelcomeOverlay } from '../welcome/explore.ts'
import { type LessonPosition, rememberedPosition, type Stage } from './positions.ts'

/** All that the screen shows, as plain data. Sizes of the terminal are not in it: they are arguments of the views. */
export type State = {
  course: Course
  /** How saves are seen; null until the watcher says so. */
  watch: WatchMode | null
  progress: Progress
  /** Where the learner was in each lesson since the program was started. */
  positions: Record<string, LessonPosition>
  /** Answers that were chosen since the program was started, counted from 0, in order, by question id. */
  answers: Record<string, number[]>
  /** The lesson on the screen. */
  lessonId: string
  stage: Stage
  /** The step on the screen, and its page or question, counted from 0. */
  step: number
  page: number
  /** The answer that the arrow keys are on, counted from 0; -1 before they were used. */
  answer: number
  /** Which failure of the lesson is shown in full, counted from 0. */
  failure: number
  /** What lies over the lesson, or null. */
  overlay: Overlay | null
  /** Overlays that this one lies over, the last one next to it: Esc goes back to it. */
  beneath: Overlay[]
  /** The pane that the scroll keys move, and on narrow terminals the only one that is seen. */
  focus: PaneId
  /** The pane that the learner last turned to with Tab, or null: a save that fails leaves it on the screen. */
  turnedTo: PaneId | null
  /** First visible row by pane; `follow` shows the row that matters (a new hint, the selected line). */
  scroll: Scroll
  /** Last reports by lesson id. */
  reports: Record<string, LessonReport>
  /** The last verdict of the lesson on the screen, or null. */
  verdict: LastVerdict | null
  /** Set when grading has taken a fifth of a second; for less a word on the screen would only flicker. */
  checking: 'no' | 'shown'
  /** Set while all lessons are graded. */
  checkAll: CheckAll | null
  notice: Notice | null
  /** Lesson whose reset can be undone, or null. */
  undo: string | null
  /** Our solution and the learner's files, by lesson id. */
  solutions: Record<string, ComparedFile[]>
}

/** What was graded last: when (milliseconds since 1970) and how long it took (milliseconds). */
/** `whileReading`: of a save that was made with a page or a question on the screen. */
export type LastVerdict = { lessonId: string; at: number; durationMs: number; whileReading: boolean }

/** How many lessons have a verdict, and the id of the one that is being graded; null before the first. */
export type CheckAll = { done: number; total: number; lessonId: string | null }

/** `news`: a failure is new, and a pane that says why shows that until it is scrolled. */
export type Scroll = Partial<Record<PaneId, number | 'follow'>> & { news?: boolean }

export type PaneId = 'text' | 'result' | 'console' | 'outline'

export type Filter = 'all' | 'open' | 'done'

export type Overlay =
  | WelcomeOverlay
  | { kind: 'help' }
  | { kind: 'lessons'; query: string; typing: boolean; filter: Filter; selected: string }
  | { kind: 'map' }
  | { kind: 'solution' }
  | { kind: 'report' }
  | { kind: 'confirm-reset' }
  | PictureOverlay
  | FinaleOverlay
  | KataOverlay
  | InspectOverlay

export type InspectOverlay = {
  kind: 'inspect'
  /** The token. */
  input: string
  /** A secret, PEM, JWK or JWKS to check the signature with; it is never shown and leaves with the overlay. */
  key: string
  /** The field that is typed into. */
  field: 'token' | 'key'
  /** What is known about which token and key; null before the first answer. */
  seen: InspectionSeen | null
}

/** `keyProblem`: why the key can't be used, or null. */
export type InspectionSeen = {
  input: string
  key: string
  inspection: Inspection
  keyProblem: string | null
}

export type PictureOverlay = {
  kind: 'picture'
  name: string
  input: string
  /** The place that the arrow keys chose. */
  cursor: number
  /** What letters go to: the field, or the messages of a sequence, where they are commands. */
  focus: 'field' | 'messages'
  /** How many tokens of the message at the cursor were inspected since the cursor came to it. */
  inspected: number
  /** What the learner's code answered, and for which input and place; null before the first answer. */
  seen: { input: string; cursor: number; reports: CallReport[] } | null
}

/** One line for the learner. It goes with the next key, and with the next save unless `until` says otherwise. */
export type Notice = { tone: 'info' | 'success' | 'warning' | 'error'; text: string; until?: 'key' }

/** The state at the start: where the learner left off, or a welcome. */
export function initialState(course: Course, progress: Progress): State {
  const first = course.lessons.find(lesson => !hasPassed(progress, lesson.id)) ?? course.lessons[0]
  const lesson = course.lessons.find(candidate => candidate.id === progress.position?.lesson) ?? first
  if (lesson === undefined) throw new Error('The course has no lessons.')
  return {
    course,
    watch: null,
    progress,
    positions: {},
    answers: {},
    lessonId: lesson.id,
    ...rememberedPosition(lesson, progress),
    answer: -1,
    failure: 0,
    overlay: progress.position === null ? openWelcome() : null,
    beneath: [],
    focus: 'text',
    turnedTo: null,
    scroll: {},
    reports: {},
    verdict: null,
    checking: 'no',
    checkAll: null,
    notice: null,
    undo: null,
    solutions: {},
  }
}
