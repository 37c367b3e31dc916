/**
 * The sandbox process: loads one lesson's files and carries out calls. Started with Node's permission model.
 * Everything it needs is taken before learner code runs; it answers with plain data and the token of its request.
 */
import { realpathSync, writeSync } from 'node:fs'
import module from 'node:module'
import { pathToFileURL } from 'node:url'
import { type Answer, type CallAnswer, type CallRequest, EXIT_CODES, type EncodedCall, type LoadRequest, type Request } from '../protocol.ts'
import type { Described, LoadProblem, LoadReport, Outcome, Place } from '../types.ts'
import { createCapture, createConsole } from './console.ts'
import { decodeArgument } from './decode.ts'
import { describe, inherits } from './describe.ts'
import { ImportProblem, installLoader } from './loader.ts'
import { createPlaceFinder } from './places.ts'
import * as p from './pristine.ts'
import { createRefuser } from './refuse.ts'
import { restrict } from './restrict.ts'
import type { Watcher } from './watch.ts'

type LearnerFunction = (...args: unknown[]) => unknown
type LearnerModule = Record<string, unknown>

const realProcess = globalThis.process
const send = realProcess.send as (message: Answer) => boolean
const reallyExit = (realProcess as unknown as { reallyExit: (code: number) => never }).reallyExit.bind(realProcess)
const answer = (message: Answer): void => {
  p.apply(send, realProcess, [message])
}
const nextTurn = setImmediate
/** One byte on stderr a call: tells the host which call never came back. */
const noteCall = (): void => {
  try {
    writeSync(2, '\x01')
  } catch {
    // A full pipe only makes the note less exact.
  }
}
const imported: string[] = []
const refuser = createRefuser()
const capture = createCapture()
const learnerConsole = createConsole(capture)
const modules = new p.MapClass<string, LearnerModule>()
const mapGet = p.MapClass.prototype.get
const mapSet = p.MapClass.prototype.set

let token = ''
let root = ''
let findPlace: (stack: unknown) => Place | null = () => null
let jwtErrorPrototype: object | null = null
let watcher: Watcher | null = null

realProcess.on('disconnect', () => reallyExit(EXIT_CODES.disconnected))
realProcess.on('unhandledRejection', reason => fault('unhandled-rejection', reason))
realProcess.on('uncaughtException', error => fault('crash', error))
realProcess.on('message', (message: Request) => {
  if (message.type === 'load') void load(message)
  else void carryOut(message)
})

// Type stripping starts a parser; doing it now keeps that time out of the way of a save.
module.stripTypeScriptTypes('export const ready: boolean = true')
answer({ type: 'ready' })

function fault(cause: 'unhandled-rejection' | 'crash', reason: unknown): void {
  answer({ type: 'fault', token, cause, message: inWords(reason), place: placeOf(reason) })
}

async function load(request: LoadRequest): Promise<void> {
  token = request.token
  root = request.root
  findPlace = createPlaceFinder(root)
  const report = await loadFiles(request)
  answer({ type: 'loaded', token, report, console: capture.take(), refusals: refuser.takeNoted() })
}

async function loadFiles(request: LoadRequest): Promise<LoadReport> {
  const transform = request.instrument ? await instrumented() : (source: string) => source
  restrict(request.profile, refuser, capture, learnerConsole)
  installLoader(request, refuser, transform, path => p.append(imported, path))
  const importFile = (path: string): Promise<LearnerModule> =>
    import(pathToFileURL(`${root}/${path}`).href) as Promise<LearnerModule>
  try {
    const errors = await importFile('jwt/errors.ts')
    const JwtError = errors.JwtError
    if (typeof JwtError === 'function') jwtErrorPrototype = JwtError.prototype as object
  } catch {
    // A lesson that needs it fails by its own import, which says where.
  }
  for (let index = 0; index < request.files.length; index++) {
    const problem = unreachable((request.files[index] as LoadRequest['files'][number]).path)
    if (problem !== null) return { kind: 'problem', problem, imported }
  }
  const missing: string[] = []
  let untouched = true
  for (let index = 0; index < request.files.length; index++) {
    const file = request.files[index] as LoadRequest['files'][number]
    let loaded: LearnerModule
    try {
      loaded = await importFile(file.path)
    } catch (error) {
      return { kind: 'problem', problem: problemOf(error, file.path), imported }
    }
    p.apply(mapSet, modules, [file.path, loaded])
    for (let position = 0; position < file.exports.length; position++) {
      const name = file.exports[position] as string
      const value = p.getOwnPropertyDescriptor(loaded, name)?.value as unknown
      if (typeof value !== 'function') p.append(missing, name)
      else if (!isStarter(value as LearnerFunction)) untouched = false
    }
  }
  return { kind: 'loaded', notStarted: untouched && missing.length === 0, missing, imported }
}

/** The lesson's own file is not there, or is a link out of the workspace. */
function unreachable(path: string): LoadProblem | null {
  const at = { file: path, line: null, column: null }
  try {
    const real = realpathSync(`${root}/${path}`)
    if (p.apply(p.stringStartsWith, real, [root])) return null
    return { kind: 'import', message: `${path} is a link that leads out of the workspace, which the code of a lesson can not leave.`, ...at }
  } catch {
    return { kind: 'missing-file', message: `There is no file ${path}. The command \`jwt-lessons reset\` puts the starter back.`, ...at }
  }
}

