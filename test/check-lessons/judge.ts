/** Judges variants: in scratch workspaces made of the solutions, without Vitest, several at a time. */
import { type ChildProcess, fork } from 'node:child_process'
import { copyFileSync, cpSync, existsSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { loadCourse } from '../../src/course/load.ts'
import { NOT_PLAIN } from '../../src/grader/diagnose/plain.ts'
import type { LessonReport } from '../../src/grader/types.ts'
import type { Confusion, Costs, JudgeAnswer, JudgeRequest } from './judge-process.ts'
import type { Variant } from './variants.ts'

/** A program instead of a file of the solutions: the lesson's first one, or another one of the workspace. */
export type Program = { source: string; file: string | null }
export type GradeOptions = {
  seed?: number
  /** `alone`: in a process in which no other program ran before. */
  place?: 'shared' | 'alone'
  /** Whether mistakes are compared with each other, which takes its time. */
  comparesMistakes?: boolean
}

export type Judge = {
  /** The report of one lesson with this program; null for the solution itself. */
  grade: (lesson: string, program: Program | null, options?: GradeOptions) => Promise<LessonReport>
  /** As `grade`, with what it cost, and the mistakes that the rows can't tell apart. */
  measure: (
    lesson: string,
    program: Program | null,
  ) => Promise<{ report: LessonReport; costs: Costs; confusions: Confusion[] }>
  close: () => Promise<void>
}

/** Each program leaves its modules behind; another process takes over after so many. */
const PROGRAMS_OF_A_PROCESS = 150

/** Starts a judge with a workspace of its own. */
export async function createJudge(root: string): Promise<Judge> {
  const dist = join(root, 'dist')
  const course = await loadCourse(join(dist, 'course.json'))
  const workspaceRoot = realpathSync(mkdtempSync(join(tmpdir(), 'jwt-lessons-judge-')))
  const solutions = join(root, 'solutions')
  cpSync(solutions, workspaceRoot, { recursive: true, dereference: true })
  writeFileSync(join(workspaceRoot, 'package.json'), '{ "type": "module" }\n')
  let child: ChildProcess | null = null
  let served = 0
  let count = 0

  const ask = (request: JudgeRequest): Promise<JudgeAnswer> =>
    new Promise((resolve, reject) => {
      if (served++ >= PROGRAMS_OF_A_PROCESS) {
        child?.disconnect()
        child = null
        served = 1
      }
      child ??= fork(join(import.meta.dirname, 'judge-process.ts'), [], {
        execArgv: ['--no-warnings'],
        serialization: 'advanced',
      })
      const asked = child
      const onExit = (): void => {
        child = null
        reject(new Error(`The judge's process ended while it judged ${request.lesson.id}.`))
      }
      asked.once('exit', onExit)
      asked.once('message', answer => {
        asked.off('exit', onExit)
        resolve(answer as JudgeAnswer)
      })
      asked.send(request)
    })

  const judge = async (
    id: string,
    program: Program | null,
    { seed, place, comparesMistakes = false }: GradeOptions,
  ): Promise<JudgeAnswer> => {
    const lesson = course.lessons.find(candidate => candidate.id === id)
    if (lesson === undefined) throw new Error(`There is no lesson ${id} in dist/. Run: npm run build`)
    const file = join(workspaceRoot, program?.file ?? (lesson.files[0] as string))
    if (program !== null) writeFileSync(file, program.source)
    try {
      return await ask({
        number: ++count,
        lesson,
        workspaceRoot,
        dist,
        seed: seed ?? Math.floor(Math.random() * 0x7fffffff),
        sharing: place === 'alone' ? 'none' : 'lessons',
        comparesMistakes,
      })
    } finally {
      // The next variant is judged among our own files again.
      const own = join(solutions, program?.file ?? (lesson.files[0] as string))
      if (program !== null && existsSync(own)) copyFileSync(own, file)
    }
  }

  return {
    grade: async (id, program, options = {}) => (await judge(id, program, options)).report,
    async measure(id, program) {
      // The first run loads and compiles, which a learner's later saves do not pay.
      const { confusions } = await judge(id, program, { comparesMistakes: true })
      return { ...(await judge(id, program, {})), confusions }
    },
    async close() {
      child?.disconnect()
      rmSync(workspaceRoot, { recursive: true, force: true })
    },
  }
}

/** What stands in a message where a value that has no plain form was turned into text. */
const NO_WORDS = String(NOT_PLAIN)

/** Why a variant's report is not what it should be; null when it is. */
export function complaint(variant: Variant, report: LessonReport): string | null {
  if (report.problem?.kind === 'internal') return `internal: ${report.problem.message}`
  if (variant.kind === 'alternative')
    return report.verdict === 'passed' ? null : `is right but got: ${summary(report)}`
  if (variant.diagnosis === null || variant.step === null)
    return 'names no diagnosis or no step: its first lines are "// diagnosis: id" and "// step: id"'
  if (report.verdict === 'passed') return 'is wrong but passed: add a row or a test that it fails'
  const found = firstFailure(report)
  if (report.problem !== null && found === null)
    return report.problem.kind === variant.diagnosis
      ? null
      : `got the problem ${report.problem.kind}: ${report.problem.message}`
  if (found?.step !== variant.step)
    return `was caught by the step ${found?.step}, not ${variant.step}: ${summary(report)}`
  const odd = failures(report).find(({ message }) => message.includes(NO_WORDS))
  if (odd !== undefined) return `is shown a symbol of ours: [${odd.id}] ${odd.message}`
  const ids = failures(report).map(failure => failure.id)
  if (!ids.includes(variant.diagnosis))
    return `got ${[...new Set(ids)].join(', ')}, not ${variant.diagnosis}: ${summary(report)} If both explain every row so far, add a row on which they differ.`
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
