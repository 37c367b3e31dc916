import { expect, test } from 'vitest'
import { meaningOf } from '../../../src/grader/diagnose/engine-errors.ts'

/** Errors as the engine writes them today: a test that fails shows that a later one has other words. */
const slips: [string, string, RegExp][] = [
  ['a name that is not there', 'return alphabet', /no name `alphabet`/],
  ['a name before its value', 'a; const a = 1', /`a` is used before/],
  ['a constant that changes', 'const a = 1; a = 2', /=== compares/],
  ['new before a member', "new TextEncoder.encode('a')", /its own brackets/],
  ['a text instead of bytes', "const text = 'a'; text.subarray(0)", /`text\.subarray` can't be called/],
  ['a member of undefined', 'undefined.alg', /before `alg` is undefined/],
  ['a number gone through', 'const [a] = 1', /can't be gone through/],
  ['text for a TextDecoder', "new TextDecoder().decode('a')", /Bytes are wanted/],
  ['options in the wrong place', 'new TextDecoder({})', /the options come second/],
  ['a length below 0', 'new Uint8Array(-1)', /0 or more/],
  [
    'the global crypto for node:crypto',
    "crypto.createHmac('sha256', '')",
    /import { createHmac } from 'node:crypto'/,
  ],
  ['the global crypto by its name', 'globalThis.crypto.timingSafeEqual()', /has no timingSafeEqual/],
  ['BigInt and number', '1n + 1', /make both the same/],
  ['a class called without new', 'TextEncoder()', /write `new` before it/],
  ['more bytes than fit', 'new Uint8Array(2).set([1, 2, 3])', /there are more of them than/],
]

test.each(slips)('%s', (_, code, meaning) => {
  expect(meaningOf(errorOf(code))).toMatch(meaning)
})

test.each([
  ['module is not defined in ES module scope', /`export` in front of/],
  ['exports is not defined in ES module scope', /`export` in front of/],
  ['require is not defined in ES module scope, you can use import instead', /instead of require/],
])('%s', (message, meaning) => {
  expect(meaningOf(message)).toMatch(meaning)
})

test('an error with words of its own is left alone', () => {
  expect(meaningOf('this is no token')).toBeNull()
})

function errorOf(code: string): string {
  try {
    new Function(code)()
  } catch (error) {
    return (error as Error).message
  }
  return ''
}
