/** Catches what learner code prints; nothing of it reaches a terminal. */
import { formatWithOptions, inspect } from 'node:util'
import * as p from './primordials.ts'

/** How many characters of output are kept from one load of a lesson. */
export const CONSOLE_LIMIT = 16_384

export type Capture = {
  /** Another lesson is loaded, whose output has the whole limit. */
  restart: () => void
  /** Adds text, up to the limit. */
  write: (text: string) => void
  /** Whether the limit is reached: nothing more will be kept. */
  isFull: () => boolean
  /** What was written since the last call. */
  take: () => string
}

/** A bounded buffer for console output; a note says where it was cut. */
export function createCapture(): Capture {
  let text = ''
  let total = 0
  let cut = false
  return {
    restart() {
      total = 0
      cut = false
    },
    write(addition) {
      if (cut || typeof addition !== 'string') return
      const room = CONSOLE_LIMIT - total
      if (addition.length > room) {
        text += `${p.slice(addition, 0, room)}\n[output cut here: ${CONSOLE_LIMIT} characters are kept]\n`
        total = CONSOLE_LIMIT
        cut = true
        return
      }
      text += addition
      total += addition.length
    },
    isFull: () => cut,
    take() {
      const taken = text
      text = ''
      return taken
    },
  }
}

/** A console whose methods write into the capture. */
export function createConsole(capture: Capture): Record<string, unknown> {
  const format = formatWithOptions
  const show = inspect
  const counts = new p.MapClass<string, number>()
  const print = (values: unknown[]): void => {
    // What is not kept needs no showing; code that prints without end is slow enough.
    if (capture.isFull()) return
    let line: string
    try {
      line = p.apply(format, undefined, [
        { colors: false, depth: 4, maxStringLength: 2000, maxArrayLength: 200 },
        ...values,
      ]) as string
    } catch {
      line = '[a value that can not be printed]'
    }
    capture.write(`${line}\n`)
  }
  const inspected = (value: unknown): unknown => {
    try {
      return show(value, { colors: false, depth: 4 })
    } catch {
      return '[a value that can not be printed]'
    }
  }
  const log = (...values: unknown[]): void => print(values)
  const quiet = (): void => {}
  return {
    log,
    info: log,
    warn: log,
    error: log,
    debug: log,
    trace: log,
    group: log,
    groupCollapsed: log,
    groupEnd: quiet,
    table: log,
    dirxml: log,
    dir: (value: unknown) => print([inspected(value)]),
    assert: (condition: unknown, ...values: unknown[]) => {
      if (!condition) print(['Assertion failed:', ...values])
    },
    count: (label = 'default') => {
      const next = ((p.apply(p.mapGet, counts, [`${label}`]) as number | undefined) ?? 0) + 1
      p.apply(p.mapSet, counts, [`${label}`, next])
      print([`${label}: ${next}`])
    },
    countReset: quiet,
    time: quiet,
    timeEnd: quiet,
    timeLog: quiet,
    timeStamp: quiet,
    clear: quiet,
    profile: quiet,
    profileEnd: quiet,
  }
}
