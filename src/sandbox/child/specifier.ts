/** What an import asks for; decided with nothing that learner code can change. */
import { resolve } from 'node:path'
import * as p from './primordials.ts'

const ALLOWED_BUILTINS = new Set([
  'crypto',
  'buffer',
  'util',
  'util/types',
  'assert',
  'assert/strict',
  'url',
  'querystring',
  'string_decoder',
  'punycode',
  'events',
  'timers',
  'timers/promises',
  'perf_hooks',
])
/** Whether learner code may import a built-in module, named without `node:`. */
export function isAllowedBuiltin(name: string): boolean {
  return p.apply(p.setHas, ALLOWED_BUILTINS, [name]) as boolean
}

const WINDOWS = process.platform === 'win32'
const SCHEME = /^[a-zA-Z][a-zA-Z0-9+.-]*:/

export type Asked =
  | { kind: 'builtin'; name: string; allowed: boolean }
  | { kind: 'file'; path: string; query: string }
  /** An address that is no file: `data:`, `https:`... */
  | { kind: 'scheme'; scheme: string }
  | { kind: 'package' }

/**
 * Reads a specifier as Node would.
 * @param parentFolder where relative ones start
 * @param isBuiltin Node's own list of built-in modules
 */
export function readSpecifier(
  specifier: string,
  parentFolder: string,
  isBuiltin: (name: string) => boolean,
): Asked {
  if (isBuiltin(specifier)) {
    const name = p.startsWith(specifier, 'node:') ? p.slice(specifier, 5) : specifier
    return { kind: 'builtin', name, allowed: isAllowedBuiltin(name) }
  }
  const isFileUrl = p.startsWith(specifier, 'file:')
  if (!isFileUrl) {
    const scheme = p.apply(p.regExpExec, SCHEME, [specifier]) as RegExpExecArray | null
    if (scheme !== null) return { kind: 'scheme', scheme: scheme[0] as string }
    const isPath =
      p.startsWith(specifier, './') || p.startsWith(specifier, '../') || p.startsWith(specifier, '/')
    if (!isPath) return { kind: 'package' }
  }
  const end = firstOf(specifier, '?', '#')
  const path = percentDecoded(p.slice(specifier, isFileUrl ? pathStart(specifier) : 0, end))
  const query = p.slice(specifier, end)
  return { kind: 'file', path: resolve(parentFolder, withoutDriveSlash(path)), query }
}

/** `file:///a` and `file:/a` both mean /a; a host name is left in and leads nowhere. */
function pathStart(fileUrl: string): number {
  return p.startsWith(fileUrl, 'file:///') ? 7 : 5
}

/** `/C:/x` is a path of Windows. */
function withoutDriveSlash(path: string): string {
  return WINDOWS && path[0] === '/' && path[2] === ':' ? p.slice(path, 1) : path
}

function firstOf(text: string, one: string, other: string): number {
  for (let index = 0; index < text.length; index++)
    if (text[index] === one || text[index] === other) return index
  return text.length
}

function percentDecoded(text: string): string {
  try {
    return p.decodePercent(text)
  } catch {
    return text
  }
}
