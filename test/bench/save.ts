/** Save to verdict: our program beside `vitest --watch`, in turns. */
import { inWords, type Summary, summarize } from './statistics.ts'
import { type Row, ratioOf } from './table.ts'
import { openTerminal } from './terminal.ts'
import { type Answer, goToBuild, openUi, save, saveAndWait } from './ui.ts'
import { pause, type World } from './world.ts'

const MOST_MS = 80
/** Between two saves: what is got ready for the next one must not be measured with it. */
const BETWEEN_MS = 500
const ANSWERS: Answer[] = ['wrong', 'right']

type Times = Record<Answer, number[]>

export async function measureSaves(world: World, rounds: number): Promise<Row[]> {
  const ui = await openUi(world)
  await goToBuild(ui)
  const watch = openTerminal([world.vitest, '--watch', '--no-color', world.lesson.id], {
    cwd: world.yardstick,
  })
  const watchDone = /Waiting for file changes|Watching for file changes/
  await watch.untilWritten(watchDone)
  const ours: Times = { right: [], wrong: [] }
  const theirs: Times = { right: [], wrong: [] }
  try {
    for (let round = -2; round < rounds; round++) {
      for (const answer of ANSWERS) {
        await pause(BETWEEN_MS)
        const mine = await saveAndWait(ui, world, answer)
        await pause(BETWEEN_MS)
        watch.takeOutput()
        const start = performance.now()
        save(world.yardstick, world, answer)
        const done = (await watch.untilWritten(watchDone)) - start
        // The first rounds warm both up.
        if (round < 0) continue
        ours[answer].push(mine)
        theirs[answer].push(done)
      }
    }
  } finally {
    await Promise.all([ui.kill(), watch.kill()])
  }
  const all = (times: Times): Summary => summarize([...times.right, ...times.wrong])
  const row = (what: string, mine: Summary, watched: Summary): Row => ({
    what,
    measured: inWords(mine),
    yardstick: `vitest --watch: ${inWords(watched)}`,
    target: `${MOST_MS} ms, 0.5x`,
    ratio: Math.max(ratioOf(mine.median, MOST_MS), ratioOf(mine.median, watched.median / 2)),
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
