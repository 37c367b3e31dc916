import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type CallTarget, fuzzTarget, holds } from '../../src/fuzz/run.ts'
import type { Attempt, FuzzProgress, FuzzTarget, Kind } from '../../src/fuzz/types.ts'
import type { CallReport, Outcome } from '../../src/sandbox/types.ts'

const attempt = (text: string): Attempt => ({ args: [text], shown: text, note: `it is ${text}` })
const kind = (id: string): Kind => ({
  id,
  title: `Kind ${id}`,
  lesson: '06-verify',
  attempts: fc.nat(9).map(number => attempt(`${id}-${number}`)),
})
const target: FuzzTarget = {
  id: 'verify',
  lesson: '09-your-library',
  name: 'verify',
  honest: fc.constant(attempt('good')),
  kinds: ['a', 'b', 'c'].map(kind),
}

const accepted: Outcome = { kind: 'value', value: { type: 'undefined' } }
const refused = (code: string | null): Outcome => ({
  kind: 'thrown',
  value: { type: 'error', name: code === null ? 'TypeError' : 'JwtError', message: 'no', code },
  jwtCode: code,
  refused: null,
  place: null,
})
const answering =
  (outcomeOf: (text: string) => Outcome): CallTarget =>
  async argLists =>
    argLists.map(
      ([text]): CallReport => ({
        outcome: outcomeOf(text as string),
        argsAfter: [],
        buffers: 'kept',
        watched: null,
        called: [],
      }),
    )
const strict = (text: string): Outcome => (text === 'good' ? accepted : refused('malformed'))
const options = { count: 301, seed: 7 }

test('what refuses everything forged and accepts what is valid holds', async () => {
  const progress: FuzzProgress[] = []
  const report = await fuzzTarget(target, answering(strict), {
    ...options,
    onProgress: one => progress.push(one),
  })
  expect(report).toMatchObject({ thrown: 301, accepted: 0, withoutCode: 0, stopped: null, findings: [] })
  expect(report.kinds.map(({ thrown }) => thrown)).toEqual([101, 100, 100])
  expect(holds(report)).toBe(true)
  expect(progress.at(-1)).toEqual({ target: 'verify', done: 301, total: 301, accepted: 0 })
})

test('what gets in is counted, and the first of each kind is kept', async () => {
  const report = await fuzzTarget(
    target,
    answering(text => (text.startsWith('b') ? accepted : strict(text))),
    options,
  )
  expect(report.accepted).toBe(100)
  expect(report.findings).toEqual([
    expect.objectContaining({
      kind: 'b',
      lesson: '06-verify',
      result: 'accepted',
      shown: expect.stringMatching(/^b-/),
    }),
  ])
  expect(holds(report)).toBe(false)
})

test('an error without a code is told, and is no hole', async () => {
  const report = await fuzzTarget(
    target,
    answering(text => (text.startsWith('c') ? refused(null) : strict(text))),
    options,
  )
  expect(report).toMatchObject({ accepted: 0, withoutCode: 100 })
  expect(report.findings).toMatchObject([{ kind: 'c', result: 'without-code', thrown: 'TypeError: no' }])
  expect(holds(report)).toBe(true)
})

test('who refuses everything does not hold', async () => {
  const report = await fuzzTarget(
    target,
    answering(() => refused('malformed')),
    options,
  )
  expect(report.honest).toMatchObject({ tried: 50, refused: 50, example: { thrown: 'JwtError: no' } })
  expect(holds(report)).toBe(false)
})

test('a function that answers a question refuses by false, where its target says so', async () => {
  const boolean = (value: boolean): Outcome => ({ kind: 'value', value: { type: 'boolean', value } })
  const honest = answering(text => boolean(text === 'good'))
  const question: FuzzTarget = { ...target, refusesBy: 'returning-false' }
  expect(await fuzzTarget(target, honest, options)).toMatchObject({ accepted: 301 })
  expect(holds(await fuzzTarget(question, honest, options))).toBe(true)
  const allYes = await fuzzTarget(
    question,
    answering(() => boolean(true)),
    options,
  )
  expect(allYes).toMatchObject({ accepted: 301, honest: { refused: 0 } })
  const allNo = await fuzzTarget(
    question,
    answering(() => boolean(false)),
    options,
  )
  expect(allNo).toMatchObject({ accepted: 0, honest: { refused: 50 } })
  // A refusal by an error with a code is one here too; undefined is not false.
  expect(
    holds(
      await fuzzTarget(
        question,
        answering(text => (text === 'good' ? accepted : refused('malformed'))),
        options,
      ),
    ),
  ).toBe(true)
  expect(
    await fuzzTarget(
      question,
      answering(() => accepted),
      options,
    ),
  ).toMatchObject({ accepted: 301 })
})

test('code that does not answer ends the run, with its reason', async () => {
  const hung: Outcome = { kind: 'broken', cause: 'timeout', message: 'no answer within 2 s', place: null }
  const report = await fuzzTarget(
    target,
    answering(text => (text === 'b-3' ? hung : strict(text))),
    options,
  )
  expect(report.stopped).toBe('no answer within 2 s')
  expect(report.thrown).toBeLessThan(301)
  expect(holds(report)).toBe(false)
})

describe('the seed', () => {
  const inputs = async (seed: number): Promise<string[]> => {
    const seen: string[] = []
    const call = answering(text => {
      seen.push(text)
      return strict(text)
    })
    await fuzzTarget(target, call, { count: 60, seed })
    return seen
  }
  test('repeats the attempts', async () => {
    expect(await inputs(7)).toEqual(await inputs(7))
    expect(await inputs(7)).not.toEqual(await inputs(8))
  })
})

test('a signal ends it', async () => {
  const abort = new AbortController()
  abort.abort()
  expect(await fuzzTarget(target, answering(strict), { ...options, signal: abort.signal })).toMatchObject({
    thrown: 0,
    stopped: 'it was ended',
  })
})
