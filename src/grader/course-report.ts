import type { CourseReport, LessonReport } from './types.ts'

/** Whether nothing is left to do in a lesson here: it passes, or the running Node can't grade it. */
export function isDone({ verdict }: Pick<LessonReport, 'verdict'>): boolean {
  return verdict === 'passed' || verdict === 'skipped'
}

/** The report of a run, out of the reports of its lessons in the order of the course. */
export function courseReport(course: string, seed: number, lessons: LessonReport[]): CourseReport {
  const passed = lessons.filter(({ verdict }) => verdict === 'passed').length
  return { schema: 1, course, passed, total: lessons.length, seed, lessons }
}

/**
 * A report with `blockedBy`: the earlier lessons whose files a failing lesson imports and that do not pass themselves.
 * A lesson in the same file is no reason: its functions may be there or not.
 * @param earlier reports of lessons before it in the course
 */
export function withBlockers(report: LessonReport, earlier: readonly LessonReport[]): LessonReport {
  if (isDone(report) || report.verdict === 'not-started') return report
  const blockedBy = earlier
    .filter(other => !isDone(other))
    .filter(({ files }) => files.some(file => report.imports.includes(file) && !report.files.includes(file)))
    .map(({ id }) => id)
  return { ...report, blockedBy }
}

/**
 * A report as other programs read it, in --json and JUnit. The kinds of problems are a contract there, and have none for the
 * machine's own: nothing was graded, as with a fault of ours.
 */
export function published(report: CourseReport): CourseReport {
  const lessons = report.lessons.map(lesson =>
    lesson.problem?.kind === 'temporary-folder'
      ? { ...lesson, problem: { ...lesson.problem, kind: 'internal' as const } }
      : lesson,
  )
  return { ...report, lessons }
}
