/** `check` in a new process, beside `vitest run`. */
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { inMilliseconds, inWords, summarize } from './statistics.ts'
import { type Row, ratioOf } from './table.ts'
import { save } from './ui.ts'
import type { World } from './world.ts'

const MOST_COURSE_MS = 3_000

export async function measureChecks(world: World, rounds: number): Promise<Row[]> {
  save(world.workspace, world, 'right')
  save(world.yardstick, world, 'right')
  const cli = join(world.dist, 'cli.js')
  const ours: number[] = []
  const theirs: number[] = []
  const courses: number[] = []
  for (let round = -1; round < rounds; round++) {
    const mine = await timeOf([cli, 'check', world.lesson.id], world.workspace)
    const vitest = await timeOf([world.vitest, 'run', world.lesson.id], world.yardstick)
    const course = await timeOf([cli, 'check'], world.workspace)
    if (round < 0) continue
    ours.push(mine)
    theirs.push(vitest)
    courses.push(course)
  }
  const [mine, vitest, course] = [summarize(ours), summarize(theirs), summarize(courses)]
  const count = world.course.lessons.length
  return [
    {
      what: `check of one lesson, cold, ${world.lesson.id}`,
      measured: inWords(mine),
      yardstick: `vitest run: ${inWords(vitest)}`,
      target: '1x',
      ratio: ratioOf(mine.median, vitest.median),
    },
    {
      what: `check of the whole course, cold, ${count} lessons`,
      measured: inWords(course),
      yardstick: `${inMilliseconds((course.median - mine.median) / Math.max(1, count - 1))} for each lesson more`,
      target: inMilliseconds(MOST_COURSE_MS),
      ratio: ratioOf(course.median, MOST_COURSE_MS),
    },
  ]
}

/** Milliseconds from the start of a Node program to its end; exit codes above 1 are no measurement. */
async function timeOf(args: string[], cwd: string): Promise<number> {
  const start = performance.now()
  const child = spawn(process.execPath, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', chunk => (output += chunk))
  const code = await new Promise<number | null>(resolve => child.once('close', resolve))
  if (code !== 0) throw new Error(`node ${args.join(' ')} ended with ${code}:\n${output}`)
  return performance.now() - start
}
