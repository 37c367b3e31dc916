import type { LessonProgress, LessonVerdict, Position, Progress } from './types.ts'

/** The progress of a learner who has not begun. */
export function emptyProgress(course: string): Progress {
  return { schema: 1, course, given: [], lessons: {}, position: null }
}

/** What is known of a lesson; the same for one that was never touched. */
export function lessonProgress(progress: Progress, lesson: string): LessonProgress {
  return (
    (Object.hasOwn(progress.lessons, lesson) ? progress.lessons[lesson] : undefined) ?? {
      verdict: 'not-started',
      gradedAt: null,
      firstPassedAt: null,
      attempts: 0,
      hints: {},
      answers: {},
    }
  )
}

/** Whether a lesson has passed once, also when it does not any more. */
export function hasPassed(progress: Progress, lesson: string): boolean {
  return lessonProgress(progress, lesson).firstPassedAt !== null
}

/** Notes the verdict of a grading. `at` is ISO 8601, UTC. */
export function recordVerdict(
  progress: Progress,
  lesson: string,
  verdict: LessonVerdict,
  at: string,
): Progress {
  const before = lessonProgress(progress, lesson)
  const failedBeforePassing = before.firstPassedAt === null && (verdict === 'failed' || verdict === 'broken')
  return withLesson(progress, lesson, {
    ...before,
    verdict,
    gradedAt: at,
    firstPassedAt: before.firstPassedAt ?? (verdict === 'passed' ? at : null),
    attempts: before.attempts + (failedBeforePassing ? 1 : 0),
  })
}

/** Notes a verdict that nobody asked for, as when the program is opened: it is the last one, and no attempt. */
export function observeVerdict(
  progress: Progress,
  lesson: string,
  verdict: LessonVerdict,
  at: string,
): Progress {
  const { attempts } = lessonProgress(progress, lesson)
  const noted = recordVerdict(progress, lesson, verdict, at)
  return withLesson(noted, lesson, { ...lessonProgress(noted, lesson), attempts })
}

/** Notes that the hints of a step were shown up to a tier, 1 to 3. */
export function recordHint(progress: Progress, lesson: string, step: string, tier: number): Progress {
  const before = lessonProgress(progress, lesson)
  const shown = Math.max(before.hints[step] ?? 0, tier)
  return withLesson(progress, lesson, { ...before, hints: { ...before.hints, [step]: shown } })
}

/** Notes the answer to a predict question, from 0; the first one counts. */
export function recordAnswer(progress: Progress, lesson: string, question: string, answer: number): Progress {
  const before = lessonProgress(progress, lesson)
  return withLesson(progress, lesson, { ...before, answers: { [question]: answer, ...before.answers } })
}

/** Notes where the learner is. */
export function recordPosition(progress: Progress, position: Position): Progress {
  return { ...progress, position }
}

/** Notes starter files that the learner was given. */
export function recordGiven(progress: Progress, course: string, files: readonly string[]): Progress {
  return { ...progress, course, given: [...new Set([...progress.given, ...files])].sort() }
}

function withLesson(progress: Progress, lesson: string, value: LessonProgress): Progress {
  return { ...progress, lessons: { ...progress.lessons, [lesson]: value } }
}

/**
 * Joins two states of one workspace so that nothing that was reached is lost: what two UIs wrote, in any order.
 * The verdict and the position are those with the later time; where only one can stay, it is that of `a`.
 */
export function mergeProgress(a: Progress, b: Progress): Progress {
  const ids = [...new Set([...Object.keys(a.lessons), ...Object.keys(b.lessons)])].sort()
  return {
    schema: 1,
    course: a.course || b.course,
    given: [...new Set([...a.given, ...b.given])].sort(),
    lessons: Object.fromEntries(
      ids.map(id => [id, mergeLesson(lessonProgress(a, id), lessonProgress(b, id))]),
    ),
    position: later(a.position?.at ?? null, b.position?.at ?? null) === 'a' ? a.position : b.position,
  }
}

function mergeLesson(a: LessonProgress, b: LessonProgress): LessonProgress {
  const newest = later(a.gradedAt, b.gradedAt) === 'a' ? a : b
  const hints = { ...a.hints }
  for (const [step, tier] of Object.entries(b.hints)) hints[step] = Math.max(hints[step] ?? 0, tier)
  return {
    verdict: newest.verdict,
    gradedAt: newest.gradedAt,
    firstPassedAt: [a.firstPassedAt, b.firstPassedAt].filter(at => at !== null).sort()[0] ?? null,
    attempts: Math.max(a.attempts, b.attempts),
    hints,
    answers: { ...b.answers, ...a.answers },
  }
}

function later(a: string | null, b: string | null): 'a' | 'b' {
  return (a ?? '') > (b ?? '') ? 'a' : 'b'
}
