/** A Vitest pool of worker threads that are there before they are needed. The only file that knows Vitest's pool. */
import { type PoolOptions, type PoolRunnerInitializer, ThreadsPoolWorker } from 'vitest/node'
import type { LessonRules } from '../sandbox/host.ts'
import type { RunSettings } from './settings.ts'
import { retire, type Thread, type Threads, wish } from './threads.ts'

export type WarmPool = {
  runner: PoolRunnerInitializer
  /**
   * Gets ready what the next save needs, for a lesson of these rules if one is expected. Starting it takes a processor: call
   * this when a verdict stands.
   */
  prepare: (rules: LessonRules | null) => void
  /** Loads the learner's files of a run of one lesson while Vitest is still on its way to the hidden test. */
  loadAhead: (settings: RunSettings) => void
  /** Ends every sandbox at once; a run that is under way finds them broken. */
  endSandboxes: () => void
  /** Ends the workers that rest. */
  close: () => Promise<void>
}

type Message = { type?: string }
type Send = Parameters<ThreadsPoolWorker['send']>[0]
type Listener = (...args: unknown[]) => void

/** Each run evaluates a hidden test anew, and Node never forgets a module: after so many runs another thread takes over. */
const RUNS_OF_A_THREAD = 40

/**
 * Makes a pool of these threads. One is kept for later runs: it holds hidden tests and their kit only, and code that has run
 * before runs several times faster than in a new thread.
 * @param spares how many threads, each with a sandbox, are kept ready
 */
export function createWarmPool(threads: Threads, spares: number): WarmPool {
  const { resting } = threads

  /** Stands between Vitest's runner, which is new in each run, and a thread, which need not be. */
  class WarmThread extends ThreadsPoolWorker {
    override readonly name = 'jwt-lessons'
    private rested: Thread | null = null
    private keep = false
    private readonly listeners: [event: string, listener: Listener, heard: Listener][] = []

    override async start(): Promise<void> {
      this.rested ??= resting.shift() ?? threads.start()
      this.rested.worker.ref()
    }
    override on(event: string, listener: Listener): void {
      // A thread that dies between two files makes Vitest throw where nobody catches; the next file on it fails by itself.
      const heard: Listener = event === 'exit' || event === 'error' ? quietly(listener) : listener
      this.listeners.push([event, listener, heard])
      this.rested?.worker.on(event, heard)
    }
    override off(event: string, listener: Listener): void {
      const index = this.listeners.findIndex(entry => entry[0] === event && entry[1] === listener)
      const [entry] = index < 0 ? [] : this.listeners.splice(index, 1)
      this.rested?.worker.off(event, entry?.[2] ?? listener)
    }
    override send(message: Send): void {
      const { type } = message as Message
      const thread = this.rested
      if (thread === null) return
      if (type === 'run' || type === 'collect') thread.runs++
      this.keep = type === 'stop' && thread.runs < RUNS_OF_A_THREAD
      if (this.keep) this.answer('stopped')
      else if (type === 'start' && thread.started) this.answer('started')
      else thread.worker.postMessage(message)
      if (type === 'start') thread.started = true
    }
    override async stop(): Promise<void> {
      const thread = this.rested
      this.rested = null
      if (thread === null) return
      for (const [event, , heard] of this.listeners.splice(0)) thread.worker.off(event, heard)
      thread.worker.unref()
      if (this.keep) resting.push(thread)
      // Ending a thread takes a while and nobody needs to wait for it.
      else void retire(thread)
    }
    /** Answers instead of the thread, which was started before and is not stopped. */
    private answer(type: 'started' | 'stopped'): void {
      const response = { type, __vitest_worker_response__: true }
      for (const [event, listener] of [...this.listeners]) if (event === 'message') listener(response)
    }
  }

  return {
    runner: { name: 'jwt-lessons', createPoolWorker: (options: PoolOptions) => new WarmThread(options) },
    prepare(rules) {
      if (spares === 0) return
      threads.prepare(spares)
      // More threads than spares were for a run of many lessons; each takes memory.
      for (const thread of resting.splice(spares)) void retire(thread)
      for (const thread of resting) wish(thread, { type: 'sandbox', rules })
    },
    loadAhead(settings) {
      // The thread that rests longest is the one that gets the run.
      const [thread] = resting
      if (thread !== undefined) wish(thread, { type: 'load', settings })
    },
    endSandboxes() {
      for (const thread of threads.all) wish(thread, { type: 'end' })
    },
    async close() {
      await Promise.all(resting.splice(0).map(({ worker }) => worker.terminate()))
    },
  }
}

function quietly(listener: Listener): Listener {
  return (...args) => {
    try {
      listener(...args)
    } catch {
      // What it means for a run is said by that run.
    }
  }
}
