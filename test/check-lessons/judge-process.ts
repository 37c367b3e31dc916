/**
 * The program of a judge: carries out hidden tests without Vitest, in this process. Its sandbox is kept from one program to
 * the next, with modules of its own for each.
 */
import { readFileSync } from 'node:fs'
import { registerHooks } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Lesson } from '../../src/course/types.ts'
import type { TestMeta } from '../../src/grader/kit/lesson.ts'
import { reportOf, type TestRun } from '../../src/grader/report.ts'
import { limitsOf, partOf, type RunSettings } from '../../src/grader/settings.ts'
import type { LessonReport } from '../../src/grader/types.ts'
import { wallsHere } from '../../src/sandbox/walls.ts'
import { childrenTimes, type ProcessTimes, workedSince } from './processor-time.ts'
import { collect, type Collected } from './vitest-stub.ts'

/** What a judge is asked. `sharing`: whether the sandbox may have had another program before. */
export type JudgeRequest = {
  number: number
  lesson: Lesson
  workspaceRoot: string
  dist: string
  seed: number
  sharing: RunSettings['sharing']
  comparesMistakes: boolean
}

/** Processor time in milliseconds: of the hidden tests here, and of learner code in its sandbox (null where not known). */
export type Costs = { testsMs: number; sandboxMs: number | null }
/** Mistakes of a step that its rows can't tell apart. */
export type Confusion = { step: string; named: string; hidden: string }
export type JudgeAnswer = { number: number; report: LessonReport; costs: Costs; confusions: Confusion[] }

/** As in the program, in milliseconds. */
const DEADLINE_MS = 2_000

const stub = new URL('./vitest-stub.ts', import.meta.url).href
registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'vitest' ? { url: stub, shortCircuit: true } : next(specifier, context),
})

let count = 0

process.on('message', (request: JudgeRequest) => {
  void judge(request).then(
    answer => process.send?.(answer),
    error => {
      console.error(error)
      process.exit(1)
    },
  )
})
process.on('disconnect', () => process.exit(0))

async function judge({
  number,
  lesson,
  workspaceRoot,
  dist,
  seed,
  sharing,
  comparesMistakes,
}: JudgeRequest): Promise<JudgeAnswer> {
  const settings: RunSettings = {
    workspaceRoot,
    sandboxProgram: join(dist, 'sandbox-child.js'),
    deadlineMs: DEADLINE_MS,
    seed,
    // The same for all: a sandbox is kept for the runs of one number.
    run: 1,
    lessons: [partOf(lesson)],
    sharing,
    limits: limitsOf(),
    walls: wallsHere(),
    comparesMistakes,
  }
  const sandboxes = childrenTimes()
  const own = process.cpuUsage()
  const start = performance.now()
  const url = `${pathToFileURL(join(dist, 'tests', `${lesson.id}.test.js`)).href}?program=${count++}`
  const file = await collect(settings, () => import(url))
  const tests = await carryOut(file)
  const { user, system } = process.cpuUsage(own)
  const durationMs = performance.now() - start
  const read = (path: string): string | null => textOf(join(workspaceRoot, path))
  return {
    number,
    report: reportOf(lesson, { tests, errors: [], durationMs, seed }, { read, isGiven: () => false }),
    confusions: tests.flatMap(({ step, meta }) =>
      (meta?.notToldApart ?? []).map(([named, hidden]) => ({ step, named, hidden })),
    ),
    costs: { testsMs: (user + system) / 1000, sandboxMs: sandboxTime(sandboxes) },
  }
}

class Skipped extends Error {}

async function carryOut({ before, after, tests }: Collected): Promise<TestRun[]> {
  const runs: TestRun[] = []
  for (const hook of before) await hook()
  for (const { step, name, body } of tests) {
    const meta: { jwtLessons?: TestMeta } = {}
    const skip = (): never => {
      throw new Skipped()
    }
    const error = await Promise.resolve(body({ task: { meta }, skip })).then(
      () => null,
      (thrown: unknown) => (thrown instanceof Skipped ? null : messageOf(thrown)),
    )
    runs.push({ name, step, meta: meta.jwtLessons ?? null, error })
  }
  for (const hook of after) await hook()
  return runs
}

/** What the sandboxes that were there before took since then; a new one also took its start, which is not the lesson's. */
function sandboxTime(before: ProcessTimes | null): number | null {
  return before === null || before.size === 0 ? null : workedSince(before)
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

function textOf(path: string): string | null {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return null
  }
}
