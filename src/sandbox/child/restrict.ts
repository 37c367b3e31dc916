/** Takes things away before learner code is loaded: what a lesson asks to be built by hand, and all ways out. */
import crypto from 'node:crypto'
import module from 'node:module'
import { EXIT_CODES, type LoadRequest } from '../protocol.ts'
import type { Capture } from './console.ts'
import * as p from './pristine.ts'
import type { Refuser } from './refuse.ts'

const BY_HAND = 'is taken away in this lesson: base64url is what you are building, by hand'
const OWN_HMAC = 'is taken away in this lesson: HMAC is what you are building, out of SHA-256'
const FORBIDDEN = 'is not available to the code of a lesson: it gets values and gives values'

/** What node:crypto keeps in the HMAC lesson; all else could compute or compare a MAC. */
const HASH_ONLY = ['createHash', 'hash', 'Hash', 'getHashes', 'randomBytes', 'randomFillSync', 'randomInt', 'randomUUID', 'constants']

/** Globals that reach beyond the process, or hand out objects that do. */
const FORBIDDEN_GLOBALS = [
  'fetch', 'WebSocket', 'EventSource', 'XMLHttpRequest', 'Worker', 'MessageChannel', 'MessagePort', 'BroadcastChannel',
  'navigator', 'localStorage', 'sessionStorage', 'Storage', 'CompressionStream', 'DecompressionStream',
]

/** Applies a lesson's profile to this process. Can't be undone: a process serves one lesson. */
export function restrict(profile: LoadRequest['profile'], refuser: Refuser, capture: Capture, learnerConsole: object): void {
  restrictGlobals(refuser)
  if (profile === 'by-hand') takeAwayBase64(refuser)
  if (profile === 'hash-only') takeAwayHmac(refuser)
  replaceGlobal('console', learnerConsole)
  replaceGlobal('process', restrictProcess(refuser, capture))
}

function replaceGlobal(name: string, value: unknown): void {
  // Redefining a lazy global would load what is behind it (a whole HTTP client, for fetch); deleting does not.
  Reflect.deleteProperty(globalThis, name)
  p.defineProperty(globalThis, name, { value, writable: true, enumerable: false, configurable: true })
}

function restrictGlobals(refuser: Refuser): void {
  for (const name of FORBIDDEN_GLOBALS) {
    if (!(name in globalThis)) continue
    replaceGlobal(name, forbidden(refuser, name))
  }
}

function forbidden(refuser: Refuser, what: string): (...args: unknown[]) => never {
  return function refused() {
    return refuser.refuse({ what, kind: 'forbidden', message: `${what} ${FORBIDDEN}` })
  }
}

/** A stand-in that says why, whatever is done with it. */
function takenAway(refuser: Refuser, what: string, why: string): object {
  const refuse = (): never => refuser.refuse({ what, kind: 'taken-away', message: `${what} ${why}` })
  return new Proxy(function () {} as object, {
    get: (_target, key) => (key === Symbol.hasInstance ? () => false : refuse()),
    apply: refuse,
    construct: refuse,
  })
}

function takeAwayBase64(refuser: Refuser): void {
  const methods: [object, string, string][] = [
    [p.bufferPrototype, 'base64Slice', 'Buffer'],
    [p.bufferPrototype, 'base64urlSlice', 'Buffer'],
    [p.bufferPrototype, 'base64Write', 'Buffer'],
    [p.bufferPrototype, 'base64urlWrite', 'Buffer'],
    [p.Uint8ArrayClass.prototype, 'toBase64', 'Uint8Array.prototype.toBase64'],
    [p.Uint8ArrayClass.prototype, 'setFromBase64', 'Uint8Array.prototype.setFromBase64'],
    [p.Uint8ArrayClass, 'fromBase64', 'Uint8Array.fromBase64'],
  ]
  for (const [owner, name, what] of methods) {
    if (!(name in owner)) continue
    const refuse = (): never => refuser.refuse({ what, kind: 'taken-away', message: `${what} ${BY_HAND}` })
    p.defineProperty(owner, name, { value: refuse, writable: true, enumerable: false, configurable: true })
  }
  // Node's own code needs Buffer: for code that gets hold of the class, only its base64 is gone.
  for (const [owner, name] of [
    [p.bufferPrototype, 'toString'],
    [p.bufferPrototype, 'toLocaleString'],
    [p.bufferPrototype, 'write'],
    [p.bufferPrototype, 'fill'],
    [p.BufferClass, 'from'],
    [p.BufferClass, 'alloc'],
  ] as const) {
    refuseBase64(refuser, owner, name)
  }
  for (const name of ['Buffer', 'btoa', 'atob', 'Blob', 'File', 'FileReader', 'Response', 'Request', 'FormData']) {
    if (name in globalThis) replaceGlobal(name, takenAway(refuser, name, BY_HAND))
  }
}

