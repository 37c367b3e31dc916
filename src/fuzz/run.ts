/** Throws attempts at a function and counts what comes of them. */
import fc from 'fast-check'
import type { Call, CallReport } from '../sandbox/types.ts'
import type { Attempt, Finding, FuzzProgress, FuzzTarget, Kind, KindReport, TargetReport } from './types.ts'

export type FuzzOptions = {
  /** How many attempts, over all kinds. */
  count: number
  /** The same attempts again from the same seed. */
  seed: number
  onProgress?: (progress: FuzzProgress) => void
  signal?: AbortSignal
}

/** Calls the target's function once for each list of arguments, in order. */
export type CallTarget = (argLists: readonly unknown[][]) => Promise<CallReport[]>

/** Small enough that progress is seen and a stop is heard, large enough that a round trip costs nothing. */
const BATCH = 100
const HONEST = 50

/** Runs one target. Ends early when the code does not answer: a function that hangs on one token hangs on many. */
export async function fuzzTarget(
  target: FuzzTarget,
  call: CallTarget,
  { count, seed, onProgress = () => {}, signal }: FuzzOptions,
): Promise<TargetReport> {
  const start = performance.now()
  const kinds = target.kinds.map(
    ({ id, title, lesson }): KindReport => ({ id, title, lesson, thrown: 0, accepted: 0, withoutCode: 0 }),
  )
  const findings: Finding[] = []
  const honest: TargetReport['honest'] = { tried: 0, refused: 0, example: null }
  let stopped: string | null = null
  let done = 0
  const sum = (of: 'accepted' | 'withoutCode' | 'thrown'): number =>
    kinds.reduce((total, kind) => total + kind[of], 0)

  const ask = async (attempts: readonly Attempt[]): Promise<CallReport[]> => {
    if (signal?.aborted) stopped = 'it was ended'
    if (stopped !== null) return []
    const reports = await call(attempts.map(({ args }) => args))
    const broken = reports.find(({ outcome }) => outcome.kind === 'broken')
    if (broken?.outcome.kind !== 'broken') return reports
    stopped = broken.outcome.message
    return []
  }
  const note = (kind: Kind, report: KindReport, attempt: Attempt, { outcome }: CallReport): void => {
    report.thrown++
    if ((outcome.kind === 'thrown' && outcome.jwtCode !== null) || saysNo(target, outcome)) return
    const result = outcome.kind === 'value' ? ('accepted' as const) : ('without-code' as const)
    const isFirst = report[result === 'accepted' ? 'accepted' : 'withoutCode']++ === 0
    if (isFirst) findings.push(findingOf(kind, attempt, result, outcome))
  }

  for (const attempt of fc.sample(target.honest, { numRuns: HONEST, seed })) {
    const [report] = await ask([attempt])
    if (report === undefined) break
    honest.tried++
    if (report.outcome.kind === 'value' && !saysNo(target, report.outcome)) continue
    honest.refused++
    honest.example ??= findingOf(
      { id: 'honest', title: 'Valid tokens', lesson: target.lesson },
      attempt,
      'without-code',
      report.outcome,
    )
  }
  for (const [index, kind] of target.kinds.entries()) {
    if (stopped !== null) break
    const quota = quotaOf(count, target.kinds.length, index)
    if (quota === 0) continue
    const attempts = fc.sample(kind.attempts, { numRuns: quota, seed: seed + index })
    for (let at = 0; at < attempts.length && stopped === null; at += BATCH) {
      const batch = attempts.slice(at, at + BATCH)
      const reports = await ask(batch)
      for (const [place, report] of reports.entries())
        note(kind, kinds[index] as KindReport, batch[place] as Attempt, report)
      done += reports.length
      onProgress({ target: target.id, done, total: count, accepted: sum('accepted') })
    }
  }
  return {
    target: target.id,
    lesson: target.lesson,
    function: target.name,
    thrown: sum('thrown'),
    accepted: sum('accepted'),
    withoutCode: sum('withoutCode'),
    honest,
    kinds,
    findings,
    stopped,
    durationMs: Math.round(performance.now() - start),
  }
}

/** Whether nothing got in, and what is valid did. */
export function holds({ accepted, honest, stopped }: TargetReport): boolean {
  return accepted === 0 && honest.refused === 0 && stopped === null
}

/** Whether a function that answers a question answered no. */
const saysNo = ({ refusesBy }: FuzzTarget, outcome: CallReport['outcome']): boolean =>
  refusesBy === 'returning-false' &&
  outcome.kind === 'value' &&
  outcome.value.type === 'boolean' &&
  !outcome.value.value

/** The attempts of a kind: all get the same number, the first ones one more where they do not add up. */
function quotaOf(count: number, kinds: number, index: number): number {
  return Math.floor(count / kinds) + (index < count % kinds ? 1 : 0)
}

function findingOf(
  { id, title, lesson }: Pick<Kind, 'id' | 'title' | 'lesson'>,
  { note, shown }: Attempt,
  result: Finding['result'],
  outcome: CallReport['outcome'],
): Finding {
  const thrown =
    outcome.kind === 'thrown' && outcome.value.type === 'error'
      ? `${outcome.value.name}: ${outcome.value.message.slice(0, 200)}`
      : null
  return { kind: id, title, lesson, result, note, shown, thrown }
}

/** The calls of a target's function in its file. */
export function callsOf(target: FuzzTarget, file: string, argLists: readonly unknown[][]): Call[] {
  return argLists.map(args => ({
    file,
    name: target.name,
    args,
    ...(target.object === undefined ? {} : { object: { how: 'method' as const, id: OBJECT_ID } }),
  }))
}

/** The number of the one object that a target with a class is called on. */
export const OBJECT_ID = 1
