import { createPrivateKey, createPublicKey, sign, verify } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { ecKeyPair, okpKeyPair } from '../../../src/grader/kit/curve-keys.ts'
import { newRsaKeyPair, rareRsaKeyPair, type RsaSize, rsaKeyPair } from '../../../src/grader/kit/rsa-keys.ts'

/** Numbers from 0 up to 1 that a seed repeats. */
function numbers(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31
    return state / 2 ** 31
  }
}

const message = Buffer.from('message')
const fits = (pair: ReturnType<typeof ecKeyPair>, digest: string | null): boolean => {
  const privateKey = createPrivateKey({ key: pair.privateKey, format: 'jwk' })
  const publicKey = createPublicKey({ key: pair.publicKey, format: 'jwk' })
  return verify(digest, message, publicKey, sign(digest, message, privateKey))
}

describe('RSA keys', () => {
  test.each<RsaSize>([768, 1024, 2047, 2048, 3072])('of %i bits belong together', size => {
    const pair = rsaKeyPair(numbers(size), size)
    expect(fits(pair, 'sha256')).toBe(true)
    const { modulusLength } =
      createPublicKey({ key: pair.publicKey, format: 'jwk' }).asymmetricKeyDetails ?? {}
    expect(modulusLength).toBe(size)
  })
  test.each([
    [3, 'Aw'],
    [17, 'EQ'],
  ] as const)('with the public exponent %i belong together', (exponent, e) => {
    for (const seed of [1, 2, 3, 4, 5]) {
      const pair = rareRsaKeyPair(numbers(seed), exponent)
      expect(fits(pair, 'sha256')).toBe(true)
      const details = createPublicKey({ key: pair.publicKey, format: 'jwk' }).asymmetricKeyDetails
      expect(details).toEqual({ modulusLength: 2048, publicExponent: BigInt(exponent) })
      expect([pair.publicKey.e, pair.privateKey.e]).toEqual([e, e])
    }
  })
  test('are all different where new ones are asked for, until there are no more', () => {
    const [random, drawn] = [numbers(3), new Set()]
    for (let count = 0; count < 28; count++) newRsaKeyPair(random, drawn)
    expect(drawn.size).toBe(28)
    expect(() => newRsaKeyPair(random, drawn)).toThrow('all pairs are drawn')
  })
})

describe('keys on curves', () => {
  test.each(['P-256', 'P-384', 'secp256k1'] as const)('on %s belong together', crv => {
    const pairs = [1, 2, 3, 4].map(seed => ecKeyPair(numbers(seed), crv))
    for (const pair of pairs) expect(fits(pair, 'sha256')).toBe(true)
    expect(new Set(pairs.map(({ publicKey }) => publicKey.x)).size).toBe(4)
    expect(ecKeyPair(numbers(1), crv)).toEqual(pairs[0])
  })
  test('Ed25519 keys belong together, and a seed repeats them', () => {
    const pair = okpKeyPair(numbers(5))
    expect(fits(pair, null)).toBe(true)
    expect(okpKeyPair(numbers(5))).toEqual(pair)
    expect(okpKeyPair(numbers(6))).not.toEqual(pair)
  })
  test('X25519 keys are read, though they sign nothing', () => {
    const { privateKey } = okpKeyPair(numbers(7), 'X25519')
    expect(createPrivateKey({ key: privateKey, format: 'jwk' }).asymmetricKeyType).toBe('x25519')
  })
})
