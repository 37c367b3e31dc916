/**
 * `npm run bench`: measures the numbers that the program promises, each beside its yardstick in the same run.
 * It reports and is no gate: the exit code is 1 only when something could not be measured.
 *
 *     npm run bench -- [save] [start] [keys] [check] [memory] [http] [install] [--quick] [--lesson NAME] [--dist DIR]
 *     npm run bench -- use [--minutes 60]
 */
import { cpus, loadavg } from 'node:os'
import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { measureChecks } from './check.ts'
import { measureHttp } from './http.ts'
import { measureInstall } from './install.ts'
import { measureMemory } from './memory.ts'
import { measureSaves } from './save.ts'
import { measureFirstFrame, measureKeys } from './start.ts'
import { type Row, tableOf } from './table.ts'
import { measureUse } from './use.ts'
import { createWorld, type World } from './world.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    quick: { type: 'boolean' },
    lesson: { type: 'string' },
    dist: { type: 'string' },
    minutes: { type: 'string', default: '60' },
  },
})
const rounds = (many: number, few: number): number => (values.quick ? few : many)

const measurements: Record<string, (world: World) => Promise<Row[]>> = {
  save: world => measureSaves(world, rounds(50, 8)),
  start: world => measureFirstFrame(world, rounds(15, 4)),
  keys: world => measureKeys(world, rounds(50, 10)),
  check: world => measureChecks(world, rounds(7, 2)),
  memory: world => measureMemory(world, rounds(50, 50), rounds(1_000, 150)),
  http: world => measureHttp(world, rounds(5_000, 500)),
  install: measureInstall,
  use: world => measureUse(world, Number(values.minutes)),
}
/** Takes an hour: measured only when it is asked for. */
const SLOW = ['use']

const root = fileURLToPath(new URL('../..', import.meta.url))
const unknown = positionals.filter(name => !(name in measurements))
if (unknown.length > 0)
  throw new Error(`There is no measurement ${unknown.join(', ')}: ${Object.keys(measurements).join(', ')}`)
// In this order, however they are named: after a check of the course, the screen would open at its end.
const wanted = Object.keys(measurements).filter(name =>
  positionals.length > 0 ? positionals.includes(name) : !SLOW.includes(name),
)
const rows: Row[] = []
const world = await createWorld(root, resolve(values.dist ?? `${root}/dist`), values.lesson ?? '01')
try {
  for (const name of wanted) {
    process.stderr.write(`measuring: ${name}\n`)
    try {
      rows.push(...((await measurements[name]?.(world)) ?? []))
    } catch (error) {
      process.exitCode = 1
      rows.push({ what: name, measured: 'FAILED, see below', yardstick: '', target: '', ratio: null })
      console.error(error)
    }
  }
} finally {
  world.remove()
}
console.log(`\n${tableOf(rows)}`)
console.log(
  `\n${cpus().length} cores (${cpus()[0]?.model.trim()}), Node ${process.version}, ${process.platform}, load ${loadavg()
    .map(load => load.toFixed(1))
    .join(' ')}`,
)
