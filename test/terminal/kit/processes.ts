import { execFileSync } from 'node:child_process'
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
