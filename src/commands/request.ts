import { findLesson } from '../course/find.ts'
import type { Course, Lesson } from '../course/types.ts'

/** A request that can't be done; the message says why and the way out. The command ends with 2. */
export class RequestError extends Error {
  readonly code:
    | 'unknown-lesson'
    | 'unknown-command'
    | 'wrong-option'
    | 'not-written'
    | 'program-inside'
    | 'not-loaded'
    | 'not-ready'

  constructor(code: RequestError['code'], message: string) {
    super(message)
    this.name = 'RequestError'
    this.code = code
  }
}

/** @throws RequestError `unknown-lesson`, with the nearest name */
export function requireLesson(course: Course, name: string): Lesson {
  const found = findLesson(course, name)
  if (found.kind === 'found') return found.lesson
  if (found.kind === 'ambiguous') {
    throw new RequestError(
      'unknown-lesson',
      `"${name}" is part of several lessons: ${found.candidates.join(', ')}. Name one.`,
    )
  }
  const hint = found.nearest === null ? 'See all: jwt-lessons list' : `Did you mean ${found.nearest}?`
  throw new RequestError('unknown-lesson', `There is no lesson "${name}". ${hint}`)
}

/** The lessons with these names in the order of the course; all lessons when there are no names. */
export function requireLessons(course: Course, names: readonly string[]): Lesson[] {
  const wanted = new Set(names.map(name => requireLesson(course, name).id))
  return wanted.size === 0 ? course.lessons : course.lessons.filter(lesson => wanted.has(lesson.id))
}
