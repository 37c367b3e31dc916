/** Memory over a long time of use: keys without sense, saves of right and wrong answers, other window sizes. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { readVariants } from '../check-lessons/variants.ts'
import { randomFrom } from '../terminal/kit/random.ts'
import { randomKey } from '../terminal/kit/random-keys.ts'
import { MOST_BYTES, MOST_GROWTH, quietMemory } from './memory.ts'
import { inBytes } from './statistics.ts'
import { type Row, ratioOf } from './table.ts'
import { openTerminal } from './terminal.ts'
import { pause, type World } from './world.ts'

const MINUTE_MS = 60_000
/** By then everything that is used has been loaded. */
const SETTLED_MINUTES = 5
/** Between two keys; people are slower. */
const BETWEEN_MS = 150
const SAVES = 0.03
const RESIZES = 0.01
const SEED = 11

/** Uses the course for so many minutes, without sense. Linux only: memory is read from /proc. */
export async function measureUse(world: World, minutes: number): Promise<Row[]> {
  if (process.platform !== 'linux') return []
  const random = randomFrom(SEED)
  const oneOf = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T
  const answers = answersOf(world)
  const env = { EDITOR: 'true', VISUAL: 'true' }
  const terminal = openTerminal([join(world.dist, 'cli.js')], { cwd: world.workspace, env })
  let isOver = false
  const ended = terminal.exited.then(() => {
    if (!isOver) throw new Error(`The program ended. Its screen:\n${terminal.screen()}`)
  })
  const use = async (): Promise<Row[]> => {
    await terminal.until('the first screen', screen => screen.trim() !== '')
    const looks: number[] = []
    for (let minute = 1; minute <= minutes; minute++) {
      const end = performance.now() + MINUTE_MS
      while (performance.now() < end) {
        terminal.type(randomKey(random))
        if (random() < SAVES) {
          const { file, text } = oneOf(answers)
          writeFileSync(join(world.workspace, file), text)
        }
        if (random() < RESIZES)
          terminal.resize(60 + Math.floor(random() * 140), 16 + Math.floor(random() * 44))
        await pause(BETWEEN_MS)
        terminal.takeOutput()
      }
      looks.push(await quietMemory(terminal.pid))
      process.stderr.write(`minute ${minute} of ${minutes}: ${inBytes(looks.at(-1) as number)}\n`)
    }
    const early = looks[Math.min(SETTLED_MINUTES, minutes) - 1] as number
    const late = looks.at(-1) as number
    return [
      {
        what: `memory of all processes after ${minutes} minutes of random use`,
        measured: `${inBytes(late)} (highest ${inBytes(Math.max(...looks))})`,
        yardstick: `after ${Math.min(SETTLED_MINUTES, minutes)}: ${inBytes(early)}`,
        target: `${inBytes(MOST_BYTES)}, +10%`,
        ratio: Math.max(ratioOf(late, MOST_BYTES), ratioOf(late / early, MOST_GROWTH)),
      },
    ]
  }
  try {
    return (await Promise.race([use(), ended])) as Row[]
  } finally {
    isOver = true
    await terminal.kill()
  }
}

/** Every solution, and every mistake of every lesson. */
function answersOf({ course, root }: World): { file: string; text: string }[] {
  return course.lessons.flatMap(({ id, files }) => {
    const file = files[0] as string
    const mistakes = readVariants(root, id).filter(({ kind }) => kind === 'mistake')
    const solution = { file, text: readFileSync(join(root, 'solutions', file), 'utf8') }
    return [solution, ...mistakes.map(({ source }) => ({ file, text: source }))]
  })
}
