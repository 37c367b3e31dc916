/** Worker threads for hidden tests. They are started without Vitest, which takes long to load and needs them at once then. */
import { createRequire } from 'node:module'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { MessageChannel, type MessagePort, Worker } from 'node:worker_threads'
import type { Wish, WorkerStart } from './worker-messages.ts'

export type Thread = {
  worker: Worker
  wishes: MessagePort
  /** Runs that it has carried out. */
  runs: number
  /** Whether Vitest's worker program in it has answered that it is started. */
  started: boolean
}

export type Threads = {
  /** Those that are there, running or not. */
  all: ReadonlySet<Thread>
  /** Those that no run uses. */
  resting: Thread[]
  start: () => Thread
  /** Lets so many rest, and starts what is missing. */
  prepare: (count: number) => void
}

/** Longest time that a thread gets to end its sandboxes, in milliseconds. */
const RETIRE_MS = 2_000

/** Without a limit the heap grows by a MiB with each run before it is cleaned; a thread that grades all lessons needs half of this. */
const HEAP_LIMITS = { maxYoungGenerationSizeMb: 16, maxOldGenerationSizeMb: 512 }

/** So many work at once at most. */
export const mostThreads = (): number => Math.max(1, Math.min(4, availableParallelism()))

/** Threads that run `workerProgram`. `warm` is what they need to start sandboxes. */
export function createThreads(workerProgram: string, warm: WorkerStart['warm']): Threads {
  const vitestWorker = join(
    createRequire(import.meta.url).resolve('vitest/node'),
    '..',
    'workers',
    'threads.js',
  )
  const resting: Thread[] = []
  const all = new Set<Thread>()
  const start = (): Thread => {
    const { port1, port2 } = new MessageChannel()
    const workerData: WorkerStart = { vitestWorker, warm, wishes: port2 }
    const worker = new Worker(workerProgram, {
      workerData,
      transferList: [port2],
      env: { ...process.env, VITEST: 'true', TEST: 'true', NODE_ENV: 'test' },
      execArgv: ['--no-warnings'],
      resourceLimits: HEAP_LIMITS,
      stdout: true,
      stderr: true,
    })
    worker.stdout.resume()
    worker.stderr.resume()
    worker.unref()
    port1.unref()
    const thread: Thread = { worker, wishes: port1, runs: 0, started: false }
    all.add(thread)
    const forget = (): void => {
      all.delete(thread)
      const index = resting.indexOf(thread)
      if (index >= 0) resting.splice(index, 1)
    }
    worker.on('error', forget)
    worker.on('exit', forget)
    return thread
  }
  return {
    all,
    resting,
    start,
    prepare(count) {
      while (resting.length < count) resting.push(start())
    },
  }
}

/** Asks a thread to get something ready. */
export function wish({ wishes }: Thread, message: Wish): void {
  wishes.postMessage(message)
}

/**
 * Ends a thread after its sandboxes: when it is gone nobody takes note of their end, and the system keeps an entry of
 * each until the program ends.
 */
export async function retire(thread: Thread): Promise<void> {
  const { wishes, worker } = thread
  const isReady = new Promise<void>(resolve => {
    const timer = setTimeout(resolve, RETIRE_MS)
    timer.unref()
    wishes.once('message', () => resolve())
    worker.once('exit', () => resolve())
  })
  wish(thread, { type: 'end' })
  await isReady
  wishes.close()
  await worker.terminate()
}
