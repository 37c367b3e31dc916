import { describe, expect, test } from 'vitest'
import { WebRequest } from '../../../src/sandbox/encode.ts'
import type { Described } from '../../../src/sandbox/types.ts'
import { hex, makeToken, utf8 } from '../../../src/grader/kit/bytes.ts'
import { NOT_PLAIN } from '../../../src/grader/diagnose/plain.ts'
import {
  compareRows,
  ordinal,
  show,
  showCall,
  showCallBefore,
  showCallInFull,
  showDescribed,
} from '../../../src/grader/diagnose/show.ts'

describe('a value', () => {
  test.each([
    [hex('66 6f'), 'bytes [ 66 6f ] (2)'],
    [new Uint8Array(), 'no bytes'],
    [new Uint8Array(100), `bytes [ ${'00 '.repeat(24)}… ] (100)`],
    ["it's", '"it\'s"'],
    ['line\nbreak', "'line\\nbreak'"],
    [-0, '-0'],
    [undefined, 'undefined'],
    [NOT_PLAIN, 'a value that is not plain data'],
    [{ alg: 'HS256', raw: hex('01') }, "{ alg: 'HS256', raw: bytes [ 01 ] (1) }"],
  ])('is shown as it could be typed: %o', (value, shown) => {
    expect(show(value)).toBe(shown)
  })

  test('that is long is cut, and its length told', () => {
    expect(show('x'.repeat(500))).toBe(`'${'x'.repeat(160)}'… (500 characters)`)
  })
})

test('what came back is told apart from what it looks like', () => {
  expect(showDescribed({ type: 'exotic', text: 'a Promise' })).toBe('a Promise')
  expect(showDescribed({ type: 'bytes', value: hex('01 02'), name: 'Uint16Array' })).toBe(
    'bytes [ 01 02 ] (2) in a Uint16Array',
  )
  const fetch = { type: 'exotic', text: 'a function' } as const
  const list = { type: 'array', items: [fetch, { type: 'null' }] } as const
  const entries: [string, Described][] = [
    ['fetch', fetch],
    ['list', { ...list, items: [...list.items] }],
    ['why', { type: 'error', name: 'TypeError', message: 'no', code: null }],
  ]
  expect(showDescribed({ type: 'object', name: null, entries })).toBe(
    '{ fetch: (a function), list: [ (a function), null ], why: (an error, TypeError) }',
  )
})

test('a call shows bytes as hex, and as the text behind them', () => {
  expect(showCall('encode', [utf8('foo')])).toBe('encode(bytes [ 66 6f 6f ] (3) "foo")')
  expect(showCall('checkTimes', [{ exp: 5 }, { now: 7 }])).toBe('checkTimes({ exp: 5 }, { now: 7 })')
})

describe('a key', () => {
  const n = `sXchDa${'a'.repeat(332)}Kgw4`
  const jwk = { kty: 'RSA', kid: 'a', n, e: 'AQAB', d: 'd'.repeat(342) }

  test('is shown without its material', () => {
    expect(show(jwk)).toBe("{ kty: 'RSA', kid: 'a', n: 'sXchDa…Kgw4' (342 characters), e: 'AQAB', d: … }")
    expect(show({ jwk, alg: 'RS256' })).toContain("n: 'sXchDa…Kgw4' (342 characters)")
  })

  test('of two keys that differ is told apart', () => {
    expect(show(jwk)).not.toBe(show({ ...jwk, n: n.replace('sX', 'tX') }))
  })

  test('of a large set is shown by its names, so that a set fits on a screen', () => {
    const keys = Array.from({ length: 9 }, (_, index) => ({ ...jwk, kid: `${index}` }))
    const shown = show({ keys })
    for (const { kid } of keys) expect(shown).toContain(`kid: '${kid}'`)
    expect(shown).not.toContain('sXch')
    expect(shown.length).toBeLessThan(600)
  })

  test('in PEM is shown by its first line', () => {
    const pem = `-----BEGIN PUBLIC KEY-----\nMIIB${'A'.repeat(390)}\n-----END PUBLIC KEY-----\n`
    expect(show(pem)).toBe(`'-----BEGIN PUBLIC KEY-----MIIB…' (${pem.length} characters)`)
    expect(show({ pem })).toBe(`{ pem: ${show(pem)} }`)
  })

  test('is whole in the call in full', () => {
    expect(showCallInFull('verify', ['a.b.c', jwk])).toContain(n)
    expect(showCallInFull('verify', ['a.b.c', jwk])).toContain(jwk.d)
    expect(showCallInFull('verify', ['a.b.c', { kid: 'a' }])).toBeNull()
  })
})

