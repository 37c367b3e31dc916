/** Finds places of the learner's files in stacks. */
import type { Place } from '../types.ts'
import * as p from './primordials.ts'

const WINDOWS = process.platform === 'win32'
const FRAME = /^([^?#\s)]*?)(?:\?[^:\s)]*)?:(\d+)(?::(\d+))?/

const isInteger = Number.isSafeInteger

/** A way out of the workspace, and what no name of a file has. */
const NO_PATH = /(?:^|[\\/])\.\.(?:[\\/]|$)|[\p{Cc}\p{Zl}\p{Zp}]|^[\\/]/u

/** Finds the first frame of a stack that lies in the workspace; other frames are ours or Node's and are never shown. */
export function createPlaceFinder(root: string): (stack: unknown) => Place | null {
  const prefix = `${fileUrl(root)}/`
  return stack => {
    if (typeof stack !== 'string') return null
    const text = p.slice(stack, 0, 20_000)
    const at = p.apply(p.stringIndexOf, text, [prefix]) as number
    if (at < 0) return null
    const match = p.apply(p.regExpExec, FRAME, [p.slice(text, at + prefix.length)]) as RegExpExecArray | null
    if (match === null) return null
    const file = decode(match[1] as string)
    const line = +(match[2] as string)
    const column = +(match[3] ?? 1)
    // A stack is a string like any other: learner code can write one.
    if (p.matches(NO_PATH, file) || !isInteger(line) || !isInteger(column)) return null
    return { file, line, column }
  }
}

function decode(urlPath: string): string {
  try {
    return p.decodePercent(urlPath)
  } catch {
    return urlPath
  }
}

const encode = encodeURI

/** The `file:` URL of an absolute path; what Node's own would be, without a URL object that learner code could change. */
export function fileUrl(path: string): string {
  const slashed = WINDOWS ? p.withSlashes(path) : path
  let encoded = ''
  const whole = percentEncoded(slashed)
  for (let index = 0; index < whole.length; index++) {
    const character = whole[index] as string
    encoded += character === '?' ? '%3F' : character === '#' ? '%23' : character
  }
  return `file://${encoded[0] === '/' ? '' : '/'}${encoded}`
}

function percentEncoded(text: string): string {
  try {
    return encode(text)
  } catch {
    // Half a surrogate pair can't be in a file name that Node read as UTF-8.
    return text
  }
}

/** A path relative to the workspace, with `/`. */
export function relative(path: string, root: string): string {
  const inside = p.startsWith(path, root) ? p.slice(path, root.length + 1) : path
  return WINDOWS ? p.withSlashes(inside) : inside
}
