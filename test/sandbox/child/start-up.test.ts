/** What a sandbox process loads before it is asked anything: each save waits for it, or pays for it afterwards. */
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { dist } from '../../grader/desk.ts'

/** Tells at the end which modules of Node were loaded. */
const PRELOADED = `data:text/javascript,${encodeURIComponent(`
  const end = process.reallyExit
  process.reallyExit = code => {
    console.error(process.moduleLoadList.join())
    end.call(process, code)
  }`)}`

test("a sandbox does not load Node's HTTP client: lessons without Request and Response need none", () => {
  const args = ['--no-warnings', '--import', PRELOADED, join(dist, 'sandbox-child.js')]
  const { stderr } = spawnSync(process.execPath, args, { input: '', encoding: 'utf8' })
  expect(stderr).toContain('internal/modules/typescript')
  expect(stderr).not.toContain('undici')
})
