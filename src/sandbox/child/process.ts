/** The process object that learner code sees, and what becomes of the real one. */
import { EXIT_CODES } from '../protocol.ts'
import type { Capture } from './console.ts'
import * as p from './primordials.ts'
import type { Refuser } from './refuse.ts'

const FORBIDDEN = 'is not available to the code of a lesson: it gets values and gives values'

/** Names on the real process object that would reach other processes, files or natives. */
const FORBIDDEN_MEMBERS = [
  'binding',
  '_linkedBinding',
  'dlopen',
  'getBuiltinModule',
  'kill',
  '_kill',
  'chdir',
  'umask',
  'setuid',
  'setgid',
  'seteuid',
  'setegid',
  'setgroups',
  'initgroups',
  '_debugProcess',
  '_debugEnd',
  '_startProfilerIdleNotifier',
  '_stopProfilerIdleNotifier',
  '_getActiveHandles',
  '_getActiveRequests',
  'getActiveResourcesInfo',
  '_rawDebug',
  'openStdin',
  'loadEnvFile',
  'setSourceMapsEnabled',
  'setUncaughtExceptionCaptureCallback',
  'addUncaughtExceptionCaptureCallback',
  'execve',
  'reallyExit',
  'finalization',
  'send',
  'disconnect',
  'mainModule',
  'stdin',
  'report',
  'permission',
  'channel',
  'ref',
  'unref',
  '_eval',
  '_preload_modules',
  '_tickCallback',
  'moduleLoadList',
  'threadCpuUsage',
  'resourceUsage',
  'constrainedMemory',
  'availableMemory',
]
/** Node itself reads these by their names, so they stay on the real object; nobody can change them. */
const KEPT_FOR_NODE = ['_tickCallback', '_fatalException', 'nextTick', 'emitWarning', 'assert']

/** A function that refuses, instead of something that reaches out. */
export function forbidden(refuser: Refuser, what: string): (...args: unknown[]) => never {
  return function refused() {
    return refuser.refuse({ what, kind: 'forbidden', message: `${what} ${FORBIDDEN}` })
  }
}

/** Makes the real process object harmless, for code that gets hold of it, and returns the one that code sees. */
export function restrictProcess(real: NodeJS.Process, refuser: Refuser, capture: Capture): object {
  const reallyExit = (real as unknown as { reallyExit: (code: number) => never }).reallyExit.bind(real)
  const exit = (): never => reallyExit(EXIT_CODES.exit)
  const abort = (): never => reallyExit(EXIT_CODES.abort)
  const write = (text: unknown): true => {
    capture.write(`${text as string}`)
    return true
  }
  const stream = {
    write,
    isTTY: false,
    columns: 80,
    on: () => stream,
    once: () => stream,
    emit: () => false,
    end: () => {},
  }
  const fixed: [string, unknown][] = [
    ['exit', exit],
    ['abort', abort],
    ['stdout', stream],
    ['stderr', stream],
  ]
  for (const name of FORBIDDEN_MEMBERS) {
    if (name in real && !KEPT_FOR_NODE.includes(name))
      fixed.push([name, forbidden(refuser, `process.${name}`)])
  }
  for (const name of KEPT_FOR_NODE) {
    if (name in real) fixed.push([name, (real as unknown as Record<string, unknown>)[name]])
  }
  for (const [name, value] of fixed)
    p.defineProperty(real, name, { value, writable: false, enumerable: false, configurable: false })

  const seen = seenProcess(real, { exit, abort, stream })
  for (const name of FORBIDDEN_MEMBERS) {
    if (name in real && !(name in seen)) seen[name] = forbidden(refuser, `process.${name}`)
  }
  p.defineProperty(seen, Symbol.toStringTag, { value: 'process' })
  return seen
}

function seenProcess(
  real: NodeJS.Process,
  own: { exit: () => never; abort: () => never; stream: object },
): Record<string, unknown> {
  const now = performance.now.bind(performance)
  const hrtime = Object.assign(real.hrtime.bind(real), { bigint: real.hrtime.bigint.bind(real.hrtime) })
  const memory = { rss: 0, heapTotal: 0, heapUsed: 0, external: 0, arrayBuffers: 0 }
  const seen: Record<string, unknown> = {
    exit: own.exit,
    abort: own.abort,
    hrtime,
    stdout: own.stream,
    stderr: own.stream,
    env: {},
    argv: ['node'],
    argv0: 'node',
    execArgv: [],
    execPath: 'node',
    title: 'node',
    exitCode: undefined,
    version: real.version,
    versions: { ...real.versions },
    platform: real.platform,
    arch: real.arch,
    pid: 1,
    ppid: 0,
    release: { name: 'node' },
    features: {},
    config: {},
    cwd: () => '/',
    uptime: () => now() / 1000,
    memoryUsage: Object.assign(() => ({ ...memory }), { rss: () => 0 }),
    cpuUsage: () => ({ user: 0, system: 0 }),
    nextTick: real.nextTick.bind(real),
    emitWarning: () => {},
    emit: () => false,
    listeners: () => [],
    listenerCount: () => 0,
    eventNames: () => [],
  }
  for (const name of [
    'on',
    'once',
    'off',
    'addListener',
    'prependListener',
    'removeListener',
    'removeAllListeners',
    'setMaxListeners',
  ]) {
    seen[name] = () => seen
  }
  return seen
}
