/** The folders that are measured in: a workspace for our program, and the same files for plain Vitest. */
import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { loadCourse } from '../../src/course/load.ts'
import type { Course, Lesson } from '../../src/course/types.ts'
import { readVariants, type Variant } from '../check-lessons/variants.ts'

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
  /** A right and a wrong source of the lesson's file. */
  sources: { right: string; wrong: string }
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
  const mistake = readVariants(root, lesson.id).find(({ kind }) => kind === 'mistake') as Variant
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
      wrong: mistake.source,
    },
    newFolder,
    remove: () => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }),
  }
}

export const pause = (milliseconds: number): Promise<void> =>
  new Promise(resolve => setTimeout(resolve, milliseconds))
