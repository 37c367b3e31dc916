/** Loads a lesson's files, and says what stands in the way when that fails. */
import { accessSync, constants, lstatSync, realpathSync } from 'node:fs'
import type { LoadRequest } from '../protocol.ts'
import type { InsteadOfExport, LoadProblem, LoadReport, Place } from '../types.ts'
import type { RawFault } from './faults.ts'
import { insteadOf } from './missing-export.ts'
import type { Loader } from './loader.ts'
import * as p from './primordials.ts'
import type { Refuser } from './refuse.ts'
import { isStarter } from './starter.ts'
import { shownPlace } from './strip.ts'
import { describe } from './describe.ts'
import { noPermission } from './unreadable.ts'
import { inWords, isStackOverflow, placeOf } from './describe-error.ts'

type LearnerFunction = (...args: unknown[]) => unknown

export type Loaded = {
  find: (file: string, name: string) => LearnerFunction | undefined
  /** Of the workspace's JwtError. */
  jwtErrorPrototype: object | null
}

export type LoadTools = {
  loader: Loader
  refuser: Refuser
  findPlace: (stack: unknown) => Place | null
  imported: string[]
}

const realPathOf = realpathSync
const checkAccess = accessSync
const statOfLink = lstatSync
const TO_READ = constants.R_OK
const ERRORS_FILE = 'jwt/errors.ts'
const MISSING_EXPORT = /requested module '([^']+)' does not provide an export named '([^']+)'/

/**
 * Imports the files one after the other; `done` is called once, after the last one or at the first problem.
 * `await` is used on promises with an own constructor only, and nothing is resolved with a value: learner code that
 * changed Promise sees none of it.
 */
export async function loadFiles(
  request: LoadRequest,
  tools: LoadTools,
  done: (report: LoadReport, loaded: Loaded) => void,
): Promise<void> {
  const modules = new p.MapClass<string, object>()
  const { imported } = tools
  const find = (file: string, name: string): LearnerFunction | undefined => {
    const namespace = p.apply(p.mapGet, modules, [file]) as object | undefined
    const value = namespace === undefined ? undefined : exported(namespace, name)
    return typeof value === 'function' ? (value as LearnerFunction) : undefined
  }
  let jwtErrorPrototype: object | null = null
  const finish = (report: LoadReport): void => done(report, { find, jwtErrorPrototype })

  try {
    const errors = await p.ownPromise(import(tools.loader.urlOf(ERRORS_FILE)))
    const JwtError = p.isModuleNamespace(errors) ? exported(errors, 'JwtError') : undefined
    if (typeof JwtError === 'function') jwtErrorPrototype = prototypeOf(JwtError)
  } catch {
    // A lesson that needs it fails by its own import, which says where.
  }
  for (let index = 0; index < request.files.length; index++) {
    const { path } = request.files[index] as LoadRequest['files'][number]
    const problem = unreachable(path, request.root, tools.loader)
    if (problem !== null) return finish({ kind: 'problem', problem, imported })
    try {
      const namespace = await p.ownPromise(import(tools.loader.urlOf(path)))
      if (!p.isModuleNamespace(namespace))
        return finish({ kind: 'problem', problem: thenExported(path), imported })
      p.apply(p.mapSet, modules, [path, namespace])
    } catch (error) {
      return finish({ kind: 'problem', problem: problemOf(error, path, tools), imported })
    }
  }
  finish(loadReportOf(request, modules, find, imported))
}

function loadReportOf(
  request: LoadRequest,
  modules: Map<string, object>,
  find: Loaded['find'],
  imported: string[],
): LoadReport {
  const missing: string[] = []
  let instead: InsteadOfExport | undefined
  const missingEarlier: string[] = []
  let untouched = true
  for (let index = 0; index < request.files.length; index++) {
    const { path, exports, isEarlier } = request.files[index] as LoadRequest['files'][number]
    for (let position = 0; position < exports.length; position++) {
      const name = exports[position] as string
      const value = find(path, name)
      if (isEarlier) {
        if (value === undefined) p.append(missingEarlier, `${path}#${name}`)
      } else if (value === undefined) {
        p.append(missing, name)
        instead ??= insteadOf(p.apply(p.mapGet, modules, [path]) as object, name, `${request.root}/${path}`)
      } else if (!isStarter(value)) untouched = false
    }
  }
  const notStarted = untouched && missing.length === 0
  const report = { kind: 'loaded' as const, notStarted, missing, missingEarlier, imported }
  return instead === undefined ? report : { ...report, insteadOf: instead }
}

function exported(namespace: object, name: string): unknown {
  try {
    const descriptor = p.getOwnPropertyDescriptor(namespace, name)
    return descriptor === undefined ? undefined : p.getOwnPropertyDescriptor(descriptor, 'value')?.value
  } catch {
    // A binding that was never given a value.
    return undefined
  }
}

function prototypeOf(maker: object): object | null {
  if (p.isProxy(maker)) return null
  const descriptor = p.getOwnPropertyDescriptor(maker, 'prototype')
  const value =
    descriptor === undefined ? undefined : (p.getOwnPropertyDescriptor(descriptor, 'value')?.value as unknown)
  return typeof value === 'object' ? value : null
}

/** The lesson's own file is not there, is no ordinary file, or is a link out of the workspace. */
function unreachable(path: string, root: string, loader: Loader): LoadProblem | null {
  const at = { file: path, line: null, column: null }
  try {
    const real = realPathOf(`${root}/${path}`)
    if (loader.inside(real)) {
      checkAccess(real, TO_READ)
      if (loader.isSource(real)) return null
      const message = `${path} is not an ordinary file, or it is larger than a source file can be. Move it away; \`jwt-lessons reset\` puts the starter back.`
      return { kind: 'missing-file', message, ...at }
    }
    return {
      kind: 'import',
      message: `${path} is a link that leads out of the workspace, which the code of a lesson can not leave.`,
      ...at,
    }
  } catch (error) {
    const denied = noPermission(error, path)
    if (denied !== null) return { kind: 'crash', message: denied, ...at }
    const message = isThere(`${root}/${path}`)
      ? `${path} is a link that leads nowhere. Remove it, or put back what it should lead to.`
      : `There is no file ${path}. The command \`jwt-lessons reset\` puts the starter back.`
    return { kind: 'missing-file', message, ...at }
  }
}

/** Whether there is anything under this name, be it a link that leads nowhere. */
function isThere(path: string): boolean {
  try {
    statOfLink(path)
    return true
  } catch {
    return false
  }
}

/** A module with an export called `then` is taken for a promise by import(). */
function thenExported(path: string): LoadProblem {
  return {
    kind: 'crash',
    message: `${path} exports something called then, and so its import gives another value than the file. Take that export away.`,
    file: path,
    line: null,
    column: null,
  }
}

/** What an import threw, as a problem. */
export function problemOf(
  error: unknown,
  path: string,
  { loader, refuser, findPlace }: Omit<LoadTools, 'imported'>,
): LoadProblem {
  const known = loader.problemOf(error)
  if (known !== null) return known
  const place = placeOf(error, findPlace)
  const at = { file: place?.file ?? path, line: place?.line ?? null, column: place?.column ?? null }
  const refusal = refuser.refusalOf(error)
  if (refusal !== null) return { kind: 'import', message: `${refusal.message}.`, ...at }
  if (isStackOverflow(error))
    return { kind: 'crash', message: 'The file calls itself without end while it is loaded.', ...at }
  return (
    syntaxProblemOf(error, at) ?? {
      kind: 'crash',
      message: `The file throws while it is loaded: ${inWords(error)}.${aboutPrototypes(error)}`,
      ...aboutThrown(error),
      ...at,
    }
  )
}

/** Longest message of an error that somebody may know more about. */
const LONGEST_KNOWN = 500

function aboutThrown(error: unknown): Pick<LoadProblem, 'about'> {
  const described = describe(error)
  if (described.type !== 'error' || described.message.length > LONGEST_KNOWN) return {}
  return { about: { kind: 'thrown', name: described.name, message: described.message } }
}

/** What code hears that wanted to change a prototype which is closed. */
function aboutPrototypes(error: unknown): string {
  return p.matches(CLOSED, inWords(error))
    ? ' Built-in prototypes stay as they are in a lesson: write a function of your own instead of a new method.'
    : ''
}

const CLOSED =
  /^TypeError: (?:Cannot (?:add|define|redefine) property|Cannot assign to read only property).*(?:not extensible|of object '(?:#<|\[object ))/

/** A SyntaxError of the engine: a missing export, or JavaScript that can't be read. */
function syntaxProblemOf(
  error: unknown,
  at: Pick<LoadProblem, 'file' | 'line' | 'column'>,
): LoadProblem | null {
  if (typeof error !== 'object' || error === null || p.isProxy(error) || !p.isNativeError(error)) return null
  const message = ownText(error, 'message')
  if (p.getPrototypeOf(error) !== SYNTAX_ERROR || message === null) return null
  const shown = shownPlace(ownText(error, 'stack'))
  const line = at.line ?? shown?.line ?? null
  const column = at.column ?? shown?.column ?? null
  const missing = p.apply(p.regExpExec, MISSING_EXPORT, [message]) as RegExpExecArray | null
  if (missing === null) {
    const text = `The file can't be read as TypeScript: ${message}.${shown?.quoted ?? ''}`
    return { kind: 'syntax', message: text, ...at, line, column }
  }
  return {
    kind: 'import',
    message: `${missing[1]} has no export called ${missing[2]}. Look at the spelling, and at the word \`export\` in that file.`,
    about: { kind: 'no-export', from: missing[1] as string, name: missing[2] as string },
    ...at,
    line,
    column,
  }
}

const SYNTAX_ERROR = SyntaxError.prototype

function ownText(error: object, name: string): string | null {
  try {
    const value = (error as Record<string, unknown>)[name]
    return typeof value === 'string' ? value : null
  } catch {
    return null
  }
}

/** A fault that came up before all files were loaded. */
export function problemOfFault(
  fault: RawFault,
  path: string,
  tools: Omit<LoadTools, 'imported'>,
): LoadProblem {
  const problem = problemOf(fault.reason, path, tools)
  if (problem.kind !== 'crash') return problem
  const what =
    fault.cause === 'unhandled-rejection'
      ? 'a promise was rejected and nobody handled it'
      : 'an error was thrown outside of any call'
  return { ...problem, message: `While the file was loaded, ${what}: ${inWords(fault.reason)}.` }
}

/** Top-level code that waits for something which can't happen. */
export function neverLoaded(path: string): LoadProblem {
  return {
    kind: 'timeout',
    message: `${path} never finished loading: an await at its top level waits for something that does not happen.`,
    file: path,
    line: null,
    column: null,
  }
}
