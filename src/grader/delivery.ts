/** Hands reports out: each once, complete, in the order of the course, whatever the order in which they come in. */
import { withBlockers } from './course-report.ts'
import type { LessonReport } from './types.ts'

export type Delivery = {
  /** A report came in. It is handed out as soon as those of all earlier lessons were. */
  add: (report: LessonReport) => void
  /** All that were handed out so far. */
  reports: () => LessonReport[]
}

/**
 * @param ids the lessons that are graded, in the order of the course
 * @param known reports of earlier runs by lesson: what blocks a lesson may not be graded in this one
 * @param order all lessons of the course, in order
 */
export function createDelivery(
  ids: readonly string[],
  known: ReadonlyMap<string, LessonReport>,
  order: readonly string[],
  onReport: (report: LessonReport) => void,
): Delivery {
  const waiting = new Map<string, LessonReport>()
  const delivered: LessonReport[] = []
  const earlierThan = (id: string): LessonReport[] =>
    order
      .slice(0, order.indexOf(id))
      .flatMap(other => delivered.find(report => report.id === other) ?? known.get(other) ?? [])

  return {
    add(report) {
      waiting.set(report.id, report)
      for (let next = ids[delivered.length]; next !== undefined; next = ids[delivered.length]) {
        const due = waiting.get(next)
        if (due === undefined) return
        const complete = withBlockers(due, earlierThan(next))
        delivered.push(complete)
        onReport(complete)
      }
    },
    reports: () => delivered,
  }
}
