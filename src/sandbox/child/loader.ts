/** How the learner's files are found, read and turned into JavaScript. */
import { readFileSync, realpathSync, statSync } from 'node:fs'
import module from 'node:module'
import { dirname, extname, sep } from 'node:path'
import type { Preparation } from '../protocol.ts'
import type { LoadProblem } from '../types.ts'
import { fileUrl, relative } from './stack-location.ts'
import { UNWATCHABLE } from './own-globals.ts'
import * as p from './primordials.ts'
import type { Refuser } from './refuse.ts'
import { forbiddenBy } from './restrict.ts'
import { readSpecifier } from './specifier.ts'
import { createTypeStripper } from './strip.ts'
import { noPermission } from './unreadable.ts'

const ALLOWED_EXTENSIONS = new Set(['.ts', '.mts', '.js', '.mjs', '.json'])
/** Larger files are no source of a lesson. */
const MAX_SOURCE_BYTES = 4 * 1024 * 1024

export type Transform = (source: string) => string

export type Loader = {
  /** The URL under which a workspace file is imported. */
  urlOf: (path: string) => string
  /** The problem behind an error that an import threw, or null. */
  problemOf: (error: unknown) => LoadProblem | null
  /** Whether a real path is a file's that may be loaded. */
  inside: (realPath: string) => boolean
  /** Whether a path is an ordinary file of a size that a source can have. */
  isSource: (path: string) => boolean
  /** Loads modules of ours on the way that learner files take, which is faster when it was gone before. */
  rehearse: () => Promise<void>
  /** Modules that were loaded so far are loaded anew when they are imported again. */
  forget: () => void
}

const TOO_NEW =
  'This lesson watches your code at work, and something in this file is too new for that: write it another way.'

/** The address of a module that is loaded for practice; no learner file can have or import it. */
const REHEARSED = 'file:///rehearsed.ts'
const SOURCE = 'export function rehearsed(text: string): string { return text }'

const realPathOf = realpathSync
const { random } = Math
const readText = readFileSync
const statOf = statSync
const parseJson = JSON.parse
const isBuiltin = module.isBuiltin
const registerHooks = module.registerHooks

/**
 * Installs module hooks. From then on nothing but workspace files and built-in modules that only compute can be
 * imported, whoever asks: an unknown parent gets nothing. Types are stripped, and `transform` sees the result.
 * `onFile` hears of each workspace file that is loaded. A file is judged by its real path, so that a link out of the
 * workspace is refused.
 */
