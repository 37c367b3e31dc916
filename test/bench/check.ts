/** `check` in a new process, beside `vitest run`. */
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { inMilliseconds, inWords, summarize } from './statistics.ts'
import { type Row, ratioOf } from './table.ts'
import { save } from './ui.ts'
import type { World } from './world.ts'

/** Processor time of all processes for each lesson beyond the first, in milliseconds. */
const MOST_LESSON_MS = 350
/** Of that processor time, how much may pass on two cores. */
const MOST_WALL = 0.6
/** Of what plain Vitest takes for the same file. */
const MOST_OF_VITEST = 0.8

export async function measureChecks(world: World, rounds: number): Promise<Row[]> {
  save(world.workspace, world, 'right')
  save(world.yardstick, world, 'right')
  const cli = join(world.dist, 'cli.js')
  const ours: Times[] = []
  const theirs: Times[] = []
  const courses: Times[] = []
  for (let round = -1; round < rounds; round++) {
    const mine = await timesOf([cli, 'check', world.lesson.id], world.workspace)
    const vitest = await timesOf([world.vitest, 'run', world.lesson.id], world.yardstick)
    const course = await timesOf([cli, 'check'], world.workspace)
    if (round < 0) continue
    ours.push(mine)
    theirs.push(vitest)
    courses.push(course)
  }
  const median = (times: Times[], name: keyof Times) => summarize(times.map(time => time[name]))
  const [mine, vitest] = [median(ours, 'wallMs'), median(theirs, 'wallMs')]
  const count = world.course.lessons.length
  const courseCpu = median(courses, 'cpuMs')
  const courseWall = median(courses, 'wallMs')
  const eachLesson = (courseCpu.median - median(ours, 'cpuMs').median) / Math.max(1, count - 1)
  return [
    {
      what: `check of one lesson, cold, ${world.lesson.id}`,
      measured: inWords(mine),
      yardstick: `vitest run: ${inWords(vitest)}`,
      target: `${MOST_OF_VITEST}x`,
      ratio: ratioOf(mine.median, vitest.median * MOST_OF_VITEST),
    },
    {
      what: `check of the whole course, CPU time of all processes`,
      measured: `${inMilliseconds(eachLesson)} a lesson beyond the first`,
      yardstick: `${count} lessons: ${inWords(courseCpu)}`,
      target: inMilliseconds(MOST_LESSON_MS),
      ratio: ratioOf(eachLesson, MOST_LESSON_MS),
    },
    {
      what: 'check of the whole course, time that passes',
      measured: inWords(courseWall),
      yardstick: `CPU time: ${inMilliseconds(courseCpu.median)}`,
      target: `${MOST_WALL}x`,
      ratio: ratioOf(courseWall.median, courseCpu.median * MOST_WALL),
    },
  ]
}

type Times = { wallMs: number; cpuMs: number }

/** What a Node program and all the processes that it starts take; exit codes above 0 are no measurement. */
async function timesOf(args: string[], cwd: string): Promise<Times> {
  // The shell counts the processor time of the program, and of what it waited for, too.
  const script = 'TIMEFORMAT="%R %U %S"; time "$@" >/dev/null'
  const child = spawn('bash', ['-c', script, 'bash', process.execPath, ...args], {
    cwd,
    env: { ...process.env, LC_ALL: 'C' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', chunk => (output += chunk))
  const code = await new Promise<number | null>(resolve => child.once('close', resolve))
  const [, wall, user, system] = /([\d.]+) ([\d.]+) ([\d.]+)\s*$/.exec(output) ?? []
  if (code !== 0) throw new Error(`node ${args.join(' ')} ended with ${code}:\n${output}`)
  return { wallMs: Number(wall) * 1000, cpuMs: (Number(user) + Number(system)) * 1000 }
}
