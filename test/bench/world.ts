/** The folders that are measured in: a workspace for our program, and the same files for plain Vitest. */
import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { loadCourse } from '../../src/course/load.ts'
import type { Course, Lesson } from '../../src/course/types.ts'
import { readVariants } from '../check-lessons/variants.ts'

export type World = {
  /** The built program. */
  dist: string
  /** The repository. */
  root: string
  course: Course
  /** The lesson whose saves are measured. */
  lesson: Lesson
  /** A workspace that holds the solutions. */
  workspace: string
  /** The same files, with a configuration for plain Vitest. */
  yardstick: string
  /** Vitest's command line program. */
  vitest: string
  /** Sources of the lesson's file: our solution, and wrong programs of all kinds. */
  sources: { right: string; wrong: readonly string[] }
  /** A new folder that goes away with the world. */
  newFolder: (name: string) => string
  remove: () => void
}

/** Makes the folders. @throws Error when the program is not built */
export async function createWorld(root: string, dist: string, wanted: string): Promise<World> {
  const course = await loadCourse(join(dist, 'course.json'))
  const lesson = course.lessons.find(({ id }) => id.includes(wanted))
  if (lesson === undefined) throw new Error(`There is no lesson ${wanted} in ${dist}. Run: npm run build`)
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'jwt-lessons-bench-')))
  const newFolder = (name: string): string => {
    const path = join(folder, name)
    mkdirSync(path)
    return path
  }
  const workspace = join(folder, 'workspace')
  execFileSync(process.execPath, [join(dist, 'cli.js'), 'init', workspace], { cwd: folder, stdio: 'ignore' })
  cpSync(join(root, 'solutions'), workspace, { recursive: true })
  const yardstick = join(folder, 'yardstick')
  cpSync(workspace, yardstick, { recursive: true })
  writeFileSync(
    join(yardstick, 'vitest.config.ts'),
    `export { default } from ${JSON.stringify(join(dist, 'vitest.js'))}\n`,
  )
  const file = lesson.files[0] as string
  return {
    dist,
    root,
    course,
    lesson,
    workspace,
    yardstick,
    vitest: join(root, 'node_modules', 'vitest', 'vitest.mjs'),
    sources: {
      right: readFileSync(join(root, 'solutions', file), 'utf8'),
      wrong: wrongPrograms(root, lesson.id),
    },
    newFolder,
    remove: () => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }),
  }
}

/** Some wrong programs, from all over the list; those that take a lesson down have another line on the screen. */
function wrongPrograms(root: string, lesson: string): string[] {
  const wrong = readVariants(root, lesson).filter(
    ({ kind, diagnosis }) => kind === 'mistake' && !BREAKS_DOWN.includes(diagnosis as string),
  )
  const step = Math.max(1, Math.floor(wrong.length / WRONG_PROGRAMS))
  return wrong.filter((_, index) => index % step === 0).map(({ source }) => source)
}

const WRONG_PROGRAMS = 8
const BREAKS_DOWN = ['timeout', 'crash', 'memory', 'exit', 'stack-overflow', 'syntax', 'import']

export const pause = (milliseconds: number): Promise<void> =>
  new Promise(resolve => setTimeout(resolve, milliseconds))
