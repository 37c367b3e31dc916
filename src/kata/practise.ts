import type { CourseReport } from '../grader/types.ts'
import { forbiddenBy } from './approaches.ts'
import type { PlacedFinding } from './scratch.ts'
import { type Stopwatch, stopwatchSaved, stopwatchStopped } from './stopwatch.ts'
import type { Approach, KataRun, Variant } from './types.ts'

/** What is practised. */
export type Kata = { target: string; lessonIds: string[]; variant: Variant }

/** What happens while somebody practises. */
export type KataEvent =
  | { kind: 'started' }
  | { kind: 'graded'; report: CourseReport; seconds: number }
  /** All tests pass, but the code uses what the variant forbids. */
  | { kind: 'forbidden'; findings: PlacedFinding[]; seconds: number }
  | { kind: 'passed'; run: KataRun }

export type KataPorts = {
  /** Tells each save until it is closed. */
  watch: (onSave: () => void) => Promise<{ close(): void }>
  grade: (lessonIds: readonly string[]) => Promise<CourseReport>
  approaches: () => Promise<PlacedFinding[]>
  /** Milliseconds since the epoch. */
  now: () => number
  tell: (event: KataEvent) => void
  /** Ends the kata without a run. */
  signal: AbortSignal
}

/**
 * Runs one kata: waits for saves, grades each, and ends with the pass.
 * @returns the run, or null when it was ended before
 * @throws what grading or reading throws
 */
export async function practise(kata: Kata, ports: KataPorts): Promise<KataRun | null> {
  let stopwatch: Stopwatch = { startedAt: ports.now(), saves: 0 }
  let wake: () => void = () => {}
  let unseen = false
  const onSave = () => {
    stopwatch = stopwatchSaved(stopwatch)
    unseen = true
    wake()
  }
  ports.signal.addEventListener('abort', () => wake())
  const watcher = await ports.watch(onSave)
  stopwatch = { ...stopwatch, startedAt: ports.now() }
  ports.tell({ kind: 'started' })
  try {
    while (!ports.signal.aborted) {
      // Saves that come while one is graded are graded together afterwards.
      if (!unseen) {
        await new Promise<void>(resolve => {
          wake = resolve
        })
      }
      if (ports.signal.aborted) return null
      if (!unseen) continue
      unseen = false
      const run = await tryOnce(kata, ports, stopwatch)
      if (run !== null) return run
    }
    return null
  } finally {
    watcher.close()
  }
}

async function tryOnce(kata: Kata, ports: KataPorts, stopwatch: Stopwatch): Promise<KataRun | null> {
  const report = await ports.grade(kata.lessonIds)
  const stopped = stopwatchStopped(stopwatch, ports.now())
  ports.tell({ kind: 'graded', report, seconds: stopped.seconds })
  const passed = kata.lessonIds.every(id =>
    report.lessons.some(one => one.id === id && one.verdict === 'passed'),
  )
  if (!passed) return null
  const seen = await ports.approaches()
  const findings = forbiddenBy(kata.variant, seen) as PlacedFinding[]
  if (findings.length > 0) {
    ports.tell({ kind: 'forbidden', findings, seconds: stopped.seconds })
    return null
  }
  const run: KataRun = {
    target: kata.target,
    variant: kata.variant,
    at: new Date(ports.now()).toISOString(),
    seconds: stopped.seconds,
    saves: stopped.saves,
    approaches: [...new Set(seen.map((one): Approach => one.approach))].sort(),
  }
  ports.tell({ kind: 'passed', run })
  return run
}
