import { serialize } from 'node:v8'
import { describe, expect, test } from 'vitest'
import { isAnswerTo } from '../../src/sandbox/check-answer.ts'
import { createFrameReader } from '../../src/sandbox/frames.ts'
import { isModest } from '../../src/sandbox/scan-frame.ts'
import { ANSWERS, arrives, fuzzWire } from './wire.ts'

test('right answers are answers', () => {
  for (const { expected, message } of ANSWERS) {
    expect(isAnswerTo(message, expected)).toBe(true)
    expect(arrives(message)).toBe(true)
    expect(isModest(serialize(message))).toBe(true)
  }
})

test('frames at random and frames that are changed: none hangs, crashes or answers another question', () => {
  const tally = fuzzWire(Number(process.env.SEED ?? 1), 20_000)
  expect(tally.accepted + tally.refused + tally.garbled + tally.silent).toBe(20_000)
  expect(tally.accepted).toBeGreaterThan(100)
  expect(tally.refused).toBeGreaterThan(100)
  expect(tally.garbled).toBeGreaterThan(100)
})

describe('what could be taken for an answer', () => {
  const { expected, message } = ANSWERS[1] as (typeof ANSWERS)[number]
  const answers = message.answers as unknown[]
  const holes: unknown[] = []
  holes.length = 4_294_967_295
  const cyclic: { type: string; items: unknown[] } = { type: 'array', items: [] }
  cyclic.items.push(cyclic)
  const outcomeOf = (value: unknown) => ({ ...(answers[2] as object), outcome: { kind: 'value', value } })
  const replaced = (value: unknown) => ({ ...message, answers: [answers[0], answers[1], outcomeOf(value)] })
  let deep: unknown = { type: 'null' }
  for (let depth = 0; depth < 10_000; depth++) deep = { type: 'array', items: [deep] }

  test.each([
    ['an answer to another question', { ...message, number: 6 }],
    ['an answer without the token', { ...message, token: 'x' }],
    ['no answers', { ...message, answers: [] }],
    ['too many answers', { ...message, answers: [...answers, 'x'] }],
    ['a list of holes', { ...message, answers: holes }],
    ['a list of holes inside', replaced({ type: 'array', items: holes })],
    ['a list that contains itself', replaced(cyclic)],
    ['a deep nest', replaced(deep)],
    ['a text without end', { ...message, console: 'x'.repeat(1_000_000) }],
    [
      'a million refusals',
      { ...message, refusals: Array(1_000_000).fill({ what: 'a', kind: 'forbidden', message: 'b' }) },
    ],
    [
      'a breakdown of ours',
      {
        ...message,
        answers: [
          answers[0],
          answers[1],
          {
            ...(answers[2] as object),
            outcome: { kind: 'broken', cause: 'internal', message: '', place: null },
          },
        ],
      },
    ],
    ['a load where a call was asked', { ...message, type: 'loaded', report: ANSWERS[0]?.message.report }],
    ['an object of a class', replaced(new Date(0))],
    ['a list that is none', { ...message, answers: { length: 3, 0: 'a', 1: 'b', 2: 'c' } }],
  ])('%s is none', (_, wrong) => expect(isAnswerTo(wrong, expected)).toBe(false))

  test.each([
    ['nothing', undefined, true],
    ['a file', { kind: 'no-file', path: 'jwt/a.ts' }, true],
    ['an error', { kind: 'thrown', name: 'A', message: 'b' }, true],
    ['a file without a path', { kind: 'no-file' }, false],
    ['a name that is none', { kind: 'no-export', from: './a.ts', name: 1 }, false],
    ['something else', { kind: 'else' }, false],
    ['null', null, false],
  ])('a problem may be about %s', (_, about, isTaken) => {
    const { expected, message } = ANSWERS.at(-1) as (typeof ANSWERS)[number]
    const report = message.report as { problem: object }
    const changed = { ...message, report: { ...report, problem: { ...report.problem, about } } }
    expect(isAnswerTo(changed, expected)).toBe(isTaken)
  })

  test('a short frame that stands for gigabytes is not made', () => {
    // Five million empty objects in fifteen megabytes.
    const count = 5_000_000
    const bytes = Buffer.alloc(2 + 6 + count * 3 + 8)
    let at = bytes.writeUInt16BE(0xff0f, 0)
    at = bytes.writeUInt8(0x41, at)
    for (let rest = count; ; rest = Math.floor(rest / 128)) {
      at = bytes.writeUInt8(rest < 128 ? rest : (rest % 128) | 128, at)
      if (rest < 128) break
    }
    for (let index = 0; index < count; index++) {
      at = bytes.writeUInt8(0x6f, at)
      at = bytes.writeUInt16BE(0x7b00, at)
    }
    const head = Buffer.alloc(4)
    head.writeUInt32LE(at)
    let end = ''
    createFrameReader(
      () => {
        end = 'made'
      },
      () => {
        end = 'garbled'
      },
    )(Buffer.concat([head, bytes.subarray(0, at)]))
    expect(end).toBe('garbled')
  })
})