export function installLoader(
  request: Preparation,
  refuser: Refuser,
  transform: Transform,
  onFile: (path: string) => void,
): Loader {
  const { root } = request
  const noBuiltins = forbiddenBy(request).find(one => one.noBuiltins !== undefined)?.noBuiltins
  const ownFolder = `${import.meta.dirname}${sep}`
  /** Files by the URL that they were given; what is not in here is not a file of the workspace. */
  const pathByUrl = new p.MapClass<string, string>()
  /** The built-in modules that `resolve` let through. */
  const builtins = new p.SetClass<string>()
  const problems = new p.WeakMapClass<object, LoadProblem>()
  const stripTypes = createTypeStripper(root, throwProblem)

  function throwProblem(problem: LoadProblem): never {
    const error = new p.ErrorClass(problem.message)
    p.apply(p.weakMapSet, problems, [error, problem])
    throw error
  }
  const inside = (path: string): boolean =>
    p.startsWith(path, root + sep) &&
    !p.startsWith(path, ownFolder) &&
    (p.apply(p.stringIndexOf, path, [`${sep}node_modules${sep}`, root.length]) as number) < 0
  /**
   * Part of the URL of every file; Node keeps a module for as long as its URL is asked for. It is random, so that code of a
   * lesson can't load modules for the next one.
   */
  let round = ''
  const urlOf = (path: string, query: string): string => fileUrl(path) + round + query
  const pathOfUrl = (url: string | undefined): string | undefined =>
    p.apply(p.mapGet, pathByUrl, [url]) as string | undefined
  /** Whether our own modules are loaded, and no others. */
  let isRehearsal = false
  const refuse = (what: string, message: string): never =>
    refuser.refuse({ what, kind: 'forbidden', message })

  registerHooks({
    resolve(specifier, context) {
      if (isRehearsal) return { url: specifier, format: 'module', shortCircuit: true }
      const parent = pathOfUrl(context.parentURL)
      const from = parent === undefined ? root : dirname(parent)
      const at = relative(parent ?? root, root)
      const what = `import '${p.slice(specifier, 0, 100)}'`
      const placeInParent = (): SpecifierPlace => ({ file: at, ...findSpecifier(parent, specifier) })
      if (specifier === UNWATCHABLE)
        return throwProblem({ kind: 'syntax', message: TOO_NEW, file: at, line: null, column: null })
      const asked = readSpecifier(specifier, from, isBuiltin)
      switch (asked.kind) {
        case 'builtin':
          if (noBuiltins !== undefined)
            return refuser.refuse({ what, kind: 'taken-away', message: `${what} ${noBuiltins}` })
          if (!asked.allowed)
            return refuse(
              what,
              `${what} is not available to the code of a lesson: it gets values and gives values`,
            )
          p.apply(p.setAdd, builtins, [`node:${asked.name}`])
          return { url: `node:${asked.name}`, format: 'builtin', shortCircuit: true }
        case 'scheme':
          return refuse(
            what,
            `an import of a ${asked.scheme} address is not available to the code of a lesson`,
          )
        case 'package': {
          const own = `'${specifier}' is a package: a lesson uses only node: modules and your own files. An own file starts with ./ and ends in .ts.`
          return throwProblem({ kind: 'import', message: own, ...placeInParent() })
        }
        case 'file': {
          const real = realPath(asked.path)
          if (!inside(real ?? asked.path)) {
            return refuse(
              what,
              `${what} leads out of the workspace, which the code of a lesson can not leave`,
            )
          }
          if (real === null || !isSource(real))
            return throwProblem(notFound(specifier, asked.path, placeInParent()))
          const extension = extname(real)
          if (!(p.apply(p.setHas, ALLOWED_EXTENSIONS, [extension]) as boolean)) {
            return refuse(what, `${what}: only .ts, .js and .json files can be imported`)
          }
          const url = urlOf(real, asked.query)
          p.apply(p.mapSet, pathByUrl, [url, real])
          return { url, format: extension === '.json' ? 'json' : 'module', shortCircuit: true }
        }
      }
    },
    load(url, context, next) {
      if (isRehearsal) {
        const source = url === REHEARSED ? `import '${REHEARSED}?imported'\n${SOURCE}` : SOURCE
        return { format: 'module', source: transform(stripTypes(source, url)), shortCircuit: true }
      }
      const path = pathOfUrl(url)
      // A built-in module that `resolve` let through; all else that is no file of ours gets no source.
      if (path === undefined)
        return (p.apply(p.setHas, builtins, [url]) as boolean)
          ? next(url, context)
          : refuse(`import '${url}'`, 'this import is not available')
      onFile(relative(path, root))
      checkAttributes(relative(path, root), context.importAttributes)
      const text = sourceOf(path)
      if (extname(path) === '.json') {
        checkJson(text, relative(path, root))
        return { format: 'json', source: text, shortCircuit: true }
      }
      return { format: 'module', source: transform(stripTypes(text, path)), shortCircuit: true }
    },
  })

  /** What Node's own loader asks of an import, which is not asked where there are hooks. */
  function checkAttributes(file: string, attributes: object): void {
    const isJson = extname(file) === '.json'
    const type = p.getOwnPropertyDescriptor(attributes, 'type')?.value as unknown
    const count = p.ownKeys(attributes).length
    if (isJson ? type === 'json' && count === 1 : count === 0) return
    const message = isJson
      ? `${file} is JSON, and Node imports that only where the import says so: import data from './data.json' with { type: 'json' }.`
      : `${file} is imported with attributes, and code has none: leave out what comes after the word with.`
    throwProblem({ kind: 'import', message, file, line: null, column: null })
  }

  function sourceOf(path: string): string {
    try {
      return readText(path, 'utf8')
    } catch (error) {
      const file = relative(path, root)
      const message = noPermission(error, file)
      if (message === null) throw error
      return throwProblem({ kind: 'crash', message, file, line: null, column: null })
    }
  }

  function checkJson(text: string, file: string): void {
    try {
      parseJson(text[0] === '\uFEFF' ? p.slice(text, 1) : text)
    } catch (error) {
      const message = `${file} is not valid JSON: ${(error as Error).message}`
      throwProblem({ kind: 'syntax', message, file, line: null, column: null })
    }
  }

  function notFound(specifier: string, path: string, place: SpecifierPlace): LoadProblem {
    const asTypeScript = p.apply(p.stringEndsWith, path, ['.js'])
      ? `${p.slice(path, 0, path.length - 3)}.ts`
      : null
    const fix = isSource(`${path}.ts`)
      ? `Write '${specifier}.ts': Node needs the whole file name.`
      : isSource(`${path}/index.ts`)
        ? `Write '${specifier}/index.ts': Node needs the whole file name.`
        : asTypeScript !== null && isSource(asTypeScript)
          ? `Write '${p.slice(specifier, 0, specifier.length - 3)}.ts': the file on disk ends in .ts, and Node runs it as it is.`
          : `There is no file ${relative(path, root)}. Look at the name and at ${relative(dirname(path), root) || 'the workspace'}/.`
    return {
      kind: 'import',
      message: `'${specifier}' was not found. ${fix}`,
      about: { kind: 'no-file', path: relative(path, root) },
      ...place,
    }
  }

  return {
    urlOf: path => fileUrl(`${root}/${path}`),
    async rehearse() {
      realPath(root)
      isSource(root)
      isRehearsal = true
      try {
        await p.ownPromise(import(REHEARSED))
      } finally {
        isRehearsal = false
      }
    },
    forget() {
      round = `?round=${random()}`
    },
    problemOf(error) {
      if (typeof error !== 'object' || error === null) return null
      return (p.apply(p.weakMapGet, problems, [error]) as LoadProblem | undefined) ?? null
    },
    inside,
    isSource,
  }
}

