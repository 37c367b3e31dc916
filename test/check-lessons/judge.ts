/** Grades variants in scratch workspaces made of the solutions. */
import { copyFileSync, cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { loadCourse } from '../../src/course/load.ts'
import { createGrader } from '../../src/grader/index.ts'
import type { LessonReport } from '../../src/grader/types.ts'
import type { Variant } from './variants.ts'

export type Judge = {
  /** The report of one lesson with this program instead of its file; null for the solution itself. */
  grade: (
    lesson: string,
    program: { source: string; file: string | null } | null,
    seed?: number,
  ) => Promise<LessonReport>
  close: () => Promise<void>
}

/** Starts a judge with a workspace of its own. */
export async function createJudge(root: string): Promise<Judge> {
  const dist = join(root, 'dist')
  const course = await loadCourse(join(dist, 'course.json'))
  const workspaceRoot = mkdtempSync(join(tmpdir(), 'jwt-lessons-judge-'))
  const solutions = join(root, 'solutions')
  cpSync(solutions, workspaceRoot, { recursive: true, dereference: true })
  writeFileSync(join(workspaceRoot, 'package.json'), '{ "type": "module" }\n')
  const grader = await createGrader({
    workspaceRoot,
    course,
    assets: { root: dist },
    spares: Number(process.env.SPARES ?? 1),
  })
  return {
    async grade(id, program, seed) {
      const lesson = course.lessons.find(candidate => candidate.id === id)
      if (lesson === undefined) throw new Error(`There is no lesson ${id} in dist/. Run: npm run build`)
      const file = program?.file ?? (lesson.files[0] as string)
      if (program !== null) writeFileSync(join(workspaceRoot, file), program.source)
      const report = await grader.grade([id], seed === undefined ? {} : { seed })
      // The next variant is judged among our own files again.
      if (program !== null) copyFileSync(join(solutions, file), join(workspaceRoot, file))
      return report.lessons[0] as LessonReport
    },
    async close() {
      await grader.close()
      rmSync(workspaceRoot, { recursive: true, force: true })
    },
  }
}

/** Why a variant's report is not what it should be; null when it is. */
export function complaint(variant: Variant, report: LessonReport): string | null {
  if (report.problem?.kind === 'internal') return `internal: ${report.problem.message}`
  if (variant.kind === 'alternative')
    return report.verdict === 'passed' ? null : `is right but got: ${summary(report)}`
  if (variant.diagnosis === null || variant.step === null)
    return 'names no diagnosis or no step in its first lines'
  if (report.verdict === 'passed') return 'is wrong but passed'
  const found = firstFailure(report)
  if (report.problem !== null && found === null)
    return report.problem.kind === variant.diagnosis
      ? null
      : `got the problem ${report.problem.kind}: ${report.problem.message}`
  if (found?.step !== variant.step)
    return `was caught by the step ${found?.step}, not ${variant.step}: ${summary(report)}`
  const ids = failures(report).map(failure => failure.id)
  if (!ids.includes(variant.diagnosis))
    return `got ${ids.join(', ')}, not ${variant.diagnosis}: ${summary(report)}`
  return null
}

type Failure = { step: string; test: string; id: string; message: string }

/** All failing tests with their diagnoses, in order. */
export function failures(report: LessonReport): Failure[] {
  return report.steps.flatMap(step =>
    step.tests
      .filter(test => test.verdict !== 'passed')
      .map(test => ({
        step: step.id,
        test: test.name,
        id: test.diagnosis?.id ?? '',
        message: test.diagnosis?.message ?? '',
      })),
  )
}

function firstFailure(report: LessonReport): Failure | null {
  return failures(report)[0] ?? null
}

function summary(report: LessonReport): string {
  const failure = firstFailure(report)
  if (failure === null) return `${report.verdict} ${report.problem?.message ?? ''}`
  return `${report.verdict} at ${failure.step} / ${failure.test}: [${failure.id}] ${failure.message}`
}
