import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'

type Row = { pid: number; parent: number; command: string }

/** All processes that a process started, and those that they started. */
export function childrenOf(pid: number): number[] {
  return rowsBelow(pid).map(row => row.pid)
}

/** Ends the processes below `pid` whose command line has these words, at once. */
export function killBelow(pid: number, words: string): void {
  for (const row of rowsBelow(pid)) if (row.command.includes(words)) process.kill(row.pid, 'SIGKILL')
}

function rowsBelow(pid: number): Row[] {
  const rows = execFileSync('ps', ['-e', '-o', 'pid=,ppid=,args='], { encoding: 'utf8' })
    .split('\n')
    .flatMap(line => {
      const [, id, parent, command = ''] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? []
      return id === undefined ? [] : [{ pid: Number(id), parent: Number(parent), command }]
    })
  const below = (parent: number): Row[] =>
    rows.filter(row => row.parent === parent).flatMap(row => [row, ...below(row.pid)])
  return below(pid)
}

/**
 * Waits until none of the processes runs.
 * @throws Error when one still does after half a minute
 */
export async function gone(pids: readonly number[]): Promise<void> {
  const start = Date.now()
  while (pids.some(isRunning)) {
    if (Date.now() - start > 30_000) throw new Error(`Still running: ${pids.filter(isRunning).join(', ')}`)
    await pause(50)
  }
}

function isRunning(pid: number): boolean {
  try {
    // A process that ended and that nobody has waited for yet is a zombie, and runs no more.
    return !execFileSync('ps', ['-o', 'stat=', '-p', String(pid)], { encoding: 'utf8' }).startsWith('Z')
  } catch {
    return false
  }
}

/** Processor time that a program at rest may still use in half a second, in ticks of 10 milliseconds: timers, mostly. */
const FEW_TICKS = 2

/**
 * Waits until a process and all that it started have nothing to do: for half a second none of them uses the processor
 * or waits for it. On a busy machine a silent program may just not have had its turn. Only Linux tells this; elsewhere
 * it returns at once.
 * @throws Error when they are still busy after a minute
 */
export async function idle(pid: number): Promise<void> {
  if (process.platform !== 'linux') return
  const start = Date.now()
  let before = processorTimeOf([pid, ...childrenOf(pid)])
  let quietSince = Date.now()
  while (Date.now() - quietSince < 500) {
    if (Date.now() - start > 60_000) throw new Error('The program is still busy after a minute')
    await pause(100)
    const now = processorTimeOf([pid, ...childrenOf(pid)])
    if (!now.wants && now.ticks - before.ticks <= FEW_TICKS && now.pids === before.pids) continue
    before = now
    quietSince = Date.now()
  }
}

type ProcessorTime = { ticks: number; wants: boolean; pids: string }

/** The processor time that processes have used, whether one of their threads wants it now, and which they are. */
function processorTimeOf(pids: readonly number[]): ProcessorTime {
  const stats = pids.flatMap(pid => {
    try {
      return readdirSync(`/proc/${pid}/task`).map(task => statOf(`/proc/${pid}/task/${task}/stat`))
    } catch {
      // It ended while we looked.
      return []
    }
  })
  return {
    ticks: stats.reduce((sum, { ticks }) => sum + ticks, 0),
    wants: stats.some(({ state }) => state === 'R' || state === 'D'),
    pids: pids.join(),
  }
}

/** State and processor time of a thread; proc_pid_stat(5) has the places of the fields. */
function statOf(path: string): { state: string; ticks: number } {
  try {
    const text = readFileSync(path, 'latin1')
    // The name in parentheses may hold anything; the state comes after it.
    const [state = '', ...fields] = text.slice(text.lastIndexOf(')') + 2).split(' ')
    return { state, ticks: Number(fields[10]) + Number(fields[11]) }
  } catch {
    return { state: '', ticks: 0 }
  }
}
