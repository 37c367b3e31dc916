/** The solution's server of lesson 23 in a process of its own, of any Node; it is told its options and the time. */
import { listen } from '../../solutions/server/adapter.ts'
import { type AppOptions, createApp } from '../../solutions/server/app.ts'

export type FromHost = { kind: 'listening' } | { kind: 'now' } | { kind: 'memory'; bytes: number }
export type ToHost =
  | { kind: 'start'; port: number; options: Omit<AppOptions, 'now'> }
  | { kind: 'now'; now: number }
  | { kind: 'memory' }

const tell = (message: FromHost): void => void process.send?.(message)
let now = 0

process.on('message', async (message: ToHost) => {
  if (message.kind === 'now') {
    now = message.now
    tell({ kind: 'now' })
  }
  if (message.kind === 'start') {
    const app = createApp({ ...message.options, now: () => now })
    await listen(app, { port: message.port, host: '127.0.0.1' })
    tell({ kind: 'listening' })
  }
  if (message.kind === 'memory') {
    // Twice: what the first one frees may have held something else.
    for (let time = 0; time < 2; time++) {
      ;(globalThis as { gc?: () => void }).gc?.()
      await new Promise(resolve => setTimeout(resolve, 20))
    }
    tell({ kind: 'memory', bytes: process.memoryUsage().heapUsed })
  }
})
process.once('disconnect', () => process.exit())
