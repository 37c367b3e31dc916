import { setTimeout as pause } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { withinLivedTime } from '../../../src/grader/kit/lived-time.ts'

it('ends what hangs, and hands on what came of the rest', async () => {
  await expect(withinLivedTime(new Promise(() => {}), 100, 20)).rejects.toThrow('no end within 0.1 s')
  expect(await withinLivedTime(pause(30, 'done'), 2_000, 20)).toBe('done')
  await expect(withinLivedTime(Promise.reject(new Error('own')), 2_000)).rejects.toThrow('own')
})

it('does not count the time in which the thread was stopped', async () => {
  const work = withinLivedTime(pause(150, 'done'), 1_000, 50)
  await pause(60)
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 2_000)
  expect(await work).toBe('done')
})
