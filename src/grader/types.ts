/** The shape of `check --json`, schema 1: fields may be added, none renamed. */

export type Verdict = 'passed' | 'failed' | 'broken'
/** `skipped`: the running Node lacks what the lesson needs; it counts for nothing. */
export type LessonVerdict = Verdict | 'not-started' | 'skipped'
export type StepVerdict = Verdict | 'not-reached'

export type CourseReport = {
  schema: 1
  /** Version of the course. */
  course: string
  passed: number
  total: number
  /** Seed of the random inputs; `--seed` repeats it. */
  seed: number
  /** What stood around the learner's code while it ran: `process`, `network namespace`... */
  walls?: string[]
  lessons: LessonReport[]
}

export type LessonReport = {
  id: string
  title: string
  chapter: string
  files: string[]
  verdict: LessonVerdict
  /** From the start of grading to the verdict, in milliseconds. */
  durationMs: number
  seed: number
  problem: Problem | null
  /** Why it was skipped, in a sentence; only there when it was. */
  skipped?: string
  steps: StepReport[]
  console: ConsoleText[]
  /** Earlier lessons whose files this one imports and that do not pass: the reason to look there first. */
  blockedBy: string[]
  /** Workspace files that were loaded for this lesson; a save of one of them asks for a new verdict. */
  imports: string[]
}

export type ProblemKind =
  | 'syntax'
  | 'import'
  | 'missing-file'
  | 'missing-export'
  | 'timeout'
  | 'crash'
  | 'memory'
  /** The machine's temporary folder can't be used. */
  | 'temporary-folder'
  /** A fault of ours. */
  | 'internal'

/** Whether a problem says nothing about the learner's files: they were not graded. */
export const isNotTheirs = (kind: ProblemKind | undefined): boolean =>
  kind === 'internal' || kind === 'temporary-folder'

/** Why a lesson could not be graded, or stopped halfway. */
export type Problem = {
  kind: ProblemKind
  /** In plain words, with the way out. */
  message: string
  file: string | null
  line: number | null
  column: number | null
}

export type StepReport = { id: string; title: string; verdict: StepVerdict; tests: TestReport[] }

export type TestReport = {
  name: string
  verdict: Verdict
  diagnosis: Diagnosis | null
  /** Set for the kit's own test of a step: what every function owes. */
  isOfKit?: boolean
}

/** What the learner is told: what was seen, what it means, where the standard says so. */
export type Diagnosis = {
  /** Stable id of the mistake, `padding-kept` for instance. */
  id: string
  /** What that mistake is called, why it matters, and what to look at. */
  message: string
  /** The call, as the learner would write it: `encode(Uint8Array [ 0x66 ])`. */
  call: string | null
  /** The call with whole keys, where `call` shows them short. */
  callInFull?: string
  expected: string | null
  actual: string | null
  /** Where the standard says so: `RFC 7515 §2`; null where it is our rule. */
  reference: string | null
  /** Place in the learner's code, when an error of theirs points to one. */
  file: string | null
  line: number | null
  /** Aligned rows that show the first difference, ready to print in a fixed-width font. */
  comparison: string[]
  /** What was thrown, when something was. `code` is that of a JwtError. */
  thrown?: { name: string | null; message: string; code: string | null } | null
}

/**
 * `onLesson` hears of each lesson once, in the order of the course, as soon as its verdict is certain; `onBegin` hears
 * which lesson has its turn now, twice of one that is graded again alone.
 */
export type GradeOptions = {
  seed?: number
  /** The lesson that the next save is most likely of; what it needs is got ready. */
  next?: string
  onLesson?: (report: LessonReport) => void
  onBegin?: (lessonId: string) => void
}

/** Console output of the learner's code while a step was graded. */
export type ConsoleText = { step: string; text: string }
