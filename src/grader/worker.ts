/** The program of a worker thread: gets ready what a hidden test needs, then becomes Vitest's worker. */
import { pathToFileURL } from 'node:url'
import { workerData } from 'node:worker_threads'
import './kit/index.ts'
import { workerSession } from './kit/worker-session.ts'
import { ENDED, type Wish, type WorkerStart } from './worker-messages.ts'

const { warm, vitestWorker, wishes } = workerData as WorkerStart
wishes.on('message', (wish: Wish) => {
  if (wish.type === 'load') workerSession.loadAhead(wish.settings)
  else if (wish.type === 'end') void workerSession.end().then(() => wishes.postMessage(ENDED))
  else if (warm !== null) workerSession.prepare({ ...warm, program: warm.sandboxProgram }, wish.rules)
})
wishes.unref()
await import(pathToFileURL(vitestWorker).href)
