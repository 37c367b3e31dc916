/** Watches the time and the memory of one question to a sandbox process. */
import { readFile } from 'node:fs/promises'

/** Limit of the memory of the whole process, in MiB, where the system tells it (Linux). */
const PROCESS_LIMIT = 400
const FIRST_LOOK_MS = 60
const LOOK_EVERY_MS = 40
/** Clock ticks a second in /proc; 100 on every Linux that Node supports. */
const TICKS = 100
const PAGE_BYTES = 4096
/** A process that slept at so many looks in a row, without any work in between, waits for something that does not come. */
const LOOKS_ASLEEP = 6
/** A process that is this full when its time is over was busy with its memory. */
const FULL = 0.6
/** So many times the deadline is the longest wait for code that gets no processor. */
const MOST_EXTENSION = 3

export type TimeLimits = {
  /** Longest time of the whole question, in milliseconds. */
  deadlineMs: number
  /** Longest time without progress, which is one call's, in milliseconds. */
  callMs: number
  /** How many calls began so far; null where that is not known, and only the whole question has a limit. */
  progress: () => number | null
  /** What is left of the time of all questions together: by the clock, and of the processor; null without a limit. */
  left: { wallMs: number; workedMs: number } | null
}

/**
 * Calls `onExcess` once when the time is over or the memory too large.
 * Where the system tells how much the process really ran (Linux), code that a busy machine kept waiting gets more time,
 * up to three times the deadline: a slow machine is not the learner's mistake.
 */
export function watchResources(
  pid: number | undefined,
  { deadlineMs, callMs, progress, left }: TimeLimits,
  onExcess: (excess: 'time' | 'whole' | 'memory') => void,
): { stop: () => { wallMs: number; workedMs: number } } {
  const start = performance.now()
  const linux = process.platform === 'linux' && pid !== undefined
  let ticksAtStart: number | null = null
  let asleep = { ticks: -1, looks: 0 }
  /** When a call was last seen to begin. */
  let last: { begun: number | null; elapsed: number; ranMs: number } = { begun: 0, elapsed: 0, ranMs: 0 }
  let stopped = false
  let worked = 0
  let timer: NodeJS.Timeout

  const excess = (what: 'time' | 'whole' | 'memory'): void => {
    if (stopped) return
    stopped = true
    onExcess(what)
  }
  const look = async (): Promise<void> => {
    if (stopped) return
    const usage = linux ? await readUsage(pid) : null
    if (stopped) return
    const elapsed = performance.now() - start
    const limitBytes = PROCESS_LIMIT * 1024 * 1024
    if (usage !== null) {
      // The first look comes so early that what ran before it hardly counts.
      ticksAtStart ??= usage.ticks - Math.ceil((elapsed / 1000) * TICKS)
      if (usage.residentBytes > limitBytes) return excess('memory')
      asleep =
        usage.running || usage.ticks !== asleep.ticks
          ? { ticks: usage.ticks, looks: 0 }
          : { ...asleep, looks: asleep.looks + 1 }
    }
    const ranMs =
      usage === null || ticksAtStart === null ? elapsed : ((usage.ticks - ticksAtStart) / TICKS) * 1000
    worked = ranMs
    if (left !== null && (ranMs > left.workedMs || elapsed > left.wallMs)) return excess('whole')
    const begun = progress()
    if (begun !== last.begun) last = { begun, elapsed, ranMs }
    const isOver = (limitMs: number, passedMs: number, workedMs: number): boolean => {
      const isStarved = usage !== null && asleep.looks < LOOKS_ASLEEP && workedMs < limitMs * 0.9
      return passedMs >= limitMs && !(isStarved && passedMs < limitMs * MOST_EXTENSION)
    }
    const stuckMs = begun === null ? 0 : elapsed - last.elapsed
    if (isOver(deadlineMs, elapsed, ranMs) || isOver(callMs, stuckMs, ranMs - last.ranMs))
      return excess(usage !== null && usage.residentBytes > limitBytes * FULL ? 'memory' : 'time')
    const rest = Math.min(deadlineMs - elapsed, callMs - stuckMs)
    timer = setTimeout(look, Math.max(1, rest > 0 ? Math.min(LOOK_EVERY_MS, rest) : LOOK_EVERY_MS))
  }
  timer = setTimeout(look, Math.min(FIRST_LOOK_MS, callMs))
  return {
    stop() {
      stopped = true
      clearTimeout(timer)
      const wallMs = performance.now() - start
      // A question that was answered before the first look at the process had all of its time for itself.
      return { wallMs, workedMs: worked > 0 ? worked : wallMs }
    },
  }
}

/** Reads processor ticks, state and resident memory of a process; null when it is gone. */
async function readUsage(
  pid: number,
): Promise<{ ticks: number; running: boolean; residentBytes: number } | null> {
  try {
    const stat = await readFile(`/proc/${pid}/stat`, 'latin1')
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    const ticks = Number(fields[11]) + Number(fields[12])
    return { ticks, running: fields[0] === 'R', residentBytes: Number(fields[21]) * PAGE_BYTES }
  } catch {
    return null
  }
}
