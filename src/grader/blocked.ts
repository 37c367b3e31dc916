import type { LessonReport } from './types.ts'

/** Whether nothing is left to do in a lesson here: it passes, or the running Node can't grade it. */
export function isDone({ verdict }: Pick<LessonReport, 'verdict'>): boolean {
  return verdict === 'passed' || verdict === 'skipped'
}

/**
 * Fills in `blockedBy`: the earlier lessons whose files a failing lesson imports and that do not pass themselves.
 * A lesson in the same file is no reason: its functions may be there or not.
 */
export function withBlockers(reports: LessonReport[]): LessonReport[] {
  return reports.map((report, index) => {
    if (isDone(report) || report.verdict === 'not-started') return report
    const blockedBy = reports
      .slice(0, index)
      .filter(earlier => !isDone(earlier))
      .filter(earlier =>
        earlier.files.some(file => report.imports.includes(file) && !report.files.includes(file)),
      )
      .map(earlier => earlier.id)
    return { ...report, blockedBy }
  })
}