/** Whether a function still only says that it is not implemented. */
function isStarter(value: LearnerFunction): boolean {
  if (p.isProxy(value)) return false
  const source = p.apply(p.functionToString, value, []) as string
  const code = source.replace(/\/\*[\s\S]*?\*\/|\/\/[^\n]*/g, '').replace(/\s+/g, '')
  return /^(async)?function\*?\w*\(.*\)\{thrownotImplemented\((['"`])[\w.]+\2,?\);?\}$/.test(code)
}

/** Loads the instrumenting transform; its functions reach learner code through a module of a random name. */
async function instrumented(): Promise<(source: string, url: string) => string> {
  const [{ instrument }, { createWatcher }] = await Promise.all([import('./instrument.ts'), import('./watch.ts')])
  watcher = createWatcher()
  const key = `watch${Math.random().toString(36).slice(2)}`
  const names = { work: `${key}w`, compare: `${key}c` }
  Object.defineProperty(globalThis, names.work, { value: watcher.work })
  Object.defineProperty(globalThis, names.compare, { value: watcher.compare })
  return source => {
    try {
      return instrument(source, names)
    } catch {
      return source
    }
  }
}

function problemOf(error: unknown, path: string): LoadProblem {
  if (error instanceof ImportProblem) return error.problem
  const place = placeOf(error)
  const at = { file: place?.file ?? path, line: place?.line ?? null, column: place?.column ?? null }
  const refusal = refuser.refusalOf(error)
  if (refusal !== null) return { kind: 'import', message: `${refusal.message}.`, ...at }
  const text = inWords(error)
  if (error instanceof SyntaxError) {
    const stackLine = /:(\d+)\n/.exec(String(error.stack))
    const line = place?.line ?? (stackLine ? Number(stackLine[1]) : null)
    const missing = /requested module '([^']+)' does not provide an export named '([^']+)'/.exec(error.message)
    if (missing) return { kind: 'import', message: `${missing[1]} has no export called ${missing[2]}. Look at the spelling, and at the word \`export\` in that file.`, ...at, line }
    return { kind: 'syntax', message: `The file can't be read as TypeScript: ${error.message}.`, ...at, line }
  }
  const range = typeof error === 'object' && error instanceof RangeError && error.message === 'Maximum call stack size exceeded'
  return { kind: 'crash', message: range ? 'The file calls itself without end while it is loaded.' : `The file throws while it is loaded: ${text}.`, ...at }
}

async function carryOut(request: CallRequest): Promise<void> {
  const answers: CallAnswer[] = []
  for (let index = 0; index < request.calls.length; index++) {
    if (index < 4096) noteCall()
    p.append(answers, callOnce(request.calls[index] as EncodedCall, request.comparisonsOf))
  }
  // Node reports a rejected promise only after this turn; it belongs to these calls.
  await new Promise<void>(resolve => nextTurn(resolve))
  answer({ type: 'answer', token, id: request.id, answers, console: capture.take(), refusals: refuser.takeNoted() })
}

function callOnce(call: EncodedCall, comparisonsOf: Uint8Array[] | null): CallAnswer {
  const args: unknown[] = []
  for (let index = 0; index < call.args.length; index++) {
    p.append(args, decodeArgument(call.args[index] as EncodedCall['args'][number]))
  }
  const loaded = p.apply(mapGet, modules, [call.file]) as LearnerModule
  const learnerFunction = p.getOwnPropertyDescriptor(loaded, call.name)?.value as LearnerFunction
  if (comparisonsOf !== null) watcher?.start(comparisonsOf)
  let outcome: Outcome
  try {
    const value = p.apply(learnerFunction, undefined, args) as unknown
    outcome = { kind: 'value', value: describe(value) }
  } catch (error) {
    outcome = thrown(error)
  }
  const watched = comparisonsOf !== null ? (watcher?.stop() ?? null) : null
  const argsAfter: Described[] = []
  for (let index = 0; index < args.length; index++) p.append(argsAfter, describe(args[index]))
  return { outcome, argsAfter, watched }
}

function thrown(error: unknown): Outcome {
  const place = placeOf(error)
  const isObject = typeof error === 'object' && error !== null && !p.isProxy(error)
  if (isObject && p.isNativeError(error) && isStackOverflow(error)) {
    return { kind: 'broken', cause: 'stack-overflow', message: 'too many nested calls, or too many arguments at once', place }
  }
  const value = describe(error)
  let jwtCode: string | null = null
  if (isObject && jwtErrorPrototype !== null && inherits(error, jwtErrorPrototype)) {
    jwtCode = value.type === 'error' ? value.code : null
  }
  return { kind: 'thrown', value, jwtCode, refused: refuser.refusalOf(error), place }
}

function isStackOverflow(error: object): boolean {
  const described = describe(error)
  return described.type === 'error' && described.name === 'RangeError' && described.message === 'Maximum call stack size exceeded'
}

function placeOf(error: unknown): Place | null {
  if (typeof error !== 'object' || error === null || p.isProxy(error)) return null
  try {
    return findPlace((error as { stack?: unknown }).stack)
  } catch {
    return null
  }
}

/** An error or any thrown value as one line. */
function inWords(value: unknown): string {
  const described = describe(value)
  if (described.type === 'error') return `${described.name}: ${described.message}`
  if (described.type === 'string') return `the text '${p.apply(p.stringSlice, described.value, [0, 200]) as string}'`
  if (described.type === 'exotic') return described.text
  if (described.type === 'undefined' || described.type === 'null') return described.type
  if (described.type === 'number' || described.type === 'boolean') return `${described.value}`
  return `a value of type ${described.type}`
}
