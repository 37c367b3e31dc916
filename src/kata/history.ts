import type { Approach, KataHistory, KataRun, Variant } from './types.ts'

/** Every variant by the word that a person types. */
export const VARIANTS: readonly Variant[] = ['free', 'no-table', 'no-regexp', 'no-loop']
const APPROACHES: readonly Approach[] = ['table', 'regexp', 'loop']

/** Runs that are kept besides the personal bests; the oldest go first. */
const MOST_RUNS = 1000

export const emptyHistory = (): KataHistory => ({ schema: 1, runs: [] })

/** What a text in `kata.json` holds; `newer` was written by a later version and must not be touched. */
export type ParsedHistory =
  | { kind: 'history'; history: KataHistory }
  | { kind: 'newer' }
  | { kind: 'damaged' }

/** Reads `kata.json`. A run that is damaged makes the whole file damaged, so that it is kept aside as it is. */
export function parseHistory(text: string): ParsedHistory {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return { kind: 'damaged' }
  }
  if (typeof value !== 'object' || value === null) return { kind: 'damaged' }
  const { schema, runs } = value as { schema?: unknown; runs?: unknown }
  if (typeof schema === 'number' && schema > 1) return { kind: 'newer' }
  if (schema !== 1 || !Array.isArray(runs) || !runs.every(isRun)) return { kind: 'damaged' }
  return { kind: 'history', history: { schema: 1, runs } }
}

/** The text of `kata.json`: one line a run, so that a person can read it. */
export function formatHistory(history: KataHistory): string {
  const runs = history.runs.map(run => `\n    ${JSON.stringify(run)}`).join(',')
  return `{\n  "schema": 1,\n  "runs": [${runs}${runs === '' ? '' : '\n  '}]\n}\n`
}

/** The history with one more run; the oldest runs that are nobody's best go when there are too many. */
export function addRun(history: KataHistory, run: KataRun): KataHistory {
  const runs = [...history.runs, run]
  const bests = new Set(bestsOf({ schema: 1, runs }))
  let surplus = runs.length - MOST_RUNS
  return { schema: 1, runs: runs.filter(one => bests.has(one) || surplus-- <= 0) }
}

/** The fastest run for a target in a variant, the earlier one of two that are as fast; null when there is none. */
export function bestOf(history: KataHistory, target: string, variant: Variant): KataRun | null {
  const runs = history.runs.filter(run => run.target === target && run.variant === variant)
  return runs.reduce<KataRun | null>(
    (best, run) => (best === null || run.seconds < best.seconds ? run : best),
    null,
  )
}

/** The personal bests, in the order in which their targets were first passed. */
export function bestsOf(history: KataHistory): KataRun[] {
  const keys = [...new Set(history.runs.map(run => JSON.stringify([run.target, run.variant])))]
  return keys
    .map(key => JSON.parse(key) as [string, Variant])
    .map(([target, variant]) => bestOf(history, target, variant))
    .filter(run => run !== null)
}

/** The variant that forbids what the last run for a target did; null when there was none, or nothing to forbid. */
export function otherVariant(history: KataHistory, target: string): Variant | null {
  const runs = history.runs.filter(run => run.target === target)
  const used = runs.at(-1)?.approaches ?? []
  const lastUse = (approach: Approach) => runs.findLastIndex(run => run.variant === `no-${approach}`)
  // What was forbidden longest ago, or never, comes first.
  const next = used.toSorted((a, b) => lastUse(a) - lastUse(b))[0]
  return next === undefined ? null : `no-${next}`
}

/** The target to practise when none is named: never practised first, then the one practised longest ago. */
export function longestAgo(history: KataHistory, targets: readonly string[]): string | null {
  const last = (target: string) => history.runs.findLastIndex(run => run.target === target)
  return targets.toSorted((a, b) => last(a) - last(b))[0] ?? null
}

function isRun(value: unknown): value is KataRun {
  if (typeof value !== 'object' || value === null) return false
  const run = value as Record<keyof KataRun, unknown>
  return (
    typeof run.target === 'string' &&
    VARIANTS.includes(run.variant as Variant) &&
    typeof run.at === 'string' &&
    typeof run.seconds === 'number' &&
    run.seconds >= 0 &&
    typeof run.saves === 'number' &&
    Array.isArray(run.approaches) &&
    run.approaches.every(one => APPROACHES.includes(one as Approach))
  )
}
