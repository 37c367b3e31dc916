import { createHash, createHmac } from 'node:crypto'
import { expect, test } from 'vitest'
import {
  fromBase64url,
  hex,
  hmacSha256,
  makeToken,
  sha256,
  splitToken,
  toHex,
  utf8,
} from '../../../src/grader/kit/bytes.ts'

const sequence = (length: number, step: number): Uint8Array =>
  Uint8Array.from({ length }, (_, index) => (index * step + 5) & 0xff)

test('an HMAC is the one that Node makes, for keys around a block and messages of every small length', () => {
  for (const keyLength of [0, 1, 31, 32, 63, 64, 65, 200]) {
    const key = sequence(keyLength, 7)
    for (let length = 0; length < 140; length++) {
      const message = sequence(length, 31)
      const expected = createHmac('sha256', key).update(message).digest('hex')
      expect(toHex(hmacSha256(key, message)), `key ${keyLength}, message ${length}`).toBe(expected)
    }
  }
})

test('a hash is the one that Node makes, of a window into a larger buffer too', () => {
  const window = sequence(100, 3).subarray(10, 60)
  expect(toHex(sha256(window))).toBe(createHash('sha256').update(window).digest('hex'))
})

test('RFC 4231 §4.3: test case 2', () => {
  const mac = hmacSha256(utf8('Jefe'), utf8('what do ya want for nothing?'))
  expect(mac).toEqual(hex('5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843'))
})

test('a token has three segments, the third of them over the first two', () => {
  const secret = sequence(32, 1)
  const { header, payload, signature, signingInput } = splitToken(
    makeToken({ alg: 'HS256' }, '{"a": 1}', secret),
  )
  expect(Buffer.from(header, 'base64url').toString()).toBe('{"alg":"HS256"}')
  expect(Buffer.from(payload, 'base64url').toString()).toBe('{"a": 1}')
  expect(fromBase64url(signature)).toEqual(hmacSha256(secret, utf8(signingInput)))
})
