import { execFileSync } from 'node:child_process'
import { setTimeout as pause } from 'node:timers/promises'

/** All processes that a process started, and those that they started. */
export function childrenOf(pid: number): number[] {
  const table = execFileSync('ps', ['-e', '-o', 'pid=,ppid='], { encoding: 'utf8' })
  const pairs = table
    .trim()
    .split('\n')
    .map(line => line.trim().split(/\s+/).map(Number) as [number, number])
  const below = (parent: number): number[] =>
    pairs.filter(([, ppid]) => ppid === parent).flatMap(([child]) => [child, ...below(child)])
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
