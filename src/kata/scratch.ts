import { randomBytes } from 'node:crypto'
import { readdir, realpath } from 'node:fs/promises'
import { join } from 'node:path'
import { applyEdits } from '../source/edits.ts'
import { outlineSource } from '../source/outline.ts'
import { selectDeclarations } from '../source/select.ts'
import type { Course, Lesson } from '../course/types.ts'
import { createWorkspace } from '../workspace/create.ts'
import {
  listInside,
  makeFolderInside,
  readInside,
  removeInside,
  resolveInside,
  writeInside,
} from '../workspace/inside.ts'
import { MEMORY_FOLDER, timeInName } from '../workspace/paths.ts'
import { exportsIn, resetLesson } from '../workspace/replace.ts'
import { WORKSPACE_FOLDERS } from '../workspace/templates.ts'
import type { StarterFiles } from '../workspace/types.ts'
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

/** Where katas are practised: in the workspace, so that the open editor has its types. */
const KATA_FOLDER = `${MEMORY_FOLDER}/kata`
/** Paths of an extended configuration are relative to where it is. */
const KATA_TSCONFIG = `${JSON.stringify({ extends: '../../../tsconfig.json', include: WORKSPACE_FOLDERS }, null, 2)}\n`
/** How many folders of earlier katas stay. */
const KEPT = 5

async function removeOldest(workspaceRoot: string): Promise<void> {
  const folder = await resolveInside(workspaceRoot, KATA_FOLDER)
  const names = (await readdir(folder).catch(() => [])).sort().reverse()
  for (const name of names.slice(KEPT - 1)) await removeInside(workspaceRoot, `${KATA_FOLDER}/${name}`)
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
  supplies: StarterFiles,
  now: Date,
): Promise<Scratch> {
  const folder = `${KATA_FOLDER}/${timeInName(now)}-${randomBytes(3).toString('hex')}`
  await removeOldest(workspaceRoot)
  await makeFolderInside(workspaceRoot, folder)
  const root = await realpath(join(workspaceRoot, folder))
  await createWorkspace(root, { ...supplies, typesDir: null })
  // The types are those of the workspace around it.
  await writeInside(root, 'tsconfig.json', KATA_TSCONFIG)
  for (const file of await sourceFiles(workspaceRoot)) {
    const text = await readInside(workspaceRoot, file)
    if (text !== null) await writeInside(root, file, text)
  }
  for (const lesson of lessons) await resetLesson(root, course, lesson, supplies.startersDir, now)
  const files = [...new Set(lessons.flatMap(lesson => lesson.files))]
  for (const file of files) {
    const text = await readInside(root, file)
    if (text !== null) await writeInside(root, file, withoutLeftovers(text))
  }
  return { root, files, given: await sourceFiles(root) }
}

/**
 * A module without the private declarations that nothing exported needs: with the starter back, the helpers of the
 * learner's own answer would give half of it away.
 */
export function withoutLeftovers(source: string): string {
  try {
    const outline = outlineSource(source)
    // What a statement or a nameless export needs can't be told by names.
    const isOpen = outline.declarations.some(
      one => one.kind === 'statement' || (one.exported && one.names.length === 0),
    )
    if (isOpen) return source
    const exported = outline.declarations.filter(one => one.exported).flatMap(({ names }) => names)
    const needed = new Set(selectDeclarations(outline, exported))
    const leftover = outline.declarations.filter(
      one => one.kind === 'value' && !one.exported && !needed.has(one),
    )
    return applyEdits(
      source,
      leftover.map(({ start, end }) => ({ start, end: end + blankLineAfter(source, end), text: '' })),
    )
  } catch {
    // Grading says what is wrong with it.
    return source
  }
}

function blankLineAfter(source: string, position: number): number {
  return /^[ \t]*\r?\n/.exec(source.slice(position))?.[0].length ?? 0
}

/** An approach with the file in which it was seen. */
export type PlacedFinding = Finding & { file: string }

/** The approaches of what the learner wrote: the lessons' functions with their helpers, and files that came new. */
export async function readApproaches(scratch: Scratch, lessons: readonly Lesson[]): Promise<PlacedFinding[]> {
  const found: PlacedFinding[] = []
  const look = async (file: string, names: string[] | null) => {
    const source = (await readInside(scratch.root, file)) ?? ''
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
    WORKSPACE_FOLDERS.map(async folder => (await listInside(root, folder)).map(file => `${folder}/${file}`)),
  )
  return lists.flat().filter(file => file.endsWith('.ts') && !file.includes('node_modules/'))
}
