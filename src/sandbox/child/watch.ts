/** Counts the work of a call, and sees comparisons that stop at the first difference. */
import assert from 'node:assert'
import module from 'node:module'
import util from 'node:util'
import type { Watched } from '../types.ts'
import * as p from './pristine.ts'

/** Byte strings from this length on are recognised by size alone; a digest in hex has at most 128 characters. */
const LONG = 512

export type Watcher = {
  /** Called by instrumented code wherever it does a piece of work. */
  work: () => void
  /** Called by instrumented code in place of a comparison. */
  compare: (operator: string, left: unknown, right: unknown) => boolean
  start: (comparisonsOf: Uint8Array[]) => void
  stop: () => Watched
}

const OPERATORS: Record<string, (left: never, right: never) => boolean> = {
  '===': (left, right) => left === right,
  '!==': (left, right) => left !== right,
  // biome-ignore lint/suspicious/noDoubleEquals: the learner's own operator is carried out.
  '==': (left, right) => left == right,
  // biome-ignore lint/suspicious/noDoubleEquals: the learner's own operator is carried out.
  '!=': (left, right) => left != right,
  '<': (left, right) => left < right,
  '>': (left, right) => left > right,
  '<=': (left, right) => left <= right,
  '>=': (left, right) => left >= right,
}

/** Makes a watcher and wraps the built-ins that compare; must run before learner code is loaded. */
export function createWatcher(): Watcher {
  let active = false
  let work = 0
  let earlyExits: string[] = []
  let texts: string[] = []
  let shortest = Number.POSITIVE_INFINITY
  const operators = p.createObject(null) as Record<string, (left: unknown, right: unknown) => boolean>
  for (const [name, run] of Object.entries(OPERATORS)) operators[name] = run as (l: unknown, r: unknown) => boolean

  const note = (what: string): void => {
    if (earlyExits.length < 20) p.append(earlyExits, what)
  }
  const isWatchedText = (text: string): boolean => {
    if (text.length >= shortest) return true
    for (let index = 0; index < texts.length; index++) if (texts[index] === text) return true
    return false
  }
  const isWatched = (value: unknown): boolean => {
    if (typeof value === 'string') return value.length >= 8 && isWatchedText(value)
    if (typeof value === 'bigint') return isWatchedText(p.apply(p.bigintToString, value, [16]) as string)
    if (p.isUint8Array(value)) return isWatchedText(latin1(value as Uint8Array))
    return false
  }
  const see = (what: string, left: unknown, right: unknown): void => {
    if (active && isWatched(left) && isWatched(right)) note(what)
  }

  const wrap = (owner: object, name: string, what: string, isMethod: boolean): void => {
    const original = p.getOwnPropertyDescriptor(owner, name)?.value as ((...args: unknown[]) => unknown) | undefined
    if (original === undefined) return
    const wrapped = function (this: unknown, ...args: unknown[]): unknown {
      if (isMethod) see(what, stringOrSelf(this), args[0])
      else see(what, args[0], args[1])
      return p.apply(original, this, args)
    }
    p.defineProperty(owner, name, { value: wrapped, writable: true, enumerable: false, configurable: true })
  }
  wrap(p.BufferClass, 'compare', 'Buffer.compare', false)
  for (const name of ['equals', 'compare', 'indexOf', 'includes']) wrap(p.bufferPrototype, name, `Buffer.${name}`, true)
  for (const name of ['includes', 'startsWith', 'endsWith', 'indexOf', 'lastIndexOf', 'localeCompare']) wrap(String.prototype, name, `String.${name}`, true)
  wrap(Object, 'is', 'Object.is', false)
  for (const name of ['deepStrictEqual', 'deepEqual', 'strictEqual', 'equal', 'notStrictEqual', 'notDeepStrictEqual']) {
    wrap(assert, name, `assert.${name}`, false)
    wrap(assert.strict, name, `assert.${name}`, false)
  }
  wrap(util, 'isDeepStrictEqual', 'util.isDeepStrictEqual', false)
  module.syncBuiltinESMExports()

  return {
    work() {
      work++
    },
    compare(operator, left, right) {
      if (active) see(operator, left, right)
      return (operators[operator] as (left: unknown, right: unknown) => boolean)(left, right)
    },
    start(comparisonsOf) {
      texts = []
      earlyExits = []
      shortest = Number.POSITIVE_INFINITY
      for (let index = 0; index < comparisonsOf.length; index++) {
        const bytes = comparisonsOf[index] as Uint8Array
        if (bytes.length >= LONG && bytes.length / 2 < shortest) shortest = bytes.length / 2
        const forms = textForms(bytes)
        for (let form = 0; form < forms.length; form++) p.append(texts, forms[form] as string)
      }
      work = 0
      active = true
    },
    stop() {
      active = false
      return { work, earlyExits }
    },
  }
}

function stringOrSelf(value: unknown): unknown {
  return typeof value === 'object' && value !== null && p.isBoxedPrimitive(value) ? `${value as string}` : value
}

const bufferToString = p.bufferPrototype.toString
const bufferFrom = p.BufferClass.from

function encoded(bytes: Uint8Array, encoding: string): string {
  const view = p.apply(bufferFrom, p.BufferClass, [bytes.buffer, bytes.byteOffset, bytes.byteLength]) as Uint8Array
  return p.apply(bufferToString, view, [encoding]) as string
}

function latin1(bytes: Uint8Array): string {
  return encoded(bytes, 'latin1')
}

/** The texts that people turn bytes into before they compare them. */
function textForms(bytes: Uint8Array): string[] {
  const hex = encoded(bytes, 'hex')
  const numbers: number[] = []
  for (let index = 0; index < bytes.length; index++) p.append(numbers, bytes[index] as number)
  const listed = JSON.stringify(numbers)
  return [
    latin1(bytes),
    hex,
    hex.toUpperCase(),
    hex.replace(/^0+(?=.)/, ''),
    encoded(bytes, 'base64'),
    encoded(bytes, 'base64').replace(/=+$/, ''),
    encoded(bytes, 'base64url'),
    encoded(bytes, 'utf8'),
    encoded(bytes, 'ucs2'),
    listed,
    listed.slice(1, -1),
    numbers.join(''),
    numbers.join(' '),
    numbers.join('-'),
    JSON.stringify({ ...numbers }),
  ]
}
