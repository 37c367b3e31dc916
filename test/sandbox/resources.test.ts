/** The time of a question while all that belongs to a grading is stopped, as by Ctrl+Z. */
import { type ChildProcess, spawn } from 'node:child_process'
import { setTimeout as pause } from 'node:timers/promises'
import { afterEach, expect, test } from 'vitest'
import { watchResources } from '../../src/sandbox/resources.ts'

const DEADLINE_MS = 1_000
const STOPPED_MS = 3_000
const isLinux = process.platform === 'linux'

let child: ChildProcess | undefined
afterEach(() => void child?.kill('SIGKILL'))

async function start(code: string): Promise<number> {
  child = spawn(process.execPath, ['-e', `console.log(1); ${code}`], { stdio: ['ignore', 'pipe', 'ignore'] })
  await new Promise(resolve => child?.stdout?.once('data', resolve))
  return child.pid as number
}

/** Stops the process and this thread; the clock goes on meanwhile. */
function stopAll(): void {
  child?.kill('SIGSTOP')
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, STOPPED_MS)
  child?.kill('SIGCONT')
}

function watched(pid: number | undefined, excesses: string[]): ReturnType<typeof watchResources> {
  const left = { wallMs: 10_000, workedMs: 10_000 }
  const limits = { deadlineMs: DEADLINE_MS, callMs: DEADLINE_MS, progress: () => 1, left }
  return watchResources(pid, limits, excess => excesses.push(excess))
}

const PROCESSES = { 'that works': 'for (;;) {}', 'that sleeps': 'setInterval(() => {}, 60000)' }
for (const [what, code] of Object.entries(PROCESSES)) {
  for (const before of [5, 200]) {
    test.runIf(isLinux)(`a process ${what} is stopped after ${before} ms`, async () => {
      const pid = await start(code)
      const excesses: string[] = []
      const watch = watched(pid, excesses)
      await pause(before)
      stopAll()
      await pause(300)
      expect(excesses).toEqual([])
      // What goes on afterwards has its own time, and no more.
      await expect.poll(() => excesses, { timeout: 20_000 }).toEqual(['time'])
      watch.stop()
    })
  }
}

test('where the system tells nothing of a process, a stop is none of its time either', async () => {
  for (const before of [5, 200]) {
    const excesses: string[] = []
    const watch = watched(undefined, excesses)
    await pause(before)
    stopAll()
    await pause(300)
    expect(excesses).toEqual([])
    await expect.poll(() => excesses, { timeout: 20_000 }).toEqual(['time'])
    watch.stop()
  }
})

test('a stop before the first look is not counted to the time of all questions', async () => {
  const watch = watched(undefined, [])
  stopAll()
  const { wallMs, workedMs } = watch.stop()
  expect(Math.max(wallMs, workedMs)).toBeLessThan(DEADLINE_MS)
})
