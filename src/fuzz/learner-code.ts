/** The learner's function of a target, in a sandbox of its own. */
import fc from 'fast-check'
import type { Lesson } from '../course/types.ts'
import { filesToLoad, rulesOf } from '../grader/kit/session.ts'
import { startSandbox } from '../sandbox/host.ts'
import { MISSING_EXPORT } from '../sandbox/protocol.ts'
import type { CallReport } from '../sandbox/types.ts'
import { type CallTarget, callsOf, OBJECT_ID } from './run.ts'
import type { FuzzTarget } from './types.ts'

/** Longest time of one call and of a batch, in milliseconds: a slow function is no hole. */
const CALL_MS = 2_000
const BATCH_MS = 60_000

/** What became of loading: the function, or why it can't be called. */
export type LearnerCode =
  | { kind: 'ready'; call: CallTarget; close: () => void }
  /** `not-written`: it still is the starter, or is not there. */
  | { kind: 'not-written' }
  | { kind: 'problem'; message: string }

/**
 * Loads the files of a target's lesson.
 * @param workspaceRoot real path of the workspace
 * @param program the built program of the sandbox process
 */
export async function openLearnerCode(
  target: FuzzTarget,
  lesson: Lesson,
  { workspaceRoot, program }: { workspaceRoot: string; program: string },
): Promise<LearnerCode> {
  const sandbox = startSandbox({ program, workspaceRoot, deadlineMs: CALL_MS })
  const files = filesToLoad(lesson)
  const { report } = await sandbox.load({ ...rulesOf(lesson), files, instrument: false })
  const close = (): void => sandbox.kill()
  const exported = target.object?.className ?? target.name
  if (report.kind === 'problem') {
    close()
    return { kind: 'problem', message: report.problem.message }
  }
  if (report.notStarted || report.missing.includes(exported)) {
    close()
    return { kind: 'not-written' }
  }
  const file = files.find(({ exports }) => exports.includes(exported))?.path ?? (lesson.files[0] as string)
  if (target.object !== undefined) {
    const { className, args } = target.object
    const made = await sandbox.call([{ file, name: className, args, object: { how: 'new', id: OBJECT_ID } }])
    const outcome = made.report[0]?.outcome
    if (isUnwritten(outcome)) {
      close()
      return { kind: 'not-written' }
    }
    if (outcome?.kind !== 'value') {
      close()
      return { kind: 'problem', message: `new ${className}(...) ${whatHappened(outcome)}` }
    }
  }
  const call: CallTarget = async argLists =>
    (await sandbox.call(callsOf(target, file, argLists), { callMs: CALL_MS, deadlineMs: BATCH_MS })).report
  // No run has this seed: what is tried here must not be a replay there.
  const [first] = fc.sample(target.honest, { numRuns: 1, seed: -1 })
  const [tried] = first === undefined ? [] : await call([first.args])
  if (!isUnwritten(tried?.outcome)) return { kind: 'ready', call, close }
  close()
  return { kind: 'not-written' }
}

/** Whether a function still is the starter, or is not exported: others of its lesson may be written. */
function isUnwritten(outcome: CallReport['outcome'] | undefined): boolean {
  if (outcome?.kind !== 'thrown' || outcome.value.type !== 'error') return false
  return outcome.value.name === 'NotImplementedError' || outcome.value.code === MISSING_EXPORT
}

function whatHappened(outcome: CallReport['outcome'] | undefined): string {
  if (outcome?.kind === 'broken') return `did not answer: ${outcome.message}`
  const thrown = outcome?.kind === 'thrown' && outcome.value.type === 'error' ? outcome.value : null
  return thrown === null ? 'threw something' : `threw ${thrown.name}: ${thrown.message}`
}
