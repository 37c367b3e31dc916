import { describe, expect, it, vi } from 'vitest'
import { decodeArgument } from '../../src/sandbox/child/decode.ts'
import { createGiven } from '../../src/sandbox/child/given.ts'
import { encodeArguments, receiveDescribed, WebRequest } from '../../src/sandbox/encode.ts'
import { createFrameReader, frameOf } from '../../src/sandbox/frames.ts'

/** What arrives of arguments. */
const arrive = (values: unknown[]): unknown[] =>
  encodeArguments(values).map(encoded => decodeArgument(encoded, createGiven()))
const arrivedOf = (value: unknown): unknown => arrive([value])[0]

describe('an argument', () => {
  it('arrives as a view of the same place in a copy of its buffer', () => {
    const buffer = new Uint8Array([9, 1, 2, 9])
    const arrived = arrivedOf(buffer.subarray(1, 3)) as Uint8Array
    expect([...arrived]).toEqual([1, 2])
    expect(arrived.byteOffset).toBe(1)
    expect([...new Uint8Array(arrived.buffer)]).toEqual([9, 1, 2, 9])
    arrived[0] = 7
    expect(buffer[1]).toBe(1)
  })

  it('shares its buffer with another argument where both are windows into one', () => {
    const buffer = new Uint8Array([9, 1, 2, 9])
    const [one, other] = arrive([buffer.subarray(1, 3), buffer.subarray(2)]) as [Uint8Array, Uint8Array]
    expect(one.buffer).toBe(other.buffer)
    expect([...one, ...other]).toEqual([1, 2, 2, 9])
  })

  it('is a Request whichever copy of the class it is of', async () => {
    vi.resetModules()
    const copy = await import('../../src/sandbox/encode.ts')
    expect(copy.WebRequest).not.toBe(WebRequest)
    const request = new copy.WebRequest('GET', 'http://localhost/')
    expect(encodeArguments([request])).toEqual([
      { k: 'request', url: 'http://localhost/', method: 'GET', headers: [], body: null },
    ])
    expect(encodeArguments([new copy.GivenFunction('now')])).toEqual([{ k: 'given', name: 'now' }])
    expect({} instanceof WebRequest).toBe(false)
  })

  it('brings of a Buffer its own bytes only', () => {
    const arrived = arrivedOf(Buffer.from('abc')) as Uint8Array
    expect(arrived.buffer.byteLength).toBe(3)
  })

  it.each([
    [JSON.parse('{"__proto__": {"admin": true}, "constructor": 1}')],
    [{ a: undefined, b: [null, Number.NaN, -0, 1n, 'x'] }],
    [Object.assign(Object.create(null), { a: 1 })],
    [[]],
    [new Date(5)],
  ])('%o arrives as it was', value => {
    const arrived = arrivedOf(value)
    expect(arrived).toEqual(value)
    expect(Object.getPrototypeOf(arrived)).toBe(Object.getPrototypeOf(value))
    expect(Object.keys(arrived as object)).toEqual(Object.keys(value as object))
  })
})

it('a description arrives with its bytes', () => {
  const value = new Uint8Array([1, 2]).buffer
  const sent = {
    type: 'array' as const,
    items: [
      {
        type: 'object' as const,
        name: 'A',
        entries: [['b', { type: 'bytes' as const, value, name: 'Buffer' }]] as never,
      },
    ],
  }
  expect(receiveDescribed(sent)).toEqual({
    type: 'array',
    items: [
      {
        type: 'object',
        name: 'A',
        entries: [['b', { type: 'bytes', value: new Uint8Array([1, 2]), name: 'Buffer' }]],
      },
    ],
  })
})

describe('frames', () => {
  const read = (chunks: Buffer[]): { messages: unknown[]; garbled: number } => {
    const messages: unknown[] = []
    let garbled = 0
    const reader = createFrameReader(
      message => messages.push(message),
      () => garbled++,
    )
    for (const chunk of chunks) reader(chunk)
    return { messages, garbled }
  }

  it('come apart however they are cut', () => {
    const all = Buffer.concat([frameOf({ a: 1 }), frameOf('two'), frameOf([3n])])
    for (const size of [1, 3, 7, all.length]) {
      const chunks = Array.from({ length: Math.ceil(all.length / size) }, (_, index) =>
        all.subarray(index * size, (index + 1) * size),
      )
      expect(read(chunks)).toEqual({ messages: [{ a: 1 }, 'two', [3n]], garbled: 0 })
    }
  })

  it('that are none are told once, and nothing after them is believed', () => {
    expect(read([Buffer.from([2, 0, 0, 0, 1, 1]), frameOf('late')])).toEqual({ messages: [], garbled: 1 })
    expect(read([Buffer.from([255, 255, 255, 255]), frameOf('late')])).toEqual({ messages: [], garbled: 1 })
  })
})
