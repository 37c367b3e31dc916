/** Save to verdict: our program beside `vitest --watch`, in turns. */
import { inWords, type Summary, summarize } from './statistics.ts'
import { type Row, ratioOf } from './table.ts'
import { openTerminal } from './terminal.ts'
import { type Answer, goToBuild, openUi, save, saveAndWait } from './ui.ts'
import { pause, type World } from './world.ts'

const MOST_MS = 80
/** Of what Vitest takes in watch mode for the same hidden tests. */
const MOST_OF_VITEST = 0.17
/** Between two saves: what is got ready for the next one must not be measured with it. */
const BETWEEN_MS = 500
const ANSWERS: Answer[] = ['wrong', 'right']

/** Rounds of one program before it is the other one's turn. */
const BLOCK = 10
/** Rounds at the beginning of a block that only warm it up. */
const WARM_UP = 2

type Times = Record<Answer, number[]>

export async function measureSaves(world: World, rounds: number): Promise<Row[]> {
  const ui = await openUi(world)
  const watch = openTerminal([world.vitest, '--watch', '--no-color', world.lesson.id], {
    cwd: world.yardstick,
  })
  const watchDone = /Waiting for file changes|Watching for file changes/
  const ours: Times = { right: [], wrong: [] }
  const theirs: Times = { right: [], wrong: [] }
  try {
    await goToBuild(ui)
    await watch.untilWritten(watchDone)
    // In turns, but not save by save: nobody works with both at once, and each throws the other out of the caches.
    for (let done = 0; done < rounds; done += BLOCK) {
      const block = Math.min(BLOCK, rounds - done)
      await inBlock(block, ours, (answer, round) => saveAndWait(ui, world, answer, round))
      await inBlock(block, theirs, async (answer, round) => {
        watch.takeOutput()
        const start = performance.now()
        save(world.yardstick, world, answer, round)
        return (await watch.untilWritten(watchDone)) - start
      })
    }
  } finally {
    await Promise.all([ui.kill(), watch.kill()])
  }
  const all = (times: Times): Summary => summarize([...times.right, ...times.wrong])
  const row = (what: string, mine: Summary, watched: Summary): Row => ({
    what,
    measured: inWords(mine),
    yardstick: `vitest --watch: ${inWords(watched)}`,
    target: `${MOST_MS} ms, ${MOST_OF_VITEST}x`,
    ratio: Math.max(ratioOf(mine.median, MOST_MS), ratioOf(mine.median, watched.median * MOST_OF_VITEST)),
  })
  return [
    row(`save to verdict, ${world.lesson.id}`, all(ours), all(theirs)),
    {
      ...row('  of a right answer', summarize(ours.right), summarize(theirs.right)),
      ratio: null,
      target: '',
    },
    {
      ...row('  of a wrong answer', summarize(ours.wrong), summarize(theirs.wrong)),
      ratio: null,
      target: '',
    },
  ]
}

async function inBlock(
  rounds: number,
  times: Times,
  measure: (answer: Answer, round: number) => Promise<number>,
): Promise<void> {
  for (let round = -WARM_UP; round < rounds; round++) {
    for (const answer of ANSWERS) {
      await pause(BETWEEN_MS)
      const time = await measure(answer, round + WARM_UP)
      if (round >= 0) times[answer].push(time)
    }
  }
}
