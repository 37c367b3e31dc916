import { execFileSync } from 'node:child_process'
import { setTimeout as pause } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { createDesk } from './desk.ts'

const ENCODE = '01-base64url-encode'
/** More than a thread is kept for. */
const RUNS = 45

/** Processes of ours that ended and that nobody took note of. */
function zombies(): number {
  const table = execFileSync('ps', ['-e', '-o', 'ppid=,stat='], { encoding: 'utf8' })
  return table.split('\n').filter(line => {
    const [parent, state = ''] = line.trim().split(/\s+/)
    return Number(parent) === process.pid && state.startsWith('Z')
  }).length
}

it('leaves nothing of a sandbox behind, also when another thread takes over', {
  // Many runs, which a busy machine takes minutes for.
  timeout: 600_000,
}, async () => {
  const before = zombies()
  const desk = await createDesk({ spares: 1 })
  try {
    for (let run = 0; run < RUNS; run++) {
      expect((await desk.grade(ENCODE)).verdict).toBe('passed')
      // The next sandbox is started when a verdict has had its time on the screen.
      if (run % 10 === 0) await pause(300)
    }
    await expect.poll(zombies, { timeout: 10_000 }).toBeLessThanOrEqual(before)
  } finally {
    await desk.close()
  }
})
