import { mkdtemp, realpath } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Course, Lesson } from '../course/types.ts'
import { createWorkspace } from '../workspace/create.ts'
import { listFiles, readText, writeAtomically } from '../workspace/disk.ts'
import { exportsIn, resetLesson } from '../workspace/replace.ts'
import { WORKSPACE_FOLDERS } from '../workspace/templates.ts'
import type { Supplies } from '../workspace/types.ts'
import { findApproaches } from './approaches.ts'
import type { Finding } from './types.ts'

/** A folder to practise in. */
export type Scratch = {
  /** Real path. */
  root: string
  /** Files to edit, relative, with `/`. */
  files: string[]
  /** Source files that were there at the start; what comes new is the learner's kata too. */
  given: string[]
}

/**
 * Makes a folder with the learner's own library in which the lessons have their starters again.
 * The workspace itself is only read.
 * @throws WorkspaceError `not-permitted`, `disk-full`, `unreadable`
 */
export async function createScratch(
  workspaceRoot: string,
  course: Course,
  lessons: readonly Lesson[],
  supplies: Supplies,
  now: Date,
): Promise<Scratch> {
  const root = await realpath(await mkdtemp(join(tmpdir(), 'jwt-lessons-kata-')))
  await createWorkspace(root, supplies)
  for (const file of await sourceFiles(workspaceRoot)) {
    const text = await readText(join(workspaceRoot, file))
    if (text !== null) await writeAtomically(join(root, file), text)
  }
  for (const lesson of lessons) await resetLesson(root, course, lesson, supplies.startersDir, now)
  const files = [...new Set(lessons.flatMap(lesson => lesson.files))]
  return { root, files, given: await sourceFiles(root) }
}

/** An approach with the file in which it was seen. */
export type PlacedFinding = Finding & { file: string }

/** The approaches of what the learner wrote: the lessons' functions with their helpers, and files that came new. */
export async function readApproaches(scratch: Scratch, lessons: readonly Lesson[]): Promise<PlacedFinding[]> {
  const found: PlacedFinding[] = []
  const look = async (file: string, names: string[] | null) => {
    const source = (await readText(join(scratch.root, file))) ?? ''
    for (const finding of findApproaches(source, names) ?? []) found.push({ ...finding, file })
  }
  for (const file of scratch.files)
    await look(
      file,
      lessons.flatMap(lesson => exportsIn(lesson, file)),
    )
  for (const file of await sourceFiles(scratch.root))
    if (!scratch.given.includes(file)) await look(file, null)
  return found
}

async function sourceFiles(root: string): Promise<string[]> {
  const lists = await Promise.all(
    WORKSPACE_FOLDERS.map(async folder =>
      (await listFiles(join(root, folder))).map(file => `${folder}/${file}`),
    ),
  )
  return lists.flat().filter(file => file.endsWith('.ts') && !file.includes('node_modules/'))
}
