/** The moments of a token's life that the time line shows, and what is right at each. */

import { parseSettings } from '../../src/pictures/index.ts'
import { model } from '../../test/lessons/07-expiry/model.ts'

const NAMES = ['iat', 'nbf', 'exp', 'leeway', 'maxAge'] as const

export type TimeInput = {
  claims: Record<string, unknown>
  /** Seconds, as the learner's function gets them; a member is left out when it was not typed. */
  options: { leeway?: number; maxAge?: number }
}

/** A name on the time line, at a moment in seconds. */
export type Mark = { name: string; at: number }

/** Claims and options that a person typed; `+60` counts from iat. A sentence when it can't be read. */
export function parseTimes(input: string): TimeInput | string {
  const settings = parseSettings(input, NAMES)
  if (typeof settings === 'string') return settings
  const claims: Record<string, unknown> = {}
  const options: TimeInput['options'] = {}
  const iat = settings.get('iat')
  for (const [name, given] of settings) {
    const value = relative(given, iat)
    if (value === undefined) return `${name}=${given} counts from iat, so iat must be a number`
    if (name !== 'leeway' && name !== 'maxAge') claims[name] = value
    else if (typeof value === 'number' && value >= 0) options[name] = value
    else return `${name} must be a number of seconds, 0 or more`
  }
  return { claims, options }
}

/** `+60` as a moment after iat, anything else as it is; undefined when there is no iat to count from. */
function relative(given: unknown, iat: unknown): unknown {
  const digits = typeof given === 'string' ? /^\+([0-9]+(?:\.[0-9]+)?)$/u.exec(given)?.[1] : undefined
  if (digits === undefined) return given
  return typeof iat === 'number' ? iat + Number(digits) : undefined
}

/** Where something begins or ends, in the order of time. */
export function marksOf({ claims, options }: TimeInput): Mark[] {
  const { iat, nbf, exp } = claims
  const leeway = options.leeway ?? 0
  const marks: Mark[] = []
  const mark = (name: string, at: unknown, shift = 0) => {
    if (typeof at === 'number' && Number.isFinite(at)) marks.push({ name, at: at + shift })
  }
  mark('iat', iat)
  mark('nbf', nbf)
  mark('exp', exp)
  if (leeway > 0) {
    mark('nbf-leeway', nbf, -leeway)
    mark('exp+leeway', exp, leeway)
  }
  if (options.maxAge !== undefined)
    mark(leeway > 0 ? 'maxAge+leeway' : 'maxAge', iat, options.maxAge + leeway)
  return marks.sort((a, b) => a.at - b.at)
}

/**
 * About 45 moments: even steps over the whole life, and every second around each mark, where mistakes show.
 * Always the same for one input, so that a cursor stays where it is.
 */
export function momentsOf(input: TimeInput): number[] {
  const marks = marksOf(input).map(mark => mark.at)
  const first = Math.min(...(marks.length > 0 ? marks : [0]))
  const last = Math.max(...(marks.length > 0 ? marks : [100]))
  const margin = Math.max(5, Math.ceil((last - first) / 8))
  const steps = 24
  const moments = new Set<number>()
  for (let step = 0; step <= steps; step++) {
    moments.add(Math.round(first - margin + ((last - first + 2 * margin) * step) / steps))
  }
  for (const at of marks) for (const shift of [-1, 0, 1]) moments.add(at + shift)
  return [...moments].sort((a, b) => a - b)
}

/** Every JwtErrorCode that is right at `now`; empty means accept. */
export function rightCodes({ claims, options }: TimeInput, now: number): readonly string[] {
  return model.ruling([claims, { ...options, now }]).codes
}
