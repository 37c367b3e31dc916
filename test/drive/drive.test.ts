/** Our solution's server over HTTP, on each Node that is here; `npm run drive` sends more requests. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { drive } from './load.ts'
import { otherNodes } from '../nodes.ts'
import { scenarios, wrongOnes } from './scenarios.ts'
import { startTarget, type Target } from './target.ts'

describe.each([process.execPath, ...otherNodes()])('on %s', node => {
  let target: Target
  beforeAll(async () => {
    target = await startTarget(node)
  })
  afterAll(() => target.stop())

  test.each(scenarios)('$title', async ({ run }) => {
    expect(wrongOnes(await run(target))).toEqual([])
  })

  test('500 mixed requests have no unexpected status, and leave nothing behind', async () => {
    const { unexpected, before, after } = await drive(target, 500)
    expect(unexpected).toEqual([])
    expect(after / before).toBeLessThan(1.1)
  })
})
