/** Frames as an attacker would send them who got hold of the line to the host. */
import { deserialize, serialize } from 'node:v8'
import type { Expected } from '../../src/sandbox/check-answer.ts'
import { isAnswerTo } from '../../src/sandbox/check-answer.ts'
import { receiveDescribed } from '../../src/sandbox/encode.ts'
import { createFrameReader } from '../../src/sandbox/frames.ts'
import type { CallAnswer } from '../../src/sandbox/protocol.ts'

/** A small seeded generator of numbers from 0 up to 1. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

const TOKEN = 'a-token-of-this-process'
const PLACE = { file: 'jwt/code.ts', line: 1, column: 2 }

/** Right answers of each kind; what is changed begins as one of these. */
const ANSWERS: { expected: Expected; message: Record<string, unknown> }[] = [
  {
    expected: { number: 1, type: 'loaded', argumentCounts: [], needles: 0, token: TOKEN },
    message: {
      type: 'loaded',
      token: TOKEN,
      number: 1,
      report: {
        kind: 'loaded',
        notStarted: false,
        missing: [],
        missingEarlier: [],
        imported: ['jwt/code.ts'],
      },
      console: 'x\n',
      refusals: [{ what: 'fetch', kind: 'forbidden', message: 'no' }],
    },
  },
  {
    expected: { number: 7, type: 'answer', argumentCounts: [1, 0, 2], needles: 0, token: TOKEN },
    message: {
      type: 'answer',
      token: TOKEN,
      number: 7,
      answers: [
        'short',
        {
          outcome: {
            kind: 'thrown',
            value: { type: 'error', name: 'Error', message: 'm', code: null },
            jwtCode: null,
            refused: null,
            place: PLACE,
          },
          argsAfter: [],
          buffers: 'kept',
          watched: { work: 3, earlyExits: ['==='] },
          called: [
            {
              name: 'scrypt',
              details: { type: 'object', name: null, entries: [['N', { type: 'number', value: 1 }]] },
            },
          ],
        },
        {
          outcome: {
            kind: 'value',
            value: {
              type: 'array',
              items: [
                { type: 'bytes', value: new ArrayBuffer(3), name: 'Uint8Array' },
                { type: 'response', status: 200, headers: [['a', 'b']], body: new ArrayBuffer(1) },
              ],
            },
          },
          argsAfter: ['untouched', { type: 'bigint', value: '1' }],
          buffers: 'kept',
          watched: null,
          called: [],
        },
      ],
      console: '',
      refusals: [],
    },
  },
  {
    expected: { number: 9, type: 'heap', argumentCounts: [], needles: 2, token: TOKEN },
    message: { type: 'heap', token: TOKEN, number: 9, bytes: 5, held: [true, false] },
  },
  {
    expected: { number: 3, type: 'answer', argumentCounts: [0], needles: 0, token: TOKEN },
    message: {
      type: 'fault',
      token: TOKEN,
      number: 3,
      fault: { cause: 'crash', message: 'm', place: PLACE },
      callIndex: 0,
    },
  },
  {
    expected: { number: 2, type: 'loaded', argumentCounts: [], needles: 0, token: TOKEN },
    message: {
      type: 'loaded',
      token: TOKEN,
      number: 2,
      report: {
        kind: 'problem',
        problem: {
          kind: 'import',
          message: 'm',
          file: 'jwt/code.ts',
          line: 1,
          column: 2,
          about: { kind: 'no-export', from: './other.ts', name: 'b' },
        },
        imported: ['jwt/code.ts'],
      },
      console: '',
      refusals: [],
    },
  },
]

const ODD: unknown[] = [
  null,
  undefined,
  true,
  -1,
  1.5,
  Number.NaN,
  Number.POSITIVE_INFINITY,
  2 ** 53,
  10n ** 30n,
  '',
  'x'.repeat(300),
  [],
  {},
  new Map(),
  new Date(0),
  /x/,
  new Error('x'),
  new ArrayBuffer(8),
  new Uint8Array(3),
  [[]],
  { type: 'array', items: [] },
  { __proto__: null },
  ['untouched'],
  'untouched',
  { kind: 'value' },
  { type: 'exotic' },
]

