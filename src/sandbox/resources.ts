/** Watches the time and the memory of one question to a sandbox process. */
import { readdir, readFile } from 'node:fs/promises'

/** Limit of the memory of the whole process, in MiB, where the system tells it (Linux). */
const PROCESS_LIMIT = 400
const FIRST_LOOK_MS = 60
const LOOK_EVERY_MS = 40
/**
 * More time between two looks, in milliseconds, is nobody's: this program was stopped meanwhile, as by Ctrl+Z, and with it
 * the process, or it waited for a processor.
 */
const MOST_BETWEEN_LOOKS = 250
/** Clock ticks a second in /proc; 100 on every Linux that Node supports. */
const TICKS = 100
const PAGE_BYTES = 4096
/** A process that is this full when its time is over was busy with its memory. */
const FULL = 0.6
export type TimeLimits = {
  /** Longest time of the whole question, in milliseconds. */
  deadlineMs: number
  /** Longest time without progress, which is one call's, in milliseconds. */
  callMs: number
  /** How many calls began so far; null where that is not known, and only the whole question has a limit. */
  progress: () => number | null
  /** What is left of the time of all questions together: of its own, and of the processor; null without a limit. */
  left: { wallMs: number; workedMs: number } | null
}

/** What a process did with its time: worked, slept, or waited for a processor, which is not its own time. */
type Spent = { elapsed: number; ranMs: number; sleptMs: number }

/** Time of its own, in milliseconds, between two looks. */
function ownTime(from: Spent, to: Spent): number {
  // Threads of Node work beside the code: together they may take more than the clock does.
  return Math.min(to.elapsed - from.elapsed, to.ranMs - from.ranMs + to.sleptMs - from.sleptMs)
}

/**
 * Calls `onExcess` once when the time is over or the memory too large.
 * Where the system tells how much the process really ran (Linux), only its own time counts, working or asleep: a busy
 * machine is not the learner's mistake. Elsewhere the clock counts.
 */
export function watchResources(
  pid: number | undefined,
  { deadlineMs, callMs, progress, left }: TimeLimits,
  onExcess: (excess: 'time' | 'whole' | 'memory') => void,
): { stop: () => { wallMs: number; workedMs: number } } {
  const start = performance.now()
  const linux = process.platform === 'linux' && pid !== undefined
  const limitBytes = PROCESS_LIMIT * 1024 * 1024
  const beginning: Spent = { elapsed: 0, ranMs: 0, sleptMs: 0 }
  let ticksAtStart: number | null = null
  let spent = beginning
  /** When a call was last seen to begin. */
  let last: { begun: number | null; spent: Spent } = { begun: 0, spent }
  let stopped = false
  let timer: NodeJS.Timeout

  const excess = (what: 'time' | 'whole' | 'memory'): void => {
    if (stopped) return
    stopped = true
    onExcess(what)
  }
  const measure = (usage: Usage | null): Spent => {
    const elapsed = performance.now() - start
    const lately = Math.min(elapsed - spent.elapsed, MOST_BETWEEN_LOOKS)
    if (usage === null) return { elapsed, ranMs: spent.ranMs + lately, sleptMs: 0 }
    // The first look comes so early that what ran before it hardly counts.
    ticksAtStart ??= usage.ticks - Math.ceil((lately / 1000) * TICKS)
    const ranMs = ((usage.ticks - ticksAtStart) / TICKS) * 1000
    const rest = Math.max(0, lately - (ranMs - spent.ranMs))
    return { elapsed, ranMs, sleptMs: spent.sleptMs + (usage.running ? 0 : rest) }
  }
  const look = async (): Promise<void> => {
    if (stopped) return
    const usage = linux ? await readUsage(pid) : null
    if (stopped) return
    spent = measure(usage)
    if (usage !== null && usage.residentBytes > limitBytes) return excess('memory')
    const own = ownTime(beginning, spent)
    if (left !== null && (spent.ranMs > left.workedMs || own > left.wallMs)) return excess('whole')
    const begun = progress()
    if (begun !== last.begun) last = { begun, spent }
    const stuckMs = begun === null ? 0 : ownTime(last.spent, spent)
    if (own >= deadlineMs || stuckMs >= callMs)
      return excess(usage !== null && usage.residentBytes > limitBytes * FULL ? 'memory' : 'time')
    const rest = Math.min(deadlineMs - own, callMs - stuckMs)
    timer = setTimeout(look, Math.max(1, Math.min(LOOK_EVERY_MS, rest)))
  }
  timer = setTimeout(look, Math.min(FIRST_LOOK_MS, callMs))
  return {
    stop() {
      stopped = true
      clearTimeout(timer)
      // A question that was answered before the first look at the process had all of its time for itself.
      const elapsed = Math.min(performance.now() - start, MOST_BETWEEN_LOOKS)
      return spent === beginning
        ? { wallMs: elapsed, workedMs: elapsed }
        : { wallMs: ownTime(beginning, spent), workedMs: spent.ranMs }
    },
  }
}

type Usage = { ticks: number; running: boolean; residentBytes: number }

/** Whether a process has something to do, or waits for a processor; false where the system does not tell. */
export async function isRunning(pid: number | undefined): Promise<boolean> {
  if (process.platform !== 'linux' || pid === undefined) return false
  return (await readUsage(pid))?.running === true
}

/** Fields of a `stat` of /proc, from the state on. */
async function readStat(path: string): Promise<string[]> {
  const stat = await readFile(path, 'latin1')
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ')
}

/** Running, or waiting for a page of memory. */
const AWAKE = ['R', 'D']

/** Whether one of its threads is awake: the first one sleeps while it waits for another. */
async function isAnyAwake(pid: number): Promise<boolean> {
  for (const thread of await readdir(`/proc/${pid}/task`)) {
    const [state = ''] = await readStat(`/proc/${pid}/task/${thread}/stat`).catch(() => [])
    if (AWAKE.includes(state)) return true
  }
  return false
}

/** Reads processor ticks, state and resident memory of a process; null when it is gone. */
async function readUsage(pid: number): Promise<Usage | null> {
  try {
    const fields = await readStat(`/proc/${pid}/stat`)
    const ticks = Number(fields[11]) + Number(fields[12])
    const running = AWAKE.includes(fields[0] as string) || (await isAnyAwake(pid))
    return { ticks, running, residentBytes: Number(fields[21]) * PAGE_BYTES }
  } catch {
    return null
  }
}
