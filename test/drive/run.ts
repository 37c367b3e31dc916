/**
 * `npm run drive`: our solution's server of lesson 23, driven from outside over HTTP, on each Node that is here: the one
 * that runs this, those of .nodes/ (see .ci/run) and those of JWT_LESSONS_NODES. The exit code is 1 when a check fails.
 *
 *     npm run drive -- [--requests 10000]
 */
import { execFileSync } from 'node:child_process'
import { parseArgs } from 'node:util'
import { drive } from './load.ts'
import { otherNodes } from '../nodes.ts'
import { scenarios, wrongOnes } from './scenarios.ts'
import { startTarget } from './target.ts'

const { values } = parseArgs({ options: { requests: { type: 'string', default: '10000' } } })
const MIB = 1024 * 1024
/** Memory that differs by less may be noise. */
const GROWTH = 1.1

for (const node of [process.execPath, ...otherNodes()]) {
  console.log(`\nNode ${execFileSync(node, ['--version'], { encoding: 'utf8' }).trim()}`)
  const target = await startTarget(node)
  try {
    for (const { title, run } of scenarios) {
      const checks = await run(target)
      report(`${title}: ${checks.length} checks`, wrongOnes(checks))
    }
    const load = await drive(target, Number(values.requests))
    const grown = load.after / load.before
    const statuses = Object.entries(load.statuses).map(([status, count]) => `${count} x ${status}`)
    report(
      `${load.requests.toLocaleString('en')} mixed requests in ${load.seconds.toFixed(0)} s: ${statuses.join(', ')}`,
      load.unexpected,
    )
    const sizes = `${(load.before / MIB).toFixed(2)} MiB before, ${(load.after / MIB).toFixed(2)} MiB after`
    report(
      `on the heap: ${sizes}`,
      grown < GROWTH ? [] : [`it grew by ${Math.round((grown - 1) * 100)} percent`],
    )
  } finally {
    await target.stop()
  }
}

function report(what: string, wrong: readonly string[]): void {
  console.log(`  ${wrong.length === 0 ? 'ok   ' : 'WRONG'} ${what}`)
  for (const line of wrong.slice(0, 10)) console.log(`        ${line}`)
  if (wrong.length > 0) process.exitCode = 1
}
