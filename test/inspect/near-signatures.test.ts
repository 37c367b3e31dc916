import { constants, generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { inspectToken } from '../../src/inspect/inspect.ts'
import { keyFromText } from '../../src/inspect/key.ts'
import { withZeros } from '../../src/inspect/der.ts'
import { GOOD, hs256, NOW, segment } from './tokens.ts'

const pem = (key: KeyObject): string => String(key.export({ type: 'spki', format: 'pem' }))
const look = async (token: string, key: KeyObject | null = null) =>
  inspectToken(token, key === null ? null : await keyFromText(pem(key)), NOW)

/** A token whose ECDSA signature has r and s that begin with so many zeros, found by signing again. */
function tokenWithZeros(
  privateKey: KeyObject,
  alg: string,
  size: number,
  wanted: (signature: Buffer) => boolean,
) {
  const input = `${segment({ alg })}.${segment(GOOD)}`
  for (;;) {
    const signature = sign(`sha${alg.slice(2)}`, Buffer.from(input), {
      key: privateKey,
      dsaEncoding: 'ieee-p1363',
    })
    if (signature.length === 2 * size && wanted(signature)) return { input, signature }
  }
}

describe('a signature that is nearly right is told as that', () => {
  it.each([
    ['r', 0],
    ['s', 32],
  ])('a zero was left out at the start of %s', async (_, at) => {
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    const { input, signature } = tokenWithZeros(privateKey, 'ES256', 32, bytes => bytes[at] === 0)
    const short = Buffer.concat([signature.subarray(0, at), signature.subarray(at + 1)])
    const { signature: found } = await look(`${input}.${short.toString('base64url')}`, publicKey)
    expect(found.state).toBe('invalid')
    expect(found.message).toContain(
      'zeros at the start of r or s were left out. ES256 needs 32 bytes for each (RFC 7518 §3.4).',
    )
  })

  it('nothing is filled up that is right, longer, or much too short', () => {
    for (const length of [64, 65, 61, 0]) expect(withZeros(new Uint8Array(length), 'ES256')).toEqual([])
    expect(withZeros(new Uint8Array(62).fill(1), 'ES256').map(bytes => [bytes[0], bytes[32]])).toEqual([
      [1, 0],
      [0, 0],
      [0, 1],
    ])
  })

  it.each([
    ['PS256', 64],
    ['PS512', 32],
  ])('%s with a salt of %i bytes', async (alg, saltLength) => {
    const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
    const input = `${segment({ alg })}.${segment(GOOD)}`
    const options = { key: privateKey, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength }
    const signature = sign(`sha${alg.slice(2)}`, Buffer.from(input), options)
    const { signature: found } = await look(`${input}.${signature.toString('base64url')}`, publicKey)
    expect(found.state).toBe('invalid')
    expect(found.message).toContain('its salt has another length')
    const other = generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey
    const wrong = await look(`${input}.${signature.toString('base64url')}`, other)
    expect(wrong.signature.message).toMatch(/^Wrong: /u)
  })
})

describe('no more is concluded than can be', () => {
  const idsOf = async (token: string) => (await look(token)).warnings.map(({ id }) => id)

  it('the size of a key from a length that no RSA key has', async () => {
    const token = (bytes: number) =>
      `${segment({ alg: 'RS256' })}.${segment(GOOD)}.${Buffer.alloc(bytes, 7).toString('base64url')}`
    expect(await idsOf(token(128))).toContain('small-rsa-key')
    for (const bytes of [64, 70, 96, 255]) {
      expect(await idsOf(token(bytes))).not.toContain('small-rsa-key')
      expect(await idsOf(token(bytes))).toContain('signature-length')
    }
  })

  it('milliseconds from a number that is no date in any unit', async () => {
    const { warnings, time } = await look(hs256({ alg: 'HS256' }, `{"exp":1${'0'.repeat(50)}}`))
    expect(warnings.map(({ id }) => id)).toContain('time-range')
    expect(warnings.map(({ id }) => id)).not.toContain('milliseconds')
    expect(time.state).toBe('valid')
    expect(await idsOf(hs256({ alg: 'HS256' }, { exp: NOW * 1000 }))).toContain('milliseconds')
  })
})
