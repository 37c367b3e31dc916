import { constants, generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { inspectToken } from '../../src/inspect/inspect.ts'
import { type KeySource, keyFromSecret, keyFromText } from '../../src/inspect/key.ts'
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

  it.each<[string, (bytes: Buffer) => string]>([
    ['hex', bytes => bytes.toString('hex')],
    ['base64url of hex', bytes => Buffer.from(bytes.toString('hex')).toString('base64url')],
  ])('it is written as %s', async (_, write) => {
    const whole = hs256({ alg: 'HS256' }, GOOD, 'a plain secret of thirty-six letters')
    const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
    const input = `${segment({ alg: 'RS256' })}.${segment(GOOD)}`
    const rows: [string, KeySource][] = [
      [whole, keyFromSecret(Buffer.from('a plain secret of thirty-six letters'))],
      [
        `${input}.${sign('sha256', Buffer.from(input), privateKey).toString('base64url')}`,
        keyFromText(pem(publicKey)),
      ],
    ]
    for (const [token, key] of rows) {
      const end = token.lastIndexOf('.') + 1
      const written = token.slice(0, end) + write(Buffer.from(token.slice(end), 'base64url'))
      const found = await inspectToken(written, key, NOW)
      expect(found.signature.state).toBe('invalid')
      expect(found.signature.message).toContain('did make this signature: it is written in hex.')
    }
    const hex = `${whole.slice(0, whole.lastIndexOf('.') + 1)}${'ab'.repeat(32)}`
    expect((await look(hex)).warnings.map(({ id }) => id)).toContain('hex-signature')
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

it.each([
  ['x', 31],
  ['y', 33],
])('the %s of an EC key with %i bytes is named', async (name, length) => {
  const jwk = generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey.export({ format: 'jwk' })
  const given = { ...jwk, [name]: Buffer.alloc(length, 1).toString('base64url') }
  const messages = async (key: object): Promise<string> =>
    (await inspectToken(hs256({ alg: 'HS256' }, GOOD), keyFromText(JSON.stringify(key)), NOW)).warnings
      .map(({ message }) => message)
      .join(' ')
  expect(await messages(given)).toContain(
    `The ${name} of the JWK has ${length} bytes; on P-256 it must have 32`,
  )
  expect(await messages(jwk)).not.toContain('of the JWK has')
})
