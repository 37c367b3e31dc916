import { readFile } from 'node:fs/promises'
import { CourseError } from './errors.ts'
import type { Course } from './types.ts'

/**
 * Loads the built course.
 * @param path path or URL of `course.json`
 * @throws CourseError `unreadable` when the file is missing or damaged
 */
export async function loadCourse(path: string | URL): Promise<Course> {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as Course
  } catch (cause) {
    throw new CourseError(
      'unreadable',
      String(path),
      1,
      'the built course is missing or damaged; install again',
      cause,
    )
  }
}
