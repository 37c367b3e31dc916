import { expect, describe as group, it } from 'vitest'
import { describe } from '../../src/sandbox/child/describe.ts'

const deep = (levels: number): unknown => (levels === 0 ? 1 : [deep(levels - 1)])

group('a description', () => {
  it.each<[string, unknown, unknown]>([
    ['undefined', undefined, { type: 'undefined' }],
    ['null', null, { type: 'null' }],
    ['negative zero', -0, { type: 'number', value: -0 }],
    ['a text', 'é', { type: 'string', value: 'é' }],
    ['a bigint', 2n ** 70n, { type: 'bigint', value: '1180591620717411303424' }],
    ['a long bigint', 16n ** 5000n, { type: 'exotic', text: 'a bigint of 5001 digits in hex' }],
    [
      'a plain object',
      { a: undefined },
      { type: 'object', name: null, entries: [['a', { type: 'undefined' }]] },
    ],
    [
      'an object without prototype',
      Object.assign(Object.create(null), { a: 1 }),
      { type: 'object', name: null, entries: [['a', { type: 'number', value: 1 }]] },
    ],
    [
      'a member called __proto__',
      JSON.parse('{"__proto__": 1}'),
      { type: 'object', name: null, entries: [['__proto__', { type: 'number', value: 1 }]] },
    ],
    [
      'an instance',
      new (class Claims {
        exp = 1
      })(),
      { type: 'object', name: 'Claims', entries: [['exp', { type: 'number', value: 1 }]] },
    ],
    [
      'an error',
      Object.assign(new TypeError('no'), { code: 'E' }),
      { type: 'error', name: 'TypeError', message: 'no', code: 'E' },
    ],
    [
      'a hole',
      Object.assign(new Array(2), { 1: 1 }),
      { type: 'array', items: [{ type: 'undefined' }, { type: 'number', value: 1 }] },
    ],
  ])('tells %s', (_what, value, expected) => {
    expect(describe(value)).toEqual(expected)
  })

  it('copies bytes, of a Buffer and of a view too', () => {
    const buffer = new Uint8Array([1, 2, 3, 4])
    const view = describe(buffer.subarray(1, 3))
    expect(view).toMatchObject({ type: 'bytes', name: 'Uint8Array' })
    expect(view.type === 'bytes' ? [...new Uint8Array(view.value)] : []).toEqual([2, 3])
    expect(describe(Buffer.from('a'))).toMatchObject({ type: 'bytes', name: 'Buffer' })
  })

  const { proxy: revoked, revoke } = Proxy.revocable({}, {})
  revoke()
  const round: Record<string, unknown> = {}
  round.self = round
  it.each<[string, unknown]>([
    ['a function', () => 1],
    ['a symbol', Symbol('s')],
    ['a Proxy', new Proxy({}, {})],
    ['a Proxy', revoked],
    ['a Date', new Date()],
    ['a Map', new Map()],
    ['a Set', new Set()],
    ['a RegExp', /x/],
    ['a Uint16Array', new Uint16Array(1)],
    ['an ArrayBuffer', new ArrayBuffer(1)],
    ['an array of 4294967295 items', new Array(2 ** 32 - 1)],
    [
      'an object that throws when it is read',
      {
        get a() {
          throw new Error()
        },
      },
    ],
  ])('says %s in words', (text, value) => {
    expect(describe(value)).toEqual({ type: 'exotic', text })
  })

  it('says of what gives a value later that it does, not only in words', () => {
    expect(describe(Promise.resolve())).toEqual({ type: 'exotic', text: 'a Promise', is: 'promise' })
    const generator = (function* () {})()
    expect(describe(generator)).toEqual({ type: 'exotic', text: 'a generator', is: 'generator' })
  })

  it('ends at cycles and in the depth', () => {
    expect(describe(round)).toEqual({
      type: 'object',
      name: null,
      entries: [['self', { type: 'exotic', text: 'an object that contains itself' }]],
    })
    expect(JSON.stringify(describe(deep(5000)))).toContain('nested too deeply')
  })

  it('shares one bound between all answers to a question', () => {
    const all = { members: 5 }
    expect(describe([1, 2, 3], all).type).toBe('array')
    expect(describe([1, 2, 3], all)).toEqual({ type: 'exotic', text: 'an array of 3 items' })
  })

  it('runs nothing of changed prototypes', () => {
    const touched: string[] = []
    const odd = Object.create(
      {
        get constructor() {
          touched.push('constructor')
          return 1
        },
      },
      { a: { value: 1, enumerable: true } },
    )
    describe(odd)
    expect(touched).toEqual([])
  })
})
