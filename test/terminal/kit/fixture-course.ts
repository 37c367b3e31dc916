import { cpSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { Course, Lesson } from '../../../src/course/types.ts'
import { course as small } from '../../ui/kit/course.ts'
import { courseOf } from './learner.ts'
import type { Program } from './program.ts'

/**
 * The program with a small course of texts that do not change, so that a reviewed screen changes only with the program:
 * lesson 01 is graded by its own hidden tests, the others are only listed.
 */
export function withFixtureCourse(program: Program): Program {
  // In a folder of its own: npx removes what it does not know from the folder that it installs into.
  const packageRoot = mkdtempSync(join(tmpdir(), 'jwt-lessons-fixture-'))
  cpSync(program.packageRoot, packageRoot, { recursive: true })
  symlinkSync(dirname(program.packageRoot), join(packageRoot, 'node_modules'))
  const [real] = courseOf(program).lessons
  writeFileSync(join(packageRoot, 'dist/course.json'), JSON.stringify(fixtureCourse(real as Lesson)))
  return { ...program, packageRoot, command: ['node', join(packageRoot, 'dist/cli.js')] }
}

/** Removes what `withFixtureCourse` made. */
export function removeFixture({ packageRoot }: Program): void {
  rmSync(packageRoot, { recursive: true, force: true })
}

/** The small course; its first lesson has the ids of the real one, because its hidden tests know them. */
function fixtureCourse(real: Lesson): Course {
  const [first, ...others] = small.lessons as [Lesson, ...Lesson[]]
  const steps = first.steps.map((step, index) => ({ ...step, id: real.steps[index]?.id ?? step.id }))
  const { why, recap, reading, title } = first
  return { ...small, lessons: [{ ...real, title, why, recap, reading, steps }, ...others] }
}