test('a place is counted from one', () => {
  expect([0, 1, 2, 3, 10, 11, 12, 20, 100, 110, 111].map(ordinal).join(' ')).toBe(
    '1st 2nd 3rd 4th 11th 12th 13th 21st 101st 111th 112th',
  )
})

describe('the first difference', () => {
  test('of two texts is marked', () => {
    expect(compareRows('Zm9vYg', 'Zm9vYg==')).toEqual([
      'expected  Zm9vYg',
      'yours     Zm9vYg==',
      '                ^ yours goes on here (6 expected, 8 came)',
    ])
  })

  test('of nothing and something is marked, and nothing is said to be that', () => {
    expect(compareRows('', 'A').slice(0, 2)).toEqual(['expected  (empty)', 'yours     A'])
    expect(compareRows(hex('61'), hex(''))[2]).toBe('yours     (none)')
  })

  test('of texts beyond ASCII is named by code points, and what is wider than a column is a dot', () => {
    expect(compareRows('né', 'nÃ©')).toEqual([
      'expected  né',
      'yours     nÃ©',
      '           ^ first difference: the 2nd character (2 expected, 3 came): U+00E9 expected, U+00C3 came',
    ])
    expect(compareRows('界', 'ä')[0]).toBe('expected  ·')
  })

  test('of long texts is found in the middle', () => {
    const [expected, , mark] = compareRows(`${'a'.repeat(100)}b`, `${'a'.repeat(100)}c`)
    expect(expected).toBe(`expected  …${'a'.repeat(20)}b`)
    expect(mark).toContain(`${' '.repeat(10 + 21)}^ first difference: the 101st character`)
  })

  test('of bytes is marked in hex, with the text below', () => {
    expect(compareRows(utf8('Man'), utf8('Men'))).toEqual([
      'expected  4d 61 6e',
      '  as text  M  a  n',
      'yours     4d 65 6e',
      '  as text  M  e  n',
      '             ^^ first difference: the 2nd byte',
    ])
  })

  test('of tokens is told by part, decoded', () => {
    const secret = new Uint8Array(32)
    const rows = compareRows(
      makeToken({ alg: 'HS256' }, '{"a":1}', secret),
      makeToken({ alg: 'HS256' }, '{"a":2}', secret),
    )
    expect(rows.slice(0, 2)).toEqual(['header: as expected', 'payload: different, decoded:'])
    expect(rows[2]).toBe('expected  {"a":1}')
  })

  test('of other values has no rows', () => {
    expect(compareRows(1, 2)).toEqual([])
    expect(compareRows('a', undefined)).toEqual([])
  })
})

describe('a request', () => {
  const headers: [string, string][] = [
    ['Host', '127.0.0.1:8080'],
    ['Connection', 'keep-alive'],
    ['Authorization', `Bearer ${'x'.repeat(100)}`],
  ]
  const request = new WebRequest('GET', 'http://127.0.0.1:8080/api/me?a=1', headers, null)

  test('is HTTP, without what the client added', () => {
    expect(showCall('app', [request])).toBe(
      `app(\nGET /api/me?a=1\nAuthorization: Bearer ${'x'.repeat(63)}…\n)`,
    )
  })

  test('that only leads to another one is a line', () => {
    const call: Parameters<typeof showCallBefore>[0] = {
      name: 'createApp(…)',
      kind: 'function',
      args: [request],
    }
    expect(showCallBefore(call)).toBe(
      `createApp(…)(GET /api/me?a=1, Authorization: Bearer ${'x'.repeat(33)}…)`,
    )
    const login = new WebRequest('POST', 'https://login.example/login', [], utf8('{\n  "a": 1 }'))
    expect(showCallBefore({ ...call, args: [login] })).toBe(
      'createApp(…)(POST /login, host: login.example, { "a": 1 })',
    )
  })

  test('comes with a short context: one record of each table', () => {
    const record = { salt: 's'.repeat(22), hash: 'h'.repeat(43) }
    const users = { ada: record, bob: record, __proto__x: record }
    const shown = showCall('login', [request, { users, clients: { a: record }, issuer: 'i', now: 1 }])
    expect(shown).toContain(
      `users: { ada: { salt: '${'s'.repeat(22)}', hash: '${'h'.repeat(40)}'... 3 more characters }, … 2 more },`,
    )
    expect(shown).toContain("issuer: 'i',\n  now: 1")
  })

  test('keeps a Host that is not the one of its address', () => {
    const odd = new WebRequest('POST', 'http://127.0.0.1:8080/', [['host', 'evil.example']], null)
    expect(showCall('app', [odd])).toContain('host: evil.example')
  })
})
