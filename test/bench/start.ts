/** First frame, keys and bytes on the line. */
import { join } from 'node:path'
import { inBytes, inWords, summarize } from './statistics.ts'
import { type Row, ratioOf } from './table.ts'
import { openTerminal } from './terminal.ts'
import { goToBuild, openUi } from './ui.ts'
import { pause, type World } from './world.ts'

const MOST_OF_HELLO = 0.6
const MOST_KEY_MS = 33

/** Time from the start of the process to the first frame, in turns with Ink's smallest program. */
export async function measureFirstFrame(world: World, rounds: number): Promise<Row[]> {
  const ours: number[] = []
  const hellos: number[] = []
  const first = async (program: string, text: string): Promise<number> => {
    const start = performance.now()
    const terminal = openTerminal([program], { cwd: world.workspace })
    const time = (await terminal.until(text, screen => screen.includes(text))) - start
    await terminal.kill()
    await pause(200)
    return time
  }
  for (let round = -1; round < rounds; round++) {
    const mine = await first(join(world.dist, 'cli.js'), world.course.lessons[0]?.title ?? '')
    const hello = await first(join(world.root, 'test', 'bench', 'ink-hello.js'), 'hello')
    // The first round fills the compile cache and the cache of files.
    if (round < 0) continue
    ours.push(mine)
    hellos.push(hello)
  }
  const [mine, hello] = [summarize(ours), summarize(hellos)]
  return [
    {
      what: 'first frame of the UI',
      measured: inWords(mine),
      yardstick: `Ink hello, unbundled: ${inWords(hello)}`,
      target: `${MOST_OF_HELLO}x`,
      ratio: ratioOf(mine.median, hello.median * MOST_OF_HELLO),
    },
  ]
}

/** Time from a key to its effect on the screen, and how many bytes that takes. */
export async function measureKeys(world: World, rounds: number): Promise<Row[]> {
  const ui = await openUi(world)
  const times: number[] = []
  const sizes: number[] = []
  try {
    await goToBuild(ui)
    await pause(500)
    for (let round = 0; round < rounds; round++) {
      for (const key of ['b', 'n']) {
        const before = ui.screen()
        ui.takeOutput()
        const start = performance.now()
        ui.type(key)
        const done = await ui.until(`the effect of ${key}`, screen => screen !== before)
        await pause(50)
        times.push(done - start)
        sizes.push(Buffer.byteLength(ui.takeOutput()))
      }
    }
  } finally {
    await ui.kill()
  }
  const [time, size] = [summarize(times), summarize(sizes)]
  return [
    {
      what: 'key to screen',
      measured: inWords(time),
      yardstick: '',
      target: `${MOST_KEY_MS} ms`,
      ratio: ratioOf(time.median, MOST_KEY_MS),
    },
    {
      what: 'bytes a frame, another page of 120x40',
      measured: `${inBytes(size.median)} (95%: ${inBytes(size.p95)})`,
      yardstick: '',
      target: '',
      ratio: null,
    },
  ]
}
