/** Finds places of the learner's files in stacks. */
import { fileURLToPath, pathToFileURL } from 'node:url'
import type { Place } from '../types.ts'
import * as p from './pristine.ts'

/** Finds the first frame of a stack that lies in the workspace; other frames are ours or Node's and are never shown. */
export function createPlaceFinder(root: string): (stack: unknown) => Place | null {
  const prefix = pathToFileURL(`${root}/`).href
  const frame = /^([^?#\s)]*?)(?:\?[^:\s)]*)?:(\d+)(?::(\d+))?/
  return stack => {
    if (typeof stack !== 'string') return null
    const text = p.apply(p.stringSlice, stack, [0, 20_000]) as string
    const at = p.apply(p.stringIndexOf, text, [prefix]) as number
    if (at < 0) return null
    const match = p.apply(p.regExpExec, frame, [p.apply(p.stringSlice, text, [at + prefix.length])]) as RegExpExecArray | null
    if (match === null) return null
    return { file: decode(prefix + (match[1] as string), root), line: +(match[2] as string), column: +(match[3] ?? 1) }
  }
}

function decode(url: string, root: string): string {
  try {
    return relative(fileURLToPath(url), root)
  } catch {
    return url
  }
}

/** A path relative to the workspace, with `/`. */
export function relative(path: string, root: string): string {
  const inside = p.apply(p.stringStartsWith, path, [root]) ? (p.apply(p.stringSlice, path, [root.length + 1]) as string) : path
  return p.apply(p.stringReplace, inside, [/\\/g, '/']) as string
}
