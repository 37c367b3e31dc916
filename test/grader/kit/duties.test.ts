import { describe, expect, test } from 'vitest'
import type { CallResult } from '../../../src/grader/diagnose/evidence.ts'
import { plain } from '../../../src/grader/diagnose/plain.ts'
import type { Learner } from '../../../src/grader/kit/learner.ts'
import { refuseWith, runStep } from './lesson-of.ts'

const bytes = (...values: number[]): Uint8Array => Uint8Array.from(values)
const hexOf = (value: Uint8Array): string => Buffer.from(value).toString('hex').padEnd(8, '-')
const inputs = [bytes(1, 2), bytes(3, 4), bytes(1, 2, 3)]
const expectHex = async (learner: Learner): Promise<void> => {
  const results = await learner.callMany(
    'hex',
    inputs.map(input => [input]),
  )
  learner.expectValues(results, inputs.map(hexOf), null)
}
const idsOf = async (
  make: () => Record<string, (...args: never[]) => unknown>,
  options: Parameters<typeof runStep>[2] = {},
): Promise<(string | undefined)[]> =>
  (await runStep(make, [expectHex], options)).map(({ verdict, finding, error }) =>
    verdict === 'internal' ? String(error) : (finding?.id ?? verdict),
  )

describe('what every function owes', () => {
  test('is kept by one that is right', async () => {
    expect(await idsOf(() => ({ hex: hexOf }))).toEqual(['passed', 'passed'])
  })

  test('an argument that was changed', async () => {
    const make = () => ({
      hex: (value: Uint8Array) => {
        const text = hexOf(value)
        value.reverse()
        return text
      },
    })
    expect(await idsOf(make)).toEqual(['argument-changed', 'not-reached'])
    expect(await idsOf(make, { leavesOpen: { hex: ['arguments-unchanged'] } })).toEqual(['passed', 'passed'])
    expect(
      await idsOf(make, {
        ids: { 'argument-changed': 'input-reversed' },
        own: '## input-reversed\n\n{call}: {parameter}',
      }),
    ).toEqual(['input-reversed', 'not-reached'])
  })

  test('a counter shows when the calls are made again', async () => {
    const make = () => {
      let calls = 0
      return { hex: (value: Uint8Array) => (++calls > 3 ? '' : hexOf(value)) }
    }
    expect(await idsOf(make)).toEqual(['passed', 'answer-changes'])
    expect(await idsOf(make, { leavesOpen: { hex: ['same-result'] } })).toEqual(['passed', 'passed'])
  })

  test('the bytes around a window', async () => {
    const make = () => ({ hex: (value: Uint8Array) => hexOf(new Uint8Array(value.buffer)) })
    expect(await idsOf(make)).toEqual(['passed', 'window-ignored'])
    expect(await idsOf(make, { leavesOpen: { hex: ['windows'] } })).toEqual(['passed', 'passed'])
  })

  test('a result that is kept and found again by too little', async () => {
    const make = () => {
      const kept = new Map<number, string>()
      return {
        hex(value: Uint8Array) {
          const text = kept.get(value.length) ?? hexOf(value)
          kept.set(value.length, text)
          return text
        },
      }
    }
    const [first] = await runStep(make, [expectHex])
    expect(first?.finding).toMatchObject({
      id: 'answer-remembered',
      message: { words: { earlier: 'hex(bytes [ 01 02 ] (2))' } },
    })
  })

  test('comes before what a test concluded from other calls, and after what it has seen', async () => {
    const make = () => {
      let calls = 0
      return { hex: (value: Uint8Array) => (calls++ === 0 ? hexOf(value) : '') }
    }
    const found = async (isCertain?: false): Promise<string | undefined> => {
      const body = async (learner: Learner): Promise<void> => {
        const [, second] = await learner.callMany('hex', [[bytes(1, 2)], [bytes(3, 4)]])
        if (second) learner.fail(second, { id: 'concluded', ...(isCertain === false && { isCertain }) })
      }
      const [first] = await runStep(make, [body], { own: '## concluded\n\nIt is empty.' })
      return first?.finding?.id
    }
    expect(await found()).toBe('concluded')
    expect(await found(false)).toBe('answer-changes')
  })

  test('a rule that gives two inputs the same result is no memory', async () => {
    expect(await idsOf(() => ({ hex: (value: Uint8Array) => hexOf(value.subarray(0, 2)) }))).toEqual([
      'wrong-value',
      'not-reached',
    ])
  })
})

