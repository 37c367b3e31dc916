import { cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { dirname, join, sep } from 'node:path'
import { CourseError } from './errors.ts'
import { readCourse } from './read.ts'
import { makeStarter, NOT_IMPLEMENTED_FILE, NOT_IMPLEMENTED_SOURCE } from '../source/starter.ts'
import type { Course, Lesson } from './types.ts'

/** The names that a lesson's front matter may say, by field. */
export type KnownNames = {
  forbids: readonly string[]
  watches: readonly string[]
  needs: readonly string[]
}

/** Where the content is, where it goes, and which version it is. */
export type ContentPlan = {
  lessonsDir: string
  solutionsDir: string
  outDir: string
  version: string
  known: KnownNames
}

/**
 * Builds what the program needs of the content: `course.json`, `starters/` and `solutions/` in `outDir`.
 * Solution files that no lesson edits (`jwt/errors.ts`) are given to the learner as they are.
 * @returns the course that was written
 * @throws CourseError when a lesson does not have its form, or a lesson's solution is missing or can't be parsed
 */
export async function buildContent({
  lessonsDir,
  solutionsDir,
  outDir,
  version,
  known,
}: ContentPlan): Promise<Course> {
  const course = await readCourse(lessonsDir, version)
  for (const lesson of course.lessons) {
    expectKnown(lesson, known)
    expectLessonsNamed(lesson, course)
  }
  const lessonFiles = new Set(course.lessons.flatMap(lesson => lesson.files))
  const solutionFiles = await listSources(solutionsDir)
  const missing = [...lessonFiles].find(file => !solutionFiles.includes(file))
  if (missing !== undefined)
    throw new CourseError('unreadable', `solutions/${missing}`, 1, 'a lesson names it, and it is missing')

  const startersOut = join(outDir, 'starters')
  const solutionsOut = join(outDir, 'solutions')
  await Promise.all([startersOut, solutionsOut].map(folder => rm(folder, { recursive: true, force: true })))
  await mkdir(outDir, { recursive: true })
  await cp(solutionsDir, solutionsOut, { recursive: true })
  await writeSource(startersOut, NOT_IMPLEMENTED_FILE, NOT_IMPLEMENTED_SOURCE)
  for (const file of solutionFiles) {
    const source = await readFile(join(solutionsDir, file), 'utf8')
    await writeSource(startersOut, file, lessonFiles.has(file) ? starterOf(source, file) : source)
  }
  await writeFile(join(outDir, 'course.json'), `${JSON.stringify(course)}\n`)
  return course
}

function expectKnown(lesson: Lesson, known: KnownNames): void {
  for (const field of Object.keys(known) as (keyof KnownNames)[]) {
    const said = lesson[field]
    const names = typeof said === 'string' ? [said] : (said ?? [])
    const unknown = names.find(name => !known[field].includes(name))
    if (unknown === undefined) continue
    const message = `${field}: "${unknown}" is none of ${known[field].join(', ')}`
    throw new CourseError('malformed', `${lesson.id}/lesson.md`, 1, message)
  }
}

/** A lesson that a text announces has to be there. */
function expectLessonsNamed(lesson: Lesson, course: Course): void {
  const numbers = course.lessons.map(({ id }) => Number(id.slice(0, 2)))
  const named = JSON.stringify(lesson).matchAll(/\blessons?(?:\s|\\n)+(\d{1,2})\b/giu)
  for (const [, number] of named) {
    if (numbers.includes(Number(number))) continue
    const message = `its text names lesson ${number}, which the course does not have`
    throw new CourseError('malformed', `${lesson.id}/lesson.md`, 1, message)
  }
}

async function listSources(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true })
  return entries
    .map(entry => entry.split(sep).join('/'))
    .filter(entry => entry.endsWith('.ts'))
    .sort()
}

async function writeSource(folder: string, file: string, source: string): Promise<void> {
  const path = join(folder, file)
  await mkdir(dirname(path), { recursive: true })
  await writeFile(path, source)
}

function starterOf(source: string, file: string): string {
  try {
    return makeStarter(source, file)
  } catch (cause) {
    throw new CourseError(
      'malformed',
      `solutions/${file}`,
      1,
      `no starter can be made: ${(cause as Error).message}`,
      cause,
    )
  }
}
