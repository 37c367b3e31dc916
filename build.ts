/** Builds dist/. Rolldown's own command lists every chunk, which is no news to who wants to open the course. */
import { build } from 'rolldown'
import config, { outDir } from './rolldown.config.ts'

const start = performance.now()
process.stdout.write(`Building ${outDir} ... `)
for (const options of config) await build({ ...options, logLevel: 'warn', checks: { pluginTimings: false } })
console.log(`done in ${((performance.now() - start) / 1000).toFixed(1)} s`)
