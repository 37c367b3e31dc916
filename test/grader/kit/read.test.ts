import { expect, test } from 'vitest'
import { makeToken, utf8 } from '../../../src/grader/kit/bytes.ts'
import {
  bytesFormOf,
  jsonIn,
  nearMissesOf,
  nearMissOf,
  tokenIn,
  tokenParts,
} from '../../../src/grader/kit/read.ts'

const token = makeToken({ alg: 'HS256' }, { sub: 'ada' }, utf8('secret'))

test.each([
  ['itself', token],
  ['a string around it', `Bearer ${token}\n`],
  ['an object', { access_token: token, type: 'Bearer' }],
  ['an array in an object', { tokens: [null, token] }],
  ['bytes', utf8(token)],
])('a token is found in %s', (_, value) => {
  expect(tokenIn(value)).toBe(token)
  expect(tokenIn({ no: 'token' })).toBeNull()
})

test('the parts of a token are read without a check', () => {
  expect(tokenParts(token)).toMatchObject({ header: { alg: 'HS256' }, payload: { sub: 'ada' } })
  expect(tokenParts('a.b')).toBeNull()
})

test('JSON is found in strings, base64url and bytes', () => {
  expect(jsonIn('{"a":1}')).toEqual({ a: 1 })
  expect(jsonIn(Buffer.from('{"a":1}').toString('base64url'))).toEqual({ a: 1 })
  expect(jsonIn(utf8('[1]'))).toEqual([1])
  expect(jsonIn('no json!')).toBeUndefined()
})

test.each([
  [Uint8Array.of(0xfb, 0xff), 'bytes'],
  ['fbff', 'hex'],
  ['FBFF', 'hex'],
  ['+/8=', 'base64'],
  ['-_8', 'base64url'],
  ['\u00fb\u00ff', 'latin1'],
  [[0xfb, 0xff], 'numbers'],
  [{ 0: 0xfb, 1: 0xff }, 'object'],
  ['fb', null],
  [undefined, null],
])('bytes in the form %o', (value, form) => {
  expect(bytesFormOf(value, Uint8Array.of(0xfb, 0xff))).toBe(form)
})

test.each([
  ['API', 'case'],
  ['api ', 'spaces'],
  ['"api"', 'quotes'],
  ['apis', 'longer'],
  ['ap', 'shorter'],
  ['api', null],
  ['web', null],
])('a near miss: %s', (text, kind) => {
  expect(nearMissOf(text, 'api')).toBe(kind)
})

test('near misses are all different from the string', () => {
  const misses = nearMissesOf('API')
  expect(new Set(misses).size).toBe(misses.length)
  expect(misses).not.toContain('API')
})
