/** Processor time of child processes, where the system tells it (Linux). */
import { readdirSync, readFileSync } from 'node:fs'

/** Milliseconds by process id. */
export type ProcessTimes = Map<number, number>

/** Clock ticks a second in /proc; 100 on every Linux that Node supports. */
const TICKS = 100

/** The times of the children of this process; null where they are not known. */
export function childrenTimes(): ProcessTimes | null {
  try {
    const times: ProcessTimes = new Map()
    for (const task of readdirSync('/proc/self/task')) {
      const children = readFileSync(`/proc/self/task/${task}/children`, 'utf8').split(' ').filter(Boolean)
      for (const pid of children) times.set(Number(pid), timeOf(Number(pid)))
    }
    return times
  } catch {
    return null
  }
}

/** What these children took since then, in milliseconds. */
export function workedSince(before: ProcessTimes): number {
  return [...before].reduce((sum, [pid, time]) => sum + Math.max(0, timeOf(pid) - time), 0)
}

/** 0 for a process that is gone. */
function timeOf(pid: number): number {
  try {
    // The name of the program, in brackets, may have blanks in it.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ')
    return ((Number(fields[11]) + Number(fields[12])) / TICKS) * 1000
  } catch {
    return 0
  }
}
