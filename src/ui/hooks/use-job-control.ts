import { readFileSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import { useEffect, useEffectEvent } from 'react'

/** How long a stop may take to arrive, in milliseconds. */
const arriving = 50

/**
 * Stops this process, or all that the shell started with it (npx waits for it), and settles when the shell continues
 * them. Where no shell could ever do that, the system ignores the stop, and so it settles.
 */
export async function stopUntilContinued(what: 'process' | 'group'): Promise<void> {
  // Without a listener the signal does what it does to every program.
  const listeners = process.listeners('SIGTSTP')
  process.removeAllListeners('SIGTSTP')
  try {
    process.kill(what === 'group' ? 0 : process.pid, 'SIGTSTP')
    await pause(arriving)
  } finally {
    for (const listener of listeners) process.on('SIGTSTP', listener)
  }
}

/**
 * Whether a shell could continue the program: one with job control gives each job a process group of its own, so the
 * group is not that of the session (as it is in a container). Where that can't be found out, there is one.
 */
export function hasShell(): boolean {
  if (process.platform === 'win32') return false
  try {
    const stat = readFileSync('/proc/self/stat', 'utf8')
    // After the name in brackets: state, parent, process group, session.
    const [, , group, session] = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return group !== session
  } catch {
    return true
  }
}

export type JobControl = {
  /** The shell or another program asks for a stop. */
  onStop(): Promise<void>
  /** The program goes on after a stop that it did not see coming (SIGSTOP). */
  onContinue(): Promise<void>
}

/** Follows the shell's job control: the terminal is given back before a stop, and drawn and raw again after it. */
export function useJobControl(control: JobControl): void {
  const onStop = useEffectEvent(control.onStop)
  const onContinue = useEffectEvent(control.onContinue)
  useEffect(() => {
    if (process.platform === 'win32') return
    let busy = false
    const once = (action: () => Promise<void>) => async () => {
      if (busy) return
      busy = true
      await action().catch(() => {})
      busy = false
    }
    const stop = once(() => onStop())
    const goOn = once(() => onContinue())
    process.on('SIGTSTP', stop)
    process.on('SIGCONT', goOn)
    return () => {
      process.off('SIGTSTP', stop)
      process.off('SIGCONT', goOn)
    }
  }, [])
}