describe('a general cause', () => {
  const mistakes = [{ id: 'my-mistake', matches: () => true }]
  const own = '## my-mistake (RFC 4648 §8)\n\n{call} returned {returned}.'

  test('stands before a special one', async () => {
    expect(await idsOf(() => ({ hex: async () => '' }), { mistakes, own })).toEqual([
      'returned-promise',
      'not-reached',
    ])
    let calls = 0
    expect(await idsOf(() => ({ hex: () => String(++calls) }))).toEqual(['answer-changes', 'not-reached'])
  })

  test('leaves a special one that is there each time', async () => {
    let calls = 0
    expect(await idsOf(() => ({ hex: () => String(++calls) }), { mistakes, own })).toEqual([
      'my-mistake',
      'not-reached',
    ])
  })
})

test('a special cause is looked for again in what a test reads from a result, however seldom the result changes', async () => {
  const read = ({ outcome }: CallResult): string =>
    outcome.kind === 'value' ? String(plain(outcome.value)).replace(/ .*/, '') : ''
  const body = async (learner: Learner): Promise<void> => {
    const result = await learner.call('hex', [bytes(1)])
    learner.expectEqual(result, read(result), '0001', { what: 'the first word', rule: null, read })
  }
  const mistakes = [
    { id: 'not-padded', matches: ({ value }: { value: unknown }) => value === '1' || value === '01' },
  ]
  let calls = 0
  const [first] = await runStep(() => ({ hex: () => (++calls === 1 ? '1 a' : '01 b') }), [body], {
    mistakes,
    own: '## not-padded\n\nIt is shorter.',
  })
  expect(first?.finding?.id).toBe('not-padded')
})

test('a known mistake fills its message, and a lesson may say what the kit says in its own words', async () => {
  const own =
    '## with-prefix (RFC 4648 §8)\n\n{call} put {prefix} before it.\n\n## accepted\n\nLet through by {call}.'
  const mistakes = [
    {
      id: 'with-prefix',
      matches: ({ text }: { text: string | null }) => text?.startsWith('0x') === true && { prefix: '0x' },
    },
  ]
  const make = () => ({ hex: (value: Uint8Array) => `0x${hexOf(value)}` })
  const [named] = await runStep(make, [expectHex], { mistakes, own })
  expect(named?.finding).toMatchObject({
    id: 'with-prefix',
    reference: 'RFC 4648 §8',
    message: { template: '{call} put {prefix} before it.', words: { call: 'hex', prefix: '0x' } },
    returned: "'0x0102----'",
    expected: "'0102----'",
    test: 'one/1',
  })
  const refusal = async (learner: Learner): Promise<void> =>
    learner.expectRefusal(await learner.call('hex', bytes()), ['malformed'], null)
  const [accepted] = await runStep(make, [refusal], { own })
  expect(String(accepted?.error)).toBe('LearnerFailure: Let through by hex.')
  const [refused] = await runStep(() => ({ hex: () => refuseWith('expired') }), [refusal], { own })
  expect(refused?.finding).toMatchObject({
    id: 'wrong-code',
    thrown: { name: 'JwtError', message: 'why', code: 'expired' },
  })
  const swapping = () => ({ hex: () => refuseWith('why', 'malformed') })
  const [swapped] = await runStep(swapping, [refusal], { own })
  expect(swapped?.finding?.message.template).toContain('These two are swapped')
})

test('a placeholder without a value is a fault of the lesson', async () => {
  const [ended] = await runStep(() => ({ hex: () => '' }), [expectHex], {
    mistakes: [{ id: 'odd', matches: () => true }],
    own: '## odd\n\nIt is {odd}.',
  })
  expect(ended?.verdict).toBe('internal')
  expect(String(ended?.error)).toContain('no value for the placeholder {odd}')
})
