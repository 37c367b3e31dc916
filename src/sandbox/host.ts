/** The host side: starts a sandbox process, asks it, and ends it when it does not answer. */
import { type ChildProcess, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { realpathSync } from 'node:fs'
import { openNotes } from './call-markers.ts'
import { brokenReport, type CallOptions, callReportOf, callRequestOf } from './calls.ts'
import { createConnection, type WholeLimits } from './connection.ts'
import { heapRequestOf } from './heap-request.ts'
import { type Answer, type LoadRequest, REHEARSE } from './protocol.ts'
import type { Call, CallReport, HeapReport, LoadProblem, LoadReport, Refusal, Walls } from './types.ts'
import { wallsHere } from './walls.ts'

export type SandboxOptions = {
  /** The built program of the sandbox process. */
  program: string
  /** Path of the workspace; only files in it can be read. */
  workspaceRoot: string
  /** How long one load or one round trip of calls may take, in milliseconds. */
  deadlineMs: number
  /** Whether there is time before the first question; what is used by questions then runs faster. */
  ahead?: boolean
  /** The rules of the lesson that will be loaded first, if they are known: the process prepares for them at once. */
  rules?: LessonRules
  /** Longest time of all questions together; none by default. */
  whole?: WholeLimits
  /** The walls around the process; those of this system by default. */
  walls?: Walls
  /** Processor time after which the system ends the process, in seconds; 300 by default. */
  cpuSeconds?: number
  /** Longest time until the process is ready, in milliseconds, as long as it gets a processor; 30 s by default. */
  startMs?: number
  /** Sandboxes that end together with this one. */
  group?: SandboxGroup
}

/** What a lesson takes away, watches and lets in. */
export type LessonRules = Pick<LoadRequest, 'forbids' | 'watches' | 'web'>
/** What a lesson asks for. */
export type LoadOptions = LessonRules & Pick<LoadRequest, 'files' | 'instrument'>

export type SandboxReply<T> = { report: T; console: string; refusals: Refusal[] }

/** A process that holds one lesson's learner code. After a broken outcome it is gone for good. */
export type Sandbox = {
  /**
   * Loads the files of a lesson; of the rules that the process was prepared for, if it was. Further lessons may follow whose
   * rules are the same, each with modules of its own, as long as no load had a problem and no call broke down.
   */
  load: (options: LoadOptions) => Promise<SandboxReply<LoadReport>>
  /** Carries out calls one after the other in one round trip. `deadlineMs` instead of the usual one. */
  call: (calls: Call[], options?: CallOptions) => Promise<SandboxReply<CallReport[]>>
  /**
   * Collects all garbage, and tells how much memory is held and whether it has any of these strings or bytes in it, as
   * they are or in hex, base64 or base64url. A search takes up to a second.
   */
  heap: (wanted: readonly (string | Uint8Array)[]) => Promise<HeapReport>
  kill: () => void
  pid: number | undefined
}

/** More than any lesson needs. It is for an endless loop whose grader was killed: nobody else would end that. */
const CPU_SECONDS = 300

/** Longest time of a look at the heap, in milliseconds. */
const HEAP_MS = 20_000

/** Sandboxes that end together. */
export type SandboxGroup = {
  add: (child: ChildProcess) => void
  /** Ends them all at once: their pending questions are answered as broken. Settles when they are gone. */
  end: () => Promise<void>
}

export function createSandboxGroup(): SandboxGroup {
  const running = new Set<ChildProcess>()
  return {
    add(child) {
      running.add(child)
      child.once('close', () => running.delete(child))
      child.once('error', () => running.delete(child))
    },
    async end() {
      const ends = [...running].map(child => new Promise(resolve => child.once('close', resolve)))
      for (const child of running) kill(child)
      await Promise.all(ends)
    },
  }
}

/** Limit of V8's heap, in MiB; what is outside of it is watched by resources.ts. */
const HEAP_LIMIT = 256

/**
 * Starts a sandbox process with Node's permission model: it may read the workspace and its own program, nothing else.
 * It is worth starting ahead of a save: being ready takes tens of milliseconds.
 */
export function startSandbox(options: SandboxOptions): Sandbox {
  const root = realpathSync(options.workspaceRoot)
  const notes = openNotes()
  const own = [options.program, ...(options.ahead ? [REHEARSE] : [])]
  const args = [...sandboxFlags(options.program, root), ...own]
  const walls = options.walls ?? wallsHere()
  const node = [...walls.command, process.execPath, ...args]
  const [command, ...words] = withCpuLimit(node, options.cpuSeconds ?? CPU_SECONDS)
  const child = spawn(command as string, words, {
    stdio: ['pipe', 'pipe', notes.stdio],
    env: sandboxEnvironment(),
    cwd: root,
    windowsHide: true,
  })
  options.group?.add(child)
  // An idle sandbox does not keep the program alive; a pending question does, through its timer.
  child.unref()
  for (const stream of [child.stdin, child.stdout]) (stream as unknown as { unref?: () => void }).unref?.()
  const token = randomUUID()
  const connection = createConnection(child, notes, token, options.whole ?? null, options.startMs)
  if (options.rules) connection.prepare({ type: 'prepare', token, root, ...options.rules, instrument: false })
  /** Since code was loaded. */
  let isFirstLook = true

  return {
    pid: child.pid,
    kill: () => kill(child),
    async load(load) {
      isFirstLook = true
      const reply = await connection.ask(
        { type: 'load', token, root, ...load },
        { deadlineMs: options.deadlineMs, callMs: options.deadlineMs },
      )
      if (reply.kind === 'broken') {
        kill(child)
        const { cause, message, place } = reply.outcome
        const kind = cause === 'timeout' || cause === 'memory' || cause === 'internal' ? cause : 'crash'
        const problem: LoadProblem = {
          kind,
          message: `While the file was loaded: ${message}.`,
          file: place?.file ?? null,
          line: place?.line ?? null,
          column: place?.column ?? null,
        }
        return { report: { kind: 'problem', problem, imported: [] }, console: '', refusals: [] }
      }
      const answer = reply.answer as Extract<Answer, { type: 'loaded' }>
      return {
        report: answer.report,
        console: answer.console,
        refusals: answer.refusals,
      }
    },
    async call(calls, callOptions = {}) {
      const { deadlineMs = options.deadlineMs, callMs = options.deadlineMs } = callOptions
      const request = callRequestOf(calls, { ...callOptions, callMs })
      // Calls that run at once have all begun at once, and the process itself ends the wait for each.
      const stuckMs = callOptions.turns === 'together' ? callMs * 3 : callMs
      const reply = await connection.ask(request, {
        deadlineMs: Math.max(deadlineMs, stuckMs),
        callMs: stuckMs,
      })
      if (reply.kind === 'broken') {
        kill(child)
        const report = calls.map(() => brokenReport(reply.outcome))
        return { report, console: '', refusals: [] }
      }
      const { answers, console, refusals } = reply.answer as Extract<Answer, { type: 'answer' }>
      return {
        report: answers.map((answer, index) => callReportOf(answer, calls[index] as Call)),
        console,
        refusals,
      }
    },
    async heap(wanted) {
      const reply = await connection.ask(heapRequestOf(wanted, isFirstLook), {
        deadlineMs: HEAP_MS,
        callMs: HEAP_MS,
      })
      isFirstLook = false
      if (reply.kind === 'broken') {
        kill(child)
        return reply.outcome
      }
      const { bytes, held } = reply.answer as { bytes: number; held: boolean[] }
      return { kind: 'measured', bytes, held }
    },
  }
}

/** Nothing of our own environment but what the program itself needs to start. */
function sandboxEnvironment(): NodeJS.ProcessEnv {
  const environment: NodeJS.ProcessEnv = {}
  for (const name of ['SystemRoot', 'LD_LIBRARY_PATH', 'DYLD_LIBRARY_PATH']) {
    if (process.env[name] !== undefined) environment[name] = process.env[name]
  }
  return environment
}

function kill(child: ChildProcess): void {
  // SIGKILL: code in an endless loop hears nothing else.
  if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL')
}

/** A command that the system ends after so much processor time; Windows has no such limit. */
function withCpuLimit(command: string[], seconds: number): string[] {
  if (process.platform === 'win32') return command
  return ['/bin/sh', '-c', `ulimit -S -t ${seconds} 2>/dev/null; exec "$0" "$@"`, ...command]
}

function sandboxFlags(program: string, root: string): string[] {
  const programFolder = program.replace(/[^/\\]*$/, '')
  return [
    '--permission',
    `--allow-fs-read=${root}`,
    `--allow-fs-read=${programFolder}sandbox-*`,
    `--max-old-space-size=${HEAP_LIMIT}`,
    '--no-warnings',
    '--no-experimental-websocket',
    '--no-addons',
  ]
}
