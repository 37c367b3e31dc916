import type { Lesson } from '../../course/types.ts'
import type { LessonVerdict, StepVerdict } from '../../grader/types.ts'
import type { Signs } from '../../text/signs.ts'
import { type Span, span, textOfRow } from '../../text/span.ts'
import { cutRow, widthOf } from '../../text/width.ts'
import { lessonName } from '../state/selectors.ts'

/** The sign of a verdict in its colour. */
export function verdictSign(verdict: LessonVerdict | StepVerdict, signs: Signs): Span {
  switch (verdict) {
    case 'passed':
      return span(signs.passed, 'right')
    case 'failed':
      return span(signs.failed, 'wrong')
    case 'broken':
      return span(signs.broken, 'wrong')
    default:
      return span(signs.open, 'quiet')
  }
}

/** The word of a verdict. */
export function verdictWord(verdict: LessonVerdict | StepVerdict): string {
  return verdict === 'not-started' ? 'not started' : verdict === 'not-reached' ? 'not reached' : verdict
}

/** `1 test`, `2 tests`. */
export function counted(count: number, word: string): string {
  const ending = count === 1 ? '' : word.endsWith('s') ? 'es' : 's'
  return `${count} ${word}${ending}`
}

/**
 * Number and title of a lesson in a number of columns: where the title is too long, what is before its colon, for that
 * names the subject ("Base64url: bytes to text").
 */
export function nameWithin(lesson: Lesson, columns: number, cut: string): string {
  const whole = lessonName(lesson)
  if (widthOf(whole) <= columns) return whole
  const subject = whole.split(': ')[0] ?? whole
  return textOfRow(cutRow([span(subject)], columns, cut))
}

/** Milliseconds for people: `41 ms`, `1.2 s`. */
export function duration(milliseconds: number): string {
  return milliseconds < 1000 ? `${Math.round(milliseconds)} ms` : `${(milliseconds / 1000).toFixed(1)} s`
}

/** The page of the standard that a reference names (`RFC 7515 §4.1.2`), or undefined when it is no RFC. */
export function referenceUrl(reference: string): string | undefined {
  const match = /RFC (\d+)(?: §([\d.]+)| Appendix ([A-Z](?:\.\d+)*))?/.exec(reference)
  if (match === null) return undefined
  const [, rfc, section, appendix] = match
  const anchor =
    section === undefined ? (appendix === undefined ? '' : `#appendix-${appendix}`) : `#section-${section}`
  return `https://www.rfc-editor.org/rfc/rfc${rfc}${anchor}`
}
