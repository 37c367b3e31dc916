/** A fresh workspace, as a learner gets it: its starters must type-check, and count as not started. */
import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Course } from '../../src/course/types.ts'
import { createGrader } from '../../src/grader/index.ts'
import { createWorkspace } from '../../src/workspace/create.ts'

const run = promisify(execFile)

/** All complaints about a fresh workspace. */
export async function complaintsAboutStarters(root: string, course: Course): Promise<string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'jwt-lessons-starters-'))
  const workspaceRoot = join(folder, 'workspace')
  try {
    await createWorkspace(workspaceRoot, {
      startersDir: join(root, 'dist', 'starters'),
      typesDir: join(root, 'dist', 'types'),
      version: course.version,
    })
    return [...(await typeErrors(root, workspaceRoot)), ...(await started(root, workspaceRoot, course))]
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function typeErrors(root: string, workspaceRoot: string): Promise<string[]> {
  const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc')
  try {
    await run(process.execPath, [tsc, '--noEmit', '-p', workspaceRoot, '--noUnusedParameters', 'false'])
    return []
  } catch (error) {
    const { stdout } = error as { stdout?: string }
    const lines = (stdout ?? String(error))
      .split('\n')
      .filter(line => line.includes('error') && !line.includes('vitest.config.ts'))
    return lines.map(line => `starters: ${line}`)
  }
}

async function started(root: string, workspaceRoot: string, course: Course): Promise<string[]> {
  const grader = await createGrader({ workspaceRoot, course, assets: { root: join(root, 'dist') } })
  const report = await grader.grade(course.lessons.map(lesson => lesson.id))
  await grader.close()
  return report.lessons
    .filter(lesson => lesson.verdict !== 'not-started')
    .map(lesson => `${lesson.id}: the starter counts as ${lesson.verdict}: ${lesson.problem?.message ?? ''}`)
}
