/**
 * `npm run stress`: the cheats and the faults, many times in a row, to find what goes wrong once in a while.
 *
 *     npm run stress -- [--rounds 20] [--graders 2]
 *
 * `--graders` is how many graders work at once; more than there are cores is a busy machine.
 */
import { spawnSync } from 'node:child_process'
import { loadavg } from 'node:os'
import { parseArgs } from 'node:util'

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '20' },
    graders: { type: 'string', default: '2' },
  },
})
const rounds = Number(values.rounds)
const env = { ...process.env, GRADERS: values.graders, NO_COLOR: '1' }
let failed = 0
for (let round = 1; round <= rounds; round++) {
  const start = performance.now()
  const vitest = ['node_modules/vitest/vitest.mjs', 'run', 'test/grader', '--reporter=dot']
  const { status, stdout, stderr } = spawnSync(process.execPath, vitest, { env, encoding: 'utf8' })
  const seconds = ((performance.now() - start) / 1000).toFixed(0)
  const tests = /^\s*Tests\s+(.*)$/m.exec(stdout)?.[1] ?? 'no tests'
  const load = (loadavg()[0] as number).toFixed(1)
  console.log(`round ${round} of ${rounds}: ${tests}, ${seconds} s, load ${load}`)
  if (status === 0) continue
  failed++
  // Vitest tells its failures on stderr.
  console.log(stdout, stderr)
}
console.log(
  failed === 0 ? `All ${rounds} rounds are green.` : `${failed} of ${rounds} rounds failed, see above.`,
)
process.exitCode = failed === 0 ? 0 : 1