/** Wraps a method so that it refuses the encodings base64 and base64url. */
function refuseBase64(refuser: Refuser, owner: object, name: string): void {
  const original = p.getOwnPropertyDescriptor(owner, name)?.value as (...args: unknown[]) => unknown
  const isBase64 = /^base64/i
  function wrapped(this: unknown, ...args: unknown[]): unknown {
    for (let index = 0; index < args.length; index++) {
      const arg = args[index]
      if (typeof arg === 'string' && arg.length < 12 && p.apply(p.regExpExec, isBase64, [arg]) !== null) {
        refuser.refuse({ what: 'Buffer', kind: 'taken-away', message: `Buffer ${BY_HAND}` })
      }
    }
    return p.apply(original, this, args)
  }
  p.defineProperty(owner, name, { value: wrapped, writable: true, enumerable: false, configurable: true })
}

function takeAwayHmac(refuser: Refuser): void {
  for (const name of Object.keys(crypto)) {
    if (HASH_ONLY.includes(name)) continue
    p.defineProperty(crypto, name, { value: takenAway(refuser, name, OWN_HMAC), writable: true, enumerable: true, configurable: true })
  }
  module.syncBuiltinESMExports()
  const web = globalThis.crypto
  replaceGlobal('crypto', {
    getRandomValues: web.getRandomValues.bind(web),
    randomUUID: web.randomUUID.bind(web),
    subtle: takenAway(refuser, 'crypto.subtle', OWN_HMAC),
  })
  for (const name of ['Crypto', 'SubtleCrypto', 'CryptoKey']) {
    if (name in globalThis) replaceGlobal(name, takenAway(refuser, name, OWN_HMAC))
  }
}

/** Names on the real process object that would reach other processes, files, natives or the channel to the host. */
const FORBIDDEN_PROCESS = [
  'binding', '_linkedBinding', 'dlopen', 'getBuiltinModule', 'kill', '_kill', 'chdir', 'umask', 'setuid', 'setgid', 'seteuid',
  'setegid', 'setgroups', 'initgroups', '_debugProcess', '_debugEnd', '_startProfilerIdleNotifier', '_getActiveHandles',
  '_getActiveRequests', 'getActiveResourcesInfo', '_rawDebug', 'openStdin', 'loadEnvFile', 'setSourceMapsEnabled',
  'setUncaughtExceptionCaptureCallback', 'addUncaughtExceptionCaptureCallback', 'execve', 'reallyExit', 'finalization',
  'send', 'disconnect', 'mainModule', 'stdin', 'report', 'permission', 'channel', '_channel', '_events2',
]

/** Makes the real process object harmless, for code that gets hold of it, and returns the one that code sees. */
function restrictProcess(refuser: Refuser, capture: Capture): object {
  const real = globalThis.process
  const reallyExit = (real as unknown as { reallyExit: (code: number) => never }).reallyExit.bind(real)
  const exit = (): never => reallyExit(EXIT_CODES.exit)
  const abort = (): never => reallyExit(EXIT_CODES.abort)
  const stream = { write: (text: unknown) => (capture.write(`${text as string}`), true), isTTY: false, columns: 80 }
  const keep = { value: undefined as unknown, writable: false, enumerable: false, configurable: false }
  for (const name of FORBIDDEN_PROCESS) {
    if (name in real) p.defineProperty(real, name, { ...keep, value: forbidden(refuser, `process.${name}`) })
  }
  for (const [name, value] of [['exit', exit], ['abort', abort], ['stdout', stream], ['stderr', stream]] as const) {
    p.defineProperty(real, name, { ...keep, value })
  }

  const start = performance.now.bind(performance)
  const hrtime = Object.assign(real.hrtime.bind(real), { bigint: real.hrtime.bigint })
  const seen: Record<string, unknown> = {
    exit, abort, hrtime,
    stdout: stream, stderr: stream,
    env: {}, argv: ['node'], argv0: 'node', execArgv: [], execPath: 'node', title: 'node', exitCode: undefined,
    version: real.version, versions: { ...real.versions }, platform: real.platform, arch: real.arch, pid: 1, ppid: 0,
    release: { name: 'node' }, features: {}, config: {},
    cwd: () => '/', uptime: () => start() / 1000, memoryUsage: () => ({ rss: 0, heapTotal: 0, heapUsed: 0, external: 0, arrayBuffers: 0 }),
    cpuUsage: () => ({ user: 0, system: 0 }), nextTick: real.nextTick.bind(real), emitWarning: () => {},
    on: () => seen, once: () => seen, off: () => seen, addListener: () => seen, removeListener: () => seen,
    removeAllListeners: () => seen, emit: () => false, listeners: () => [], listenerCount: () => 0,
  }
  for (const name of FORBIDDEN_PROCESS) {
    if (name in real && !(name in seen)) seen[name] = forbidden(refuser, `process.${name}`)
  }
  p.defineProperty(seen, Symbol.toStringTag, { value: 'process' })
  return seen
}
