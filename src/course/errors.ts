/**
 * What is wrong with the course's content, and where. Authors see it when the course is built; learners never do.
 * `unreadable`: a file or folder can't be read. `malformed`: a text does not have the form that is needed.
 */
export type CourseErrorCode = 'unreadable' | 'malformed'

/** A fault in the course's own files. `message` starts with the file and the line. */
export class CourseError extends Error {
  readonly code: CourseErrorCode
  readonly file: string
  /** Counts from 1. */
  readonly line: number

  constructor(code: CourseErrorCode, file: string, line: number, message: string, cause?: unknown) {
    super(`${file}:${line}: ${message}`, { cause })
    this.name = 'CourseError'
    this.code = code
    this.file = file
    this.line = line
  }
}
