/** How the learner's files are found, read and turned into JavaScript. */
import { readFileSync, realpathSync, statSync } from 'node:fs'
import module from 'node:module'
import { dirname, extname, sep } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import type { LoadRequest } from '../protocol.ts'
import type { LoadProblem, Refusal } from '../types.ts'
import type { Refuser } from './refuse.ts'
import { relative } from './places.ts'
import * as p from './pristine.ts'

/** Built-in modules that only compute; everything else reaches files, processes or the network. */
const ALLOWED_BUILTINS = new Set(['crypto', 'buffer', 'util', 'util/types', 'assert', 'assert/strict', 'url', 'querystring', 'string_decoder', 'punycode', 'events', 'timers', 'timers/promises', 'perf_hooks'])
const ALLOWED_EXTENSIONS = new Set(['.ts', '.mts', '.js', '.mjs', '.json'])

/** An import that does not lead anywhere, with the way out. */
export class ImportProblem extends Error {
  readonly problem: LoadProblem
  constructor(problem: LoadProblem) {
    super(problem.message)
    this.problem = problem
  }
}

export type Transform = (source: string, url: string) => string

/**
 * Installs module hooks: imports stay in the workspace, type annotations are stripped, `transform` sees the result.
 * `onFile` hears of each workspace file that is loaded. A path is judged by its real path, so that a link out of the workspace is refused.
 */
export function installLoader(request: LoadRequest, refuser: Refuser, transform: Transform, onFile: (path: string) => void): void {
  const { root, profile } = request
  // Learner code may have changed String and Set by the time of a dynamic import: only pristine functions decide.
  const inside = (path: string): boolean =>
    (p.apply(p.stringStartsWith, path, [root + sep]) as boolean) &&
    (p.apply(p.stringIndexOf, path, [`${sep}node_modules${sep}`]) as number) < 0
  const refuse = (what: string, message: string): never => {
    const refusal: Refusal = { what, kind: 'forbidden', message }
    return refuser.refuse(refusal)
  }

  module.registerHooks({
    resolve(specifier, context, next) {
      const parent = context.parentURL ?? ''
      if (!parent.startsWith('file:') || !inside(fileURLToPath(parent))) return next(specifier, context)
      const builtin = specifier.replace(/^node:/, '')
      if (module.isBuiltin(specifier)) {
        if (profile === 'by-hand') {
          return refuse(`import '${specifier}'`, `import '${specifier}' is taken away in this lesson: only your own files (./…) can be imported`)
        }
        if (!p.apply(p.setHas, ALLOWED_BUILTINS, [builtin])) {
          return refuse(`import '${specifier}'`, `import '${specifier}' is not available to the code of a lesson: it gets values and gives values`)
        }
        return { url: `node:${builtin}`, format: 'builtin', shortCircuit: true }
      }
      if (/^[a-z][a-z0-9+.-]*:/i.test(specifier) && !specifier.startsWith('file:')) {
        return refuse(`import '${specifier.slice(0, 40)}'`, `an import of a ${specifier.slice(0, specifier.indexOf(':') + 1)} address is not available to the code of a lesson`)
      }
      if (!/^(\.{0,2}\/|file:)/.test(specifier)) {
        throw new ImportProblem(problemAt('import', `'${specifier}' is a package: a lesson uses only node: modules and your own files. An own file starts with ./ and ends in .ts.`, parent, root))
      }
      const path = fileURLToPath(new URL(specifier, parent))
      const real = realPath(path)
      if (real === null) throw new ImportProblem(notFound(specifier, path, parent, root))
      if (!inside(real)) return refuse(`import '${specifier}'`, `import '${specifier}' leads out of the workspace, which the code of a lesson can not leave`)
      if (!ALLOWED_EXTENSIONS.has(extname(real))) return refuse(`import '${specifier}'`, `import '${specifier}': only .ts, .js and .json files can be imported`)
      const query = new URL(specifier, parent).search
      return { url: pathToFileURL(real).href + query, format: extname(real) === '.json' ? 'json' : 'module', shortCircuit: true }
    },
    load(url, context, next) {
      if (!url.startsWith('file:') || !inside(fileURLToPath(url.replace(/[?#].*$/, '')))) return next(url, context)
      const path = fileURLToPath(url.replace(/[?#].*$/, ''))
      onFile(relative(path, root))
      const text = readFileSync(path, 'utf8')
      if (extname(path) === '.json') return { format: 'json', source: text, shortCircuit: true }
      return { format: 'module', source: transform(stripTypes(text, path, root), url), shortCircuit: true }
    },
  })
}

function realPath(path: string): string | null {
  try {
    const real = realpathSync(path)
    return statSync(real).isFile() ? real : null
  } catch {
    return null
  }
}

function problemAt(kind: LoadProblem['kind'], message: string, url: string, root: string): LoadProblem {
  return { kind, message, file: relative(fileURLToPath(url), root), line: null, column: null }
}

function notFound(specifier: string, path: string, parent: string, root: string): LoadProblem {
  const withExtension = ['.ts', '/index.ts'].find(ending => realPath(path + ending) !== null)
  const swapped = path.endsWith('.js') && realPath(path.replace(/\.js$/, '.ts')) !== null
  const fix = withExtension
    ? `Write '${specifier}${withExtension}': Node needs the whole file name.`
    : swapped
      ? `Write '${specifier.replace(/\.js$/, '.ts')}': the file on disk ends in .ts, and Node runs it as it is.`
      : `There is no file ${relative(path, root)}. Look at the name and at ${relative(dirname(path), root) || 'the workspace'}/.`
  return problemAt('import', `'${specifier}' was not found. ${fix}`, parent, root)
}

/** Removes the types; every position stays where it was. */
export function stripTypes(text: string, path: string, root: string): string {
  const source = text.charCodeAt(0) === 0xfeff ? text.slice(1) : text
  try {
    return module.stripTypeScriptTypes(source)
  } catch (error) {
    throw new ImportProblem(syntaxProblem(error as Error & { code?: string }, relative(path, root)))
  }
}

/** The first lines of the stack are `:line`, the source line, and carets under the place. */
function syntaxProblem(error: Error & { code?: string }, file: string): LoadProblem {
  const shown = /^[^\n]*:(\d+)\n([^\n]*)\n( *)\^/.exec(String(error.stack))
  const line = shown ? Number(shown[1]) : null
  const column = shown ? (shown[3] as string).length + 1 : null
  const sourceLine = shown ? `\n  ${shown[1]} | ${shown[2]}\n  ${' '.repeat(String(shown[1]).length)} | ${shown[3]}^` : ''
  const message =
    error.code === 'ERR_UNSUPPORTED_TYPESCRIPT_SYNTAX'
      ? `${error.message}. Node runs TypeScript by removing the types, so enum, namespace, decorators and parameter properties can't be used: write a union of texts, an object or a class member instead.`
      : `The file can't be read as TypeScript: ${shorten(error.message)}.`
  return { kind: 'syntax', message: message + sourceLine, file, line, column }
}

function shorten(message: string): string {
  const first = message.split('\n')[0] as string
  return first.length > 160 ? `${first.slice(0, 157)}...` : first.replace(/\.$/, '')
}
