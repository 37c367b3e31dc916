import { expect, test } from 'vitest'
import { killAtRandom } from './random-kills.ts'

test('commands that are killed at random moments lose nothing', async () => {
  expect(await killAtRandom({ rounds: 25, seed: 20_261_130 })).toEqual([])
})
