/** The program of a worker thread: gets ready what a hidden test needs, then becomes Vitest's worker. */
import { pathToFileURL } from 'node:url'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { workerData } from 'node:worker_threads'
import './kit/index.ts'
import { workerSession } from './kit/worker-session.ts'
import { ENDED, type Wish, type WorkerStart } from './worker-messages.ts'

// Garbage is collected while nobody waits: in the middle of a run it takes a fifth of the time to the verdict.
setFlagsFromString('--expose-gc')
const collectGarbage = runInNewContext('gc') as (options: { type: 'minor' }) => void
const { warm, vitestWorker, wishes } = workerData as WorkerStart
wishes.on('message', (wish: Wish) => {
  if (wish.type === 'load') workerSession.loadAhead(wish.settings)
  else if (wish.type === 'end') void workerSession.end().then(() => wishes.postMessage(ENDED))
  else {
    workerSession.prepare({ ...warm, program: warm.sandboxProgram }, wish.rules)
    collectGarbage({ type: 'minor' })
  }
})
wishes.unref()
await import(pathToFileURL(vitestWorker).href)
