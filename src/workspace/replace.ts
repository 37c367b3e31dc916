import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { transplant } from '../source/transplant.ts'
import type { Course, Lesson } from '../course/types.ts'
import { backUp } from './backups.ts'
import { WorkspaceError } from './errors.ts'
import { readInside, resolveInside, writeInside } from './inside.ts'
import { BACKUPS_FOLDER } from './paths.ts'

/** What was replaced of a lesson. Paths are relative to the workspace, with `/`. */
export type Replaced = {
  /** Folder of the backup that was made first; null when nothing had to be replaced or nothing was there. */
  backup: string | null
  files: ReplacedFile[]
}

export type ReplacedFile = {
  path: string
  /** `functions`: only what the lesson added; `file`: all of it; `unchanged`: it was like that already. */
  scope: 'functions' | 'file' | 'unchanged'
  /** True when the file also holds what another lesson added, and all of it had to be replaced. */
  otherLessonsLost: boolean
}

/**
 * Puts the starter back for what a lesson added, after a backup.
 * In a file that other lessons also add to, their functions stay as the learner wrote them.
 * @param startersDir folder of the starters
 * @throws WorkspaceError `not-permitted`, `disk-full`, `outside`, `not-a-file`: then nothing was replaced
 */
export function resetLesson(
  root: string,
  course: Course,
  lesson: Lesson,
  startersDir: string,
  now: Date,
): Promise<Replaced> {
  return replaceLesson(root, course, lesson, startersDir, now)
}

/**
 * Writes our solution for what a lesson added, after a backup. In a file that other lessons also add to, their functions
 * stay as the learner wrote them where that is possible.
 * @param solutionsDir folder of the solutions
 * @throws WorkspaceError `not-permitted`, `disk-full`, `outside`, `not-a-file`: then nothing was replaced
 */
export function applySolution(
  root: string,
  course: Course,
  lesson: Lesson,
  solutionsDir: string,
  now: Date,
): Promise<Replaced> {
  return replaceLesson(root, course, lesson, solutionsDir, now)
}

/** Names that a lesson adds to one of its files. */
export function exportsIn(lesson: Lesson, file: string): string[] {
  return lesson.exports
    .map(name =>
      name.includes('#')
        ? (name.split('#') as [string, string])
        : ([lesson.files[0] as string, name] as const),
    )
    .filter(([path]) => path === file)
    .map(([, name]) => name)
}

/** Whether other lessons add to a file too. */
export function isShared(course: Course, lesson: Lesson, file: string): boolean {
  return course.lessons.some(other => other.id !== lesson.id && other.files.includes(file))
}

async function replaceLesson(
  root: string,
  course: Course,
  lesson: Lesson,
  from: string,
  now: Date,
): Promise<Replaced> {
  // Nothing is begun when one of the files can't be replaced.
  for (const path of [...lesson.files, BACKUPS_FOLDER]) await resolveInside(root, path)
  const plans = await Promise.all(lesson.files.map(file => plan(root, course, lesson, file, from)))
  const changed = plans.filter(({ scope }) => scope !== 'unchanged')
  const paths = changed.map(({ path }) => path)
  const backup = await backUp(root, lesson.id, paths, now)
  for (const { path, text } of changed) await writeInside(root, path, text)
  return {
    backup: backup?.path ?? null,
    files: plans.map(({ text: _, ...file }) => file),
  }
}

async function plan(
  root: string,
  course: Course,
  lesson: Lesson,
  path: string,
  from: string,
): Promise<ReplacedFile & { text: string }> {
  const source = await readFile(join(from, path), 'utf8').catch(() => null)
  if (source === null)
    throw new WorkspaceError(
      'unreadable',
      `${path} is missing from the course's files. Install the course again.`,
    )
  const current = await readInside(root, path)
  const shared = isShared(course, lesson, path)
  const joined = shared && current !== null ? transplant(current, source, exportsIn(lesson, path)) : null
  const text = joined ?? source
  if (text === current) return { path, text, scope: 'unchanged', otherLessonsLost: false }
  return {
    path,
    text,
    scope: joined === null ? 'file' : 'functions',
    otherLessonsLost: shared && joined === null && current !== null,
  }
}