type SpecifierPlace = Pick<LoadProblem, 'file' | 'line' | 'column'>

/** Where a file names what it imports, counted from 1; nulls where it can't be found. */
function findSpecifier(
  path: string | undefined,
  specifier: string,
): { line: number | null; column: number | null } {
  const nowhere = { line: null, column: null }
  if (path === undefined) return nowhere
  let text: string
  try {
    text = readText(path, 'utf8')
  } catch {
    return nowhere
  }
  for (let quote = 0; quote < QUOTES.length; quote++) {
    const mark = QUOTES[quote] as string
    const found = p.apply(p.stringIndexOf, text, [mark + specifier + mark]) as number
    if (found >= 0) return placeAt(text, found)
  }
  return nowhere
}

const QUOTES = ["'", '"', '`']

function placeAt(text: string, offset: number): { line: number; column: number } {
  let line = 1
  let start = 0
  for (let index = 0; index < offset; index++) {
    if (text[index] !== '\n') continue
    line++
    start = index + 1
  }
  return { line, column: offset - start + 1 }
}

/** The real path; null where there is nothing, or nothing that may be looked at. */
function realPath(path: string): string | null {
  try {
    return realPathOf(path)
  } catch {
    return null
  }
}

/** Whether this is an ordinary file of a reasonable size. */
function isSource(path: string): boolean {
  try {
    const stat = statOf(path)
    return stat.isFile() && stat.size <= MAX_SOURCE_BYTES
  } catch {
    return false
  }
}
