/** A Vitest pool of worker threads that are there before they are needed. The only file that knows Vitest's pool. */
import { MessageChannel, type MessagePort, Worker } from 'node:worker_threads'
import { distDir, type PoolOptions, type PoolRunnerInitializer, ThreadsPoolWorker } from 'vitest/node'
import type { LessonRules } from '../sandbox/host.ts'
import type { RunSettings } from './settings.ts'
import type { Wish, WorkerStart } from './worker-messages.ts'

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

type Thread = {
  worker: Worker
  wishes: MessagePort
  /** Runs that it has carried out. */
  runs: number
  /** Whether Vitest's worker program in it has answered that it is started. */
  started: boolean
}

type Message = { type?: string }
type Send = Parameters<ThreadsPoolWorker['send']>[0]
type Listener = (...args: unknown[]) => void

/** Each run evaluates a hidden test anew, and Node never forgets a module: after so many runs another thread takes over. */
const RUNS_OF_A_THREAD = 40

/** Longest time that a thread gets to end its sandboxes, in milliseconds. */
const RETIRE_MS = 2_000

/** Without a limit the heap grows by a MiB with each run before it is cleaned; a thread that grades all lessons needs half of this. */
const HEAP_LIMITS = { maxYoungGenerationSizeMb: 16, maxOldGenerationSizeMb: 512 }

/**
 * Makes a pool whose workers run `workerProgram`. A thread is kept for later runs: it holds hidden tests and their kit
 * only, and code that has run before runs several times faster than in a new thread.
 * @param spares how many threads, each with a sandbox, are kept ready
 */
export function createWarmPool(workerProgram: string, warm: WorkerStart['warm'], spares: number): WarmPool {
  const resting: Thread[] = []
  const all = new Set<Thread>()
  const startThread = (): Thread => {
    const { port1, port2 } = new MessageChannel()
    const start: WorkerStart = { vitestWorker: `${distDir}/workers/threads.js`, warm, wishes: port2 }
    const worker = new Worker(workerProgram, {
      workerData: start,
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

  /** Stands between Vitest's runner, which is new in each run, and a thread, which need not be. */
  class WarmThread extends ThreadsPoolWorker {
    override readonly name = 'jwt-lessons'
    private rested: Thread | null = null
    private keep = false
    private readonly listeners: [event: string, listener: Listener, heard: Listener][] = []

    override async start(): Promise<void> {
      this.rested ??= resting.shift() ?? startThread()
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
      while (resting.length < spares) resting.push(startThread())
      // More threads than spares were for a run of many lessons; each takes memory.
      if (spares > 0) for (const thread of resting.splice(spares)) void retire(thread)
      if (warm !== null) for (const thread of resting) wish(thread, { type: 'sandbox', rules })
    },
    loadAhead(settings) {
      // The thread that rests longest is the one that gets the run.
      const [thread] = resting
      if (thread !== undefined) wish(thread, { type: 'load', settings })
    },
    endSandboxes() {
      for (const thread of all) wish(thread, { type: 'end' })
    },
    async close() {
      await Promise.all(resting.splice(0).map(({ worker }) => worker.terminate()))
    },
  }
}

/**
 * Ends a thread after its sandboxes: when it is gone nobody takes note of their end, and the system keeps an entry of
 * each until the program ends.
 */
async function retire(thread: Thread): Promise<void> {
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

function wish({ wishes }: Thread, message: Wish): void {
  wishes.postMessage(message)
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
