import { describe, expect, test } from 'vitest'
import type { CallResult } from '../../../../src/grader/diagnose/evidence.ts'
import { evidenceOf } from '../../../../src/grader/diagnose/evidence.ts'
import { wordsOf } from '../../../../src/grader/diagnose/explain.ts'
import { defineModel } from '../../../../src/grader/kit/model/model.ts'
import { looksLikeRefusal } from '../../../../src/grader/kit/model/returned-refusal.ts'
import { refuse } from '../../../../src/grader/kit/model/right.ts'
import { mistakesFromSigns } from '../../../../src/grader/kit/model/signs.ts'
import { described } from '../lesson-of.ts'

const result = { header: { alg: 'RS256' }, payload: { sub: 'ada' } }

describe('a refusal that was returned', () => {
  const isCode = (text: string): boolean => ['bad-signature', 'bad-key', 'expired'].includes(text)

  test.each([
    [new Error('no'), ['nothing', 'object', 'value']],
    [false, ['nothing', 'object', 'value']],
    [null, ['object', 'value']],
    [undefined, ['object', 'value']],
    ['bad-signature', ['nothing', 'object', 'value']],
    ['the token is over', ['nothing', 'object']],
    [{ error: 'expired' }, ['nothing', 'object', 'value']],
    [{ ok: false }, ['nothing', 'object', 'value']],
    [{ valid: false, payload: null }, ['nothing', 'object', 'value']],
    [{ code: 'bad-key', message: 'why' }, ['nothing', 'object', 'value']],
  ] as const)('is seen in %o', (value, kinds) => {
    for (const returns of ['nothing', 'object', 'value'] as const)
      expect({ returns, is: looksLikeRefusal(described(value), returns, isCode) }).toEqual({
        returns,
        is: (kinds as readonly string[]).includes(returns),
      })
  })

  test.each([
    true,
    'valid',
    result,
    {},
    { ok: true },
    { valid: true, error: null },
    { ok: true, error: false },
    { kty: 'RSA', n: 'abc', e: 'AQAB' },
    { code: 'SplxlOBeZQQYbYS6WxSbIA' },
    [result],
    42,
  ])('is not seen in %o', value => {
    for (const returns of ['nothing', 'object', 'value'] as const)
      expect(looksLikeRefusal(described(value), returns, isCode)).toBe(false)
  })
})

describe('of a model', () => {
  const call = (name: string, args: unknown[], value: unknown): CallResult => ({
    name,
    kind: 'function',
    args,
    outcome: { kind: 'value', value: described(value) },
    argsAfter: args.map(() => 'untouched'),
    buffers: 'kept',
    watched: null,
    before: [],
  })
  const seen = (
    model: Parameters<typeof mistakesFromSigns<[number]>>[0],
    about: CallResult,
    history: CallResult[] = [about],
  ) => {
    const evidence = evidenceOf(about, { kind: 'refusal', codes: ['expired'] }, 'one')
    return mistakesFromSigns(model, {}, history).find(mistake => wordsOf(mistake, evidence) !== null)?.id
  }
  const value = defineModel<[number], unknown>({
    call: 'verify',
    parameters: ['at'],
    right: at => (at > 5 ? refuse('expired') : result),
  })
  const decision = defineModel<[number], { isOver: (at: number) => boolean }>({
    call: 'check',
    parameters: ['at'],
    rules: { isOver: at => at > 5 },
    decide: ({ isOver }, [at], { refuse }) => {
      if (isOver(at)) refuse('expired', () => 'it is over')
    },
  })

  test('an object that an accepted call returns is none', () => {
    expect(seen(value, call('verify', [9], result))).toBeUndefined()
    expect(seen(value, call('verify', [9], { sub: 'ada' }))).toBeUndefined()
    expect(seen(value, call('verify', [9], null))).toBe('returned-not-thrown')
  })

  test('a string is one when it is a code with which the model refuses, whatever codes there are', () => {
    const own = { ...value, right: (at: number) => (at > 5 ? refuse('too-old' as 'expired') : result) }
    const model = defineModel<[number], unknown>(own)
    expect(seen(model, call('verify', [9], 'too-old'))).toBe('returned-not-thrown')
    expect(seen(model, call('verify', [9], { code: 'too-old' }))).toBe('returned-not-thrown')
    expect(seen(model, call('verify', [9], 'too-new'))).toBeUndefined()
  })

  test('it is seen in the lesson’s other functions too', () => {
    expect(seen(value, call('verifyOther', [9], new Error('no')))).toBe('returned-not-thrown')
    expect(seen(value, call('verifyOther', [9], result))).toBeUndefined()
  })

  test('true is one where it is returned for what must be refused, and false for the rest', () => {
    const over = call('check', [9], true)
    expect(seen(decision, over, [call('check', [1], false), over])).toBe('returned-not-thrown')
    expect(seen(decision, over, [call('check', [1], true), over])).toBeUndefined()
    expect(seen(decision, call('check', [9], false))).toBe('returned-not-thrown')
    expect(seen(decision, call('check', [9], undefined))).toBeUndefined()
  })
})