/** Changes one thing somewhere in a value. */
function changed(value: unknown, random: () => number): unknown {
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T
  if (typeof value !== 'object' || value === null || value instanceof ArrayBuffer || random() < 0.08)
    return pick(ODD)
  if (Array.isArray(value)) {
    if (value.length > 1000) return pick(ODD)
    const list = [...value]
    const what = random()
    if (what < 0.15) list.length = Math.floor(random() * 2 ** 32)
    else if (what < 0.3) list.push(list[0] ?? null)
    else if (what < 0.4) list.push(list)
    else if (list.length === 0) list.push(pick(ODD))
    else {
      const index = Math.floor(random() * list.length)
      list[index] = changed(list[index], random)
    }
    return list
  }
  const object = { ...(value as Record<string, unknown>) }
  const names = Object.keys(object)
  const name = names.length === 0 ? 'more' : pick(names)
  const what = random()
  if (what < 0.1) delete object[name]
  else if (what < 0.15) object[name] = object
  else if (what < 0.2) object[`${name}x`] = pick(ODD)
  else object[name] = changed(object[name], random)
  return object
}

function frame(body: Uint8Array, length = body.length): Buffer {
  const head = Buffer.alloc(4)
  head.writeUInt32LE(length >>> 0)
  return Buffer.concat([head, body])
}

/** One frame or a few, and the answer that is waited for. */
function attempt(random: () => number): { expected: Expected; right: unknown; chunks: Buffer[] } {
  const { expected, message } = ANSWERS[Math.floor(random() * ANSWERS.length)] as (typeof ANSWERS)[number]
  let value: unknown = message
  const times = Math.floor(random() * 3)
  for (let count = 0; count < times; count++) value = changed(value, random)
  let body: Uint8Array
  try {
    body = serialize(value)
  } catch {
    body = serialize('not to be written')
  }
  const how = random()
  if (how < 0.5) {
    // Bytes that are others, cut off or put between.
    const bytes = Buffer.from(body)
    const flips = 1 + Math.floor(random() * 4)
    for (let count = 0; count < flips; count++)
      bytes[Math.floor(random() * bytes.length)] = Math.floor(random() * 256)
    body = random() < 0.3 ? bytes.subarray(0, Math.floor(random() * bytes.length)) : bytes
  } else if (how < 0.6) {
    const noise = Buffer.alloc(Math.floor(random() * 64))
    for (let index = 0; index < noise.length; index++) noise[index] = Math.floor(random() * 256)
    body = noise
  }
  const length = random() < 0.1 ? Math.floor(random() * 2 ** 32) : body.length
  const whole = frame(body, length)
  const cut = Math.floor(random() * whole.length)
  const chunks = random() < 0.5 ? [whole] : [whole.subarray(0, cut), whole.subarray(cut)]
  return { expected, right: message, chunks }
}

export type Tally = { accepted: number; refused: number; garbled: number; silent: number; slowest: number }

/**
 * Sends so many frames through the reader and the check, and reads what was accepted as the host does.
 * @throws Error when reading an accepted answer throws, or an accepted answer answers another question
 */
export function fuzzWire(seed: number, count: number): Tally {
  const random = seeded(seed)
  const tally: Tally = { accepted: 0, refused: 0, garbled: 0, silent: 0, slowest: 0 }
  for (let round = 0; round < count; round++) {
    const { expected, chunks } = attempt(random)
    let end: keyof Tally = 'silent'
    // Time of the processor: another process that is busy is no slow frame.
    const start = workedMs()
    const read = createFrameReader(
      message => {
        if (!isAnswerTo(message, expected)) {
          end = 'refused'
          return
        }
        end = 'accepted'
        if (message.number !== expected.number || message.token !== TOKEN)
          throw new Error(`round ${round}: another question`)
        if (message.type !== 'answer') return
        if (message.answers.length !== expected.argumentCounts.length)
          throw new Error(`round ${round}: another length`)
        for (const answer of message.answers as CallAnswer[])
          if (typeof answer === 'object' && 'outcome' in answer && answer.outcome.kind !== 'broken')
            JSON.stringify(receiveDescribed(answer.outcome.value))
      },
      () => {
        end = 'garbled'
      },
    )
    for (const chunk of chunks) read(chunk)
    const took = workedMs() - start
    if (took > 400 && process.env.SHOW_SLOW)
      console.log(round, took, end, Buffer.concat(chunks).toString('hex'))
    tally.slowest = Math.max(tally.slowest, took)
    tally[end]++
  }
  return tally
}

function workedMs(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

/** Whether a message arrives as it was sent. */
export function arrives(message: unknown): boolean {
  let found: unknown
  createFrameReader(
    value => {
      found = value
    },
    () => {},
  )(frame(serialize(message)))
  return JSON.stringify(found) === JSON.stringify(deserialize(serialize(message)))
}

export { ANSWERS }
