import { existsSync, mkdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'

/** A process that holds a lock touches it this often, in milliseconds; one not touched for longer is left over. */
const heartbeat = 5_000
const leftOver = 60_000

/**
 * Makes a folder once, however many test processes ask for it at the same time, and keeps it for later runs.
 * @param make fills the folder, which is empty when it is called
 */
export async function makeOnce(folder: string, make: (folder: string) => Promise<void>): Promise<void> {
  const ready = join(folder, '.ready')
  const lock = `${folder}.lock`
  mkdirSync(dirname(folder), { recursive: true })
  while (!existsSync(ready)) {
    if (!take(lock)) {
      await pause(100)
      continue
    }
    const beat = setInterval(() => utimesSync(lock, new Date(), new Date()), heartbeat)
    try {
      if (existsSync(ready)) return
      rmSync(folder, { recursive: true, force: true })
      mkdirSync(folder, { recursive: true })
      await make(folder)
      writeFileSync(ready, '')
    } finally {
      clearInterval(beat)
      rmSync(lock, { recursive: true, force: true })
    }
  }
}

function take(lock: string): boolean {
  try {
    mkdirSync(lock)
    return true
  } catch {
    const touched = statSync(lock, { throwIfNoEntry: false })?.mtimeMs
    if (touched !== undefined && Date.now() - touched > leftOver)
      rmSync(lock, { recursive: true, force: true })
    return false
  }
}
