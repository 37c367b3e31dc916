import { PassThrough, Writable } from 'node:stream'
import type { CommandIo } from '../../src/commands/io.ts'
import { runProgram } from '../../src/commands/program.ts'
import type { Services } from '../../src/commands/session.ts'
import type { CourseReport, LessonReport } from '../../src/grader/types.ts'
import { createWorld, type World } from '../workspace/world.ts'

/** A learner at a desk: a world, a terminal or none, and a grader that says what the test wants. */
export type Desk = {
  world: World
  /** Verdicts by lesson id; a lesson that is not named is not started. */
  verdicts: Record<string, Partial<LessonReport>>
  /** Seeds that the grader was asked for. */
  seeds: (number | undefined)[]
  services: Services
  /** Runs the program as typed. */
  run(...args: string[]): Promise<Ran>
  /** The same with another folder, environment, width, or answers on a terminal. */
  runIn(place: Partial<Place>, ...args: string[]): Promise<Ran>
  remove(): Promise<void>
}

export type Ran = { exitCode: number; stdout: string; stderr: string }

type Place = {
  cwd: string
  env: Record<string, string>
  columns: number
  terminal: 'none' | 'stdout'
  answer: string | null
}

export const NOW = new Date('2026-05-01T10:20:30.000Z')

export async function createDesk(): Promise<Desk> {
  const world = await createWorld()
  const verdicts: Desk['verdicts'] = {}
  const seeds: Desk['seeds'] = []
  const services: Services = {
    course: world.course,
    assets: { root: `${world.root}/dist` },
    startGrader: async () => ({
      async grade(lessonIds, { seed, onLesson } = {}) {
        seeds.push(seed)
        const report = reportOf(world, verdicts, lessonIds, seed ?? 7)
        for (const lesson of report.lessons) onLesson?.(lesson)
        return report
      },
      close: async () => {},
    }),
  }
  const runIn = async (place: Partial<Place>, ...args: string[]): Promise<Ran> => {
    const stdout = sink()
    const stderr = sink()
    const io = createIo(world, place, stdout.stream, stderr.stream)
    const exitCode = await runProgram(args, io, services)
    return { exitCode, stdout: stdout.text(), stderr: stderr.text() }
  }
  return {
    world,
    verdicts,
    seeds,
    services,
    runIn,
    run: (...args) => runIn({}, ...args),
    remove: world.remove,
  }
}

function createIo(world: World, place: Partial<Place>, stdout: Writable, stderr: Writable): CommandIo {
  const stdin: PassThrough & { isTTY?: boolean } = new PassThrough()
  if (typeof place.answer === 'string') {
    stdin.isTTY = true
    stdin.write(`${place.answer}\n`)
  } else stdin.end()
  return {
    stdout,
    stderr,
    stdin,
    isTTY: place.terminal === 'stdout',
    env: place.env ?? {},
    cwd: place.cwd ?? world.root,
    columns: place.columns,
    now: () => NOW,
  }
}

function sink(): { stream: Writable; text: () => string } {
  let text = ''
  const stream = new Writable({
    decodeStrings: false,
    write(chunk, _encoding, done) {
      text += chunk
      done()
    },
  })
  return { stream, text: () => text }
}

function reportOf(
  world: World,
  verdicts: Desk['verdicts'],
  ids: readonly string[],
  seed: number,
): CourseReport {
  const lessons = world.course.lessons
    .filter(({ id }) => ids.includes(id))
    .map(lesson =>
      lessonReport(
        lesson.id,
        lesson.title,
        lesson.files,
        seed,
        verdicts[lesson.id] ?? { verdict: 'not-started' },
      ),
    )
  const passed = lessons.filter(({ verdict }) => verdict === 'passed').length
  return { schema: 1, course: '0.1.0', passed, total: lessons.length, seed, lessons }
}

function lessonReport(
  id: string,
  title: string,
  files: string[],
  seed: number,
  more: Partial<LessonReport>,
): LessonReport {
  const stepVerdict = more.verdict === 'passed' ? 'passed' : 'not-reached'
  return {
    id,
    title,
    chapter: 'build',
    files,
    verdict: 'not-started',
    durationMs: 41,
    seed,
    problem: null,
    steps: ['first', 'second'].map(step => ({
      id: step,
      title: `The ${step} step`,
      verdict: stepVerdict,
      tests: [],
    })),
    console: [],
    blockedBy: [],
    imports: [],
    ...more,
  }
}

/** A lesson whose second step fails with a full diagnosis. */
export const FAILING: Partial<LessonReport> = {
  verdict: 'failed',
  steps: [
    {
      id: 'first',
      title: 'The first step',
      verdict: 'passed',
      tests: [{ name: 'three bytes', verdict: 'passed', diagnosis: null }],
    },
    {
      id: 'second',
      title: 'The second step',
      verdict: 'failed',
      tests: [
        {
          name: 'one byte <&> "tail"',
          verdict: 'failed',
          diagnosis: {
            id: 'padding-kept',
            message: 'Your output ends with "=": that is padding.',
            call: 'encode(bytes [ 66 ])',
            expected: "'Zg'",
            actual: "'Zg=='",
            reference: 'RFC 7515 §2',
            file: 'jwt/base64url.ts',
            line: 12,
            comparison: ['expected  Zg', 'actual    Zg==', '            ^'],
          },
        },
        { name: 'two bytes', verdict: 'failed', diagnosis: null },
      ],
    },
  ],
  console: [{ step: 'second', text: 'debug \u001b[2J me\n' }],
}
