import type { LessonReport } from './types.ts'

/**
 * Fills in `blockedBy`: the earlier lessons whose files a failing lesson imports and that do not pass themselves.
 * A lesson in the same file is no reason: its functions may be there or not.
 */
export function withBlockers(reports: LessonReport[]): LessonReport[] {
  return reports.map((report, index) => {
    if (report.verdict === 'passed' || report.verdict === 'not-started') return report
    const blockedBy = reports
      .slice(0, index)
      .filter(earlier => earlier.verdict !== 'passed')
      .filter(earlier =>
        earlier.files.some(file => report.imports.includes(file) && !report.files.includes(file)),
      )
      .map(earlier => earlier.id)
    return { ...report, blockedBy }
  })
}
