/** A lesson on functions of the test itself: the kit's schedule on a session without a sandbox. */
import { readFileSync } from 'node:fs'
import { parseDiagnoses } from '../../../src/grader/diagnose/messages.ts'
import type { CallOptions } from '../../../src/sandbox/calls.ts'
import {
  createSchedule,
  type Ended,
  type ScheduleOptions,
  type TestBody,
} from '../../../src/grader/kit/schedule.ts'
import type { Session } from '../../../src/grader/kit/session.ts'
import type { Call, CallReport, Described } from '../../../src/sandbox/types.ts'

type Functions = Record<string, (...args: never[]) => unknown>

class JwtError extends Error {
  readonly code: string
  constructor(code: string, message: string) {
    super(message)
    this.name = 'JwtError'
    this.code = code
  }
}

/** Throws what a learner's refusal is. */
export const refuseWith = (code: string, message = 'why'): never => {
  throw new JwtError(code, message)
}

const kitDiagnoses = parseDiagnoses(readFileSync('src/grader/diagnose/diagnoses.md', 'utf8'))

/**
 * Runs tests of one step, the kit's own last, and returns how each ended.
 * @param make makes the learner's functions; once more for each fresh process
 */
export async function runStep(
  make: () => Functions,
  bodies: readonly TestBody[],
  options: Partial<ScheduleOptions> & { own?: string } = {},
): Promise<Ended[]> {
  const functions = make()
  const session: Session = {
    load: async () => ({
      report: { kind: 'loaded', notStarted: false, missing: [], missingEarlier: [], imported: [] },
      console: '',
    }),
    call: async calls => ({ reports: calls.map(call => carryOut(functions, call)), console: '' }),
    callFresh: async (call: Call, _options: CallOptions) => carryOut(make(), call),
    heap: async () => {
      throw new Error('no heap')
    },
    refusals: () => [],
    isShared: false,
    close() {},
  }
  const { own = '', ...more } = options
  const schedule = createSchedule({
    lesson: {
      id: '90-test',
      files: ['a.ts'],
      exports: Object.keys(functions),
      uses: [],
      forbids: [],
      watches: [],
      async: [],
      web: false,
    },
    session,
    seed: 1,
    mistakes: [],
    diagnoses: [parseDiagnoses(own), kitDiagnoses],
    ids: {},
    parameters: {},
    leavesOpen: {},
    ...more,
  })
  schedule.add('one', [
    ...bodies.map((body, index) => ({ name: `test ${index}`, body })),
    { name: 'kit', body: null },
  ])
  await schedule.load()
  const ended: Ended[] = []
  for (let index = 0; index <= bodies.length; index++) ended.push(await schedule.run('one', index))
  return ended
}

function carryOut(functions: Functions, { name, args }: Call): CallReport {
  const copies = args.map(copyOf)
  const before = copies.map(described)
  const outcome = ((): CallReport['outcome'] => {
    try {
      return {
        kind: 'value',
        value: described((functions[name] as (...args: unknown[]) => unknown)(...copies)),
      }
    } catch (error) {
      const jwtCode = error instanceof JwtError ? error.code : null
      return { kind: 'thrown', value: described(error), jwtCode, refused: null, place: null }
    }
  })()
  const argsAfter = copies.map((copy, index) =>
    JSON.stringify(described(copy)) === JSON.stringify(before[index])
      ? ('untouched' as const)
      : described(copy),
  )
  return { outcome, argsAfter, buffers: 'kept', watched: null, called: [] }
}

/** As the sandbox does it: a window stays a window into a copy of its buffer. */
function copyOf(value: unknown): unknown {
  if (!(value instanceof Uint8Array)) return structuredClone(value)
  return new Uint8Array(value.buffer.slice(0), value.byteOffset, value.byteLength)
}

/** A value of the test as the sandbox describes it. */
export function described(value: unknown): Described {
  if (value === undefined) return { type: 'undefined' }
  if (value === null) return { type: 'null' }
  if (typeof value === 'string') return { type: 'string', value }
  if (typeof value === 'number') return { type: 'number', value }
  if (typeof value === 'boolean') return { type: 'boolean', value }
  if (value instanceof Uint8Array) return { type: 'bytes', value: value.slice(), name: 'Uint8Array' }
  if (value instanceof Promise) return { type: 'exotic', text: 'a Promise', is: 'promise' }
  if (value instanceof Error) return { type: 'error', name: value.name, message: value.message, code: null }
  if (Array.isArray(value)) return { type: 'array', items: value.map(described) }
  const entries = Object.entries(value as object).map(([key, item]): [string, Described] => [
    key,
    described(item),
  ])
  return { type: 'object', name: 'Object', entries }
}
