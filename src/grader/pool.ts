/** A Vitest pool of worker threads that are started before they are needed. The only file that knows Vitest's pool. */
import { Worker } from 'node:worker_threads'
import { distDir, type PoolOptions, type PoolRunnerInitializer, ThreadsPoolWorker } from 'vitest/node'

/** What a worker is told when it starts; plain data. */
export type WorkerStart = {
  /** Vitest's own worker program, loaded last. */
  vitestWorker: string
  /** Settings for a sandbox to start ahead, or null. */
  warm: { sandboxProgram: string; workspaceRoot: string; deadlineMs: number } | null
}

export type WarmPool = {
  runner: PoolRunnerInitializer
  /** Starts the next worker, so that it is ready when a save comes. */
  prepare: () => void
  /** Ends workers that were started and not used. */
  close: () => Promise<void>
}

/**
 * Makes a pool whose workers run `workerProgram`.
 * @param spares how many workers are kept ready
 */
export function createWarmPool(workerProgram: string, warm: WorkerStart['warm'], spares: number): WarmPool {
  const ready: Worker[] = []
  const start: WorkerStart = { vitestWorker: `${distDir}/workers/threads.js`, warm }
  const startWorker = (): Worker => {
    const worker = new Worker(workerProgram, {
      workerData: start,
      env: { ...process.env, VITEST: 'true', TEST: 'true', NODE_ENV: 'test' },
      execArgv: ['--no-warnings'],
      stdout: true,
      stderr: true,
    })
    worker.stdout.resume()
    worker.stderr.resume()
    worker.unref()
    worker.on('error', () => ready.splice(ready.indexOf(worker) >>> 0, 1))
    return worker
  }

  class WarmThread extends ThreadsPoolWorker {
    override readonly name = 'jwt-lessons'
    override async start(): Promise<void> {
      const self = this as unknown as { _thread?: Worker }
      self._thread ??= ready.shift() ?? startWorker()
      self._thread.ref()
    }
    override async stop(): Promise<void> {
      const self = this as unknown as { _thread?: Worker }
      // Ending a thread takes a while and nobody needs to wait for it.
      void self._thread?.terminate()
      delete self._thread
    }
  }

  return {
    runner: { name: 'jwt-lessons', createPoolWorker: (options: PoolOptions) => new WarmThread(options) },
    prepare() {
      while (ready.length < spares) ready.push(startWorker())
    },
    async close() {
      await Promise.all(ready.splice(0).map(worker => worker.terminate()))
    },
  }
}
