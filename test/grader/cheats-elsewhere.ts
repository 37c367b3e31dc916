/**
 * `npm run cheats`: the cheats, the right programs and the kinds of calls on other Nodes than this one, which are those of
 * `.nodes` (CI installs them: `npm install --prefix .nodes/26 node@26`) and of JWT_LESSONS_NODES, or those that are named:
 *
 *     npm run cheats -- [path of a node ...]
 */
import { spawnSync } from 'node:child_process'
import { otherNodes } from '../nodes.ts'

const TESTS = [
  'test/grader/cheats.test.ts',
  'test/sandbox/right-programs.test.ts',
  'test/sandbox/kinds-of-calls.test.ts',
]
const named = process.argv.slice(2)
const nodes = named.length > 0 ? named : otherNodes()
let failed = nodes.length === 0
for (const node of nodes) {
  const version = spawnSync(node, ['--version'], { encoding: 'utf8' }).stdout.trim()
  const vitest = ['node_modules/vitest/vitest.mjs', 'run', ...TESTS, '--reporter=dot']
  const { status, stdout, stderr } = spawnSync(node, vitest, {
    env: { ...process.env, NO_COLOR: '1' },
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  })
  console.log(`${version}: ${/^\s*Tests\s+(.*)$/m.exec(stdout)?.[1] ?? 'no tests'}`)
  if (status === 0) continue
  failed = true
  // Vitest tells its failures on stderr.
  console.log(stdout, stderr)
}
if (nodes.length === 0)
  console.log('There is no other Node here: name one, or install it as CI does (.ci/run).')
process.exitCode = failed ? 1 : 0
