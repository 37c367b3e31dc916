import type { Lesson } from '../course/types.ts'
import { openLearnerCode } from '../fuzz/learner-code.ts'
import { fuzzTarget, holds } from '../fuzz/run.ts'
import type { FuzzTarget } from '../fuzz/types.ts'
import type { Call, CallReport } from '../sandbox/types.ts'
import { countBuilt } from './built.ts'
import type { Finale, FinaleEvent, FuzzSummary } from './types.ts'

export type FinalePorts = {
  finale: Finale
  /** The lessons of the chapter, in order. */
  lessons: readonly Lesson[]
  targets: readonly FuzzTarget[]
  readFile: (file: string) => Promise<string | null>
  /** Calls functions of a lesson in a sandbox. */
  call: (lessonId: string, calls: readonly Call[], given?: Record<string, unknown>) => Promise<CallReport[]>
  sandbox: { workspaceRoot: string; program: string }
  onEvent: (event: FinaleEvent) => void
  signal: AbortSignal
}

/** Tokens for all targets of a chapter together. */
const TOKENS = 20_000

/** Shows the end of a chapter, step by step. Settles when all is shown, or soon after the signal. */
export async function runFinale(ports: FinalePorts): Promise<void> {
  const { finale, lessons, readFile, call, onEvent, signal } = ports
  onEvent({ kind: 'begun', titles: finale.proofs.map(({ title }) => title), closing: finale.closing })
  onEvent({ kind: 'built', built: await countBuilt(lessons, readFile) })
  for (const [index, proof] of finale.proofs.entries()) {
    if (signal.aborted) return
    const reports = await call(proof.lesson, proof.calls)
    onEvent({ kind: 'proved', index, proved: await proof.judge(reports) })
  }
  const results = await fuzzAll(ports)
  if (!signal.aborted) onEvent({ kind: 'fuzzed', results })
}

async function fuzzAll({ lessons, targets, sandbox, onEvent, signal }: FinalePorts): Promise<FuzzSummary[]> {
  const results: FuzzSummary[] = []
  const count = Math.floor(TOKENS / Math.max(1, targets.length))
  for (const target of targets) {
    const lesson = lessons.find(({ id }) => id === target.lesson)
    if (lesson === undefined || signal.aborted) continue
    const code = await openLearnerCode(target, lesson, sandbox)
    if (code.kind !== 'ready') continue
    try {
      const report = await fuzzTarget(target, code.call, {
        count,
        seed: Math.floor(Math.random() * 0x7fffffff),
        signal,
        onProgress: ({ done, total, accepted }) =>
          onEvent({ kind: 'fuzzing', target: target.name, done, total, accepted }),
      })
      const { thrown, accepted } = report
      results.push({ target: target.name, thrown, accepted, holds: holds(report) })
    } finally {
      code.close()
    }
  }
  return results
}
