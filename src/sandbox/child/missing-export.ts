/** What a file has where an exported function should be. */
import { readFileSync } from 'node:fs'
import type { InsteadOfExport } from '../types.ts'
import * as p from './primordials.ts'
import { compact } from './starter.ts'

const readText = readFileSync
const RegExpClass = RegExp
const MAX_EXPORTS = 10
/** Longer names are cut. */
const MOST_NAME = 200
/** A name without characters that mean something in a pattern. */
const PLAIN_NAME = /^\w+$/

/** Looks at a file that was loaded and lacks an exported function called `name`. */
export function insteadOf(namespace: object, name: string, path: string): InsteadOfExport {
  const exports: string[] = []
  const keys = p.ownKeys(namespace)
  for (let index = 0; index < keys.length && exports.length < MAX_EXPORTS; index++) {
    const key = keys[index]
    if (typeof key === 'string') p.append(exports, p.slice(key, 0, MOST_NAME))
  }
  if (p.includes(exports, name)) return { kind: 'no-function', exports }
  const source = sourceOf(path)
  if (compact(source) === '') return { kind: 'empty', exports }
  const isThere = !p.includes(exports, 'default') && declares(source, name)
  return { kind: isThere ? 'not-exported' : 'other', exports }
}

function declares(source: string, name: string): boolean {
  if (!p.matches(PLAIN_NAME, name)) return false
  return p.matches(new RegExpClass(`(?:^|[\\s;}])(?:function|class|const|let|var)\\s+${name}\\b`), source)
}

function sourceOf(path: string): string {
  try {
    return readText(path, 'utf8')
  } catch {
    return ''
  }
}
