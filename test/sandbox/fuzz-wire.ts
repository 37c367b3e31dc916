/**
 * Sends random and changed frames to the host's reader:
 *
 *     npm run fuzz:wire -- [frames] [seed]
 *
 * A million frames by default; says how they ended, and exits with 1 when one took more than a second of the processor.
 */
import { fuzzWire } from './wire.ts'

const [frames = 1_000_000, seed = 1] = process.argv.slice(2).map(Number)
const BATCH = 50_000
let slowest = 0
for (let done = 0; done < frames; done += BATCH) {
  const tally = fuzzWire(seed + done, Math.min(BATCH, frames - done))
  slowest = Math.max(slowest, tally.slowest)
  console.log(`${Math.min(frames, done + BATCH)} of ${frames}: ${JSON.stringify(tally)}`)
}
process.exitCode = slowest > 1000 ? 1 : 0
