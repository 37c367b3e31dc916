import { generateKeyPairSync } from 'node:crypto'
import { exportJWK, generateKeyPair, SignJWT } from 'jose'
import { describe, expect, it } from 'vitest'
import { KeyError } from '../../src/inspect/errors.ts'
import { inspectToken } from '../../src/inspect/inspect.ts'
import {
  type KeySource,
  keyFromPaste,
  keyFromSecret,
  keyFromText,
  keysFromJwks,
} from '../../src/inspect/key.ts'
import {
  GOOD,
  hs256,
  NOW,
  RFC7515_A1,
  RFC7515_A1_KEY,
  RFC7515_A3,
  RFC7515_A3_KEY,
  RFC7519_61,
  SECRET,
  segment,
} from './tokens.ts'

const check = async (token: string, source: KeySource | null) =>
  (await inspectToken(token, source, NOW)).signature
const secret = (text: string | Uint8Array) => keyFromSecret(Buffer.from(text))
const jwk = (value: object) => keyFromText(JSON.stringify(value))
const jwks = (...keys: object[]) => keysFromJwks(JSON.stringify({ keys }))

describe('the tokens of the RFCs', () => {
  it.each([
    ['RFC 7515 A.1', RFC7515_A1, RFC7515_A1_KEY],
    ['RFC 7515 A.3', RFC7515_A3, RFC7515_A3_KEY],
  ])('%s verifies, and not with one character changed', async (_name, token, key) => {
    expect(await check(token, jwk(key))).toMatchObject({ state: 'valid' })
    const changed = token.replace('.eyJpc3MiOiJqb2Ui', '.eyJpc3MiOiJqb3Ui')
    expect(await check(changed, jwk(key))).toMatchObject({ state: 'invalid' })
  })

  it('RFC 7519 §6.1 has nothing to verify', async () => {
    expect(await check(RFC7519_61, null)).toMatchObject({ state: 'not-checked' })
    expect(await check(RFC7519_61, secret(SECRET))).toMatchObject({ state: 'impossible' })
  })
})

describe('each algorithm', () => {
  it.each(['HS256', 'HS384', 'HS512'])('%s with a secret and with an oct JWK', async alg => {
    const bytes = new Uint8Array(64).fill(9)
    const token = await new SignJWT(GOOD).setProtectedHeader({ alg }).sign(bytes)
    expect(await check(token, keyFromSecret(bytes))).toMatchObject({
      state: 'valid',
      key: 'a secret of 64 bytes',
    })
    expect(
      await check(token, jwk({ kty: 'oct', k: Buffer.from(bytes).toString('base64url') })),
    ).toMatchObject({ state: 'valid' })
    expect(await check(token, secret('another secret that is long enough..'))).toMatchObject({
      state: 'invalid',
    })
  })

  it.each([
    'RS256',
    'RS384',
    'RS512',
    'PS256',
    'PS384',
    'PS512',
    'ES256',
    'ES384',
    'ES512',
    'EdDSA',
    'Ed25519',
  ])('%s with PEM, JWK, private JWK and JWKS', async alg => {
    const { publicKey, privateKey } = await generateKeyPair(alg, { extractable: true })
    const token = await new SignJWT(GOOD).setProtectedHeader({ alg, kid: 'a' }).sign(privateKey)
    const publicJwk = await exportJWK(publicKey)
    const privateJwk = await exportJWK(privateKey)
    const other = await exportJWK((await generateKeyPair(alg, { extractable: true })).publicKey)
    const { exportSPKI, exportPKCS8 } = await import('jose')
    expect(await check(token, keyFromText(await exportSPKI(publicKey)))).toMatchObject({ state: 'valid' })
    expect(await check(token, keyFromText(await exportPKCS8(privateKey)))).toMatchObject({ state: 'valid' })
    expect(await check(token, jwk(publicJwk))).toMatchObject({ state: 'valid' })
    expect(await check(token, jwk(privateJwk))).toMatchObject({ state: 'valid' })
    expect(await check(token, jwk(other))).toMatchObject({ state: 'invalid' })
    expect(await check(token, jwks({ ...other, kid: 'b' }, { ...publicJwk, kid: 'a' }))).toMatchObject({
      state: 'valid',
    })
  })

  it('reads a certificate-like PKCS #1 PEM too', async () => {
    const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
    const token = await new SignJWT(GOOD).setProtectedHeader({ alg: 'RS256' }).sign(privateKey)
    const pem = publicKey.export({ type: 'pkcs1', format: 'pem' }).toString()
    expect(await check(token, keyFromText(pem))).toMatchObject({
      state: 'valid',
      key: 'an RSA key of 2048 bits',
    })
  })
})

describe('a key that does not go with the token', () => {
  it('is told apart from a wrong signature', async () => {
    const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey.export({ format: 'jwk' })
    const hs = hs256({ alg: 'HS256' }, GOOD)
    expect((await check(hs, jwk(rsa))).message).toMatch(
      /HS256 needs a secret; this is an RSA key of 2048 bits\. .*confusion attack/u,
    )
    expect((await check(RFC7515_A3, secret(SECRET))).message).toMatch(
      /ES256 needs a public key on P-256; this is a secret of 32 bytes/u,
    )
    expect((await check(RFC7515_A3, jwk(rsa))).message).toMatch(
      /ES256 needs a public key on P-256; this is an RSA key/u,
    )
    expect((await check(RFC7515_A3, jwk({ ...RFC7515_A3_KEY, crv: 'P-384' }))).message).toMatch(
      /this is an EC key on P-384/u,
    )
    expect((await check(RFC7515_A3, jwk({ ...RFC7515_A3_KEY, use: 'enc' }))).message).toMatch(/"use": "enc"/u)
    expect((await check(RFC7515_A3, jwk({ ...RFC7515_A3_KEY, alg: 'ES384' }))).message).toMatch(
      /"ES384" only/u,
    )
    expect((await check(RFC7515_A3, jwk({ ...RFC7515_A3_KEY, y: 'AAAA' }))).message).toMatch(
      /damaged or missing/u,
    )
  })

  it('names a short RSA key', async () => {
    const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 1024 })
    const token = `${segment({ alg: 'RS256' })}.${segment(GOOD)}.AAAA`
    const pem = publicKey.export({ type: 'spki', format: 'pem' }).toString()
    expect(await check(token, keyFromText(pem))).toMatchObject({ state: 'impossible' })
    expect((await check(token, keyFromText(pem))).message).toContain('2048 bits or more')
  })

  it.each([
    ['an unknown algorithm', { alg: 'HS1' }, /does not check "HS1" signatures/u],
    ['no algorithm', {}, /no alg that is a string/u],
    ['an extension', { alg: 'HS256', crit: ['x'], x: 1 }, /extension in "crit"/u],
    ['a broken crit', { alg: 'HS256', crit: [] }, /crit or b64/u],
  ])('says so for %s in the header', async (_name, header, message) => {
    expect((await check(hs256(header, GOOD), secret(SECRET))).message).toMatch(message)
  })
})

describe('a key set', () => {
  it('goes by kid, and says when no key has it', async () => {
    const token = hs256({ alg: 'HS256', kid: 'a' }, GOOD)
    const key = { kty: 'oct', k: Buffer.from(SECRET).toString('base64url') }
    expect(await check(token, jwks({ ...key, kid: 'a' }))).toMatchObject({ state: 'valid' })
    expect((await check(token, jwks({ ...key, kid: 'b' }))).message).toContain(
      'No key of the set has the kid "a"',
    )
    expect((await check(token, jwks({ kty: 'EC', kid: 'a', crv: 'P-256' }))).message).toContain(
      'HS256 needs a secret',
    )
  })

  it('says which key made the signature when the kid is wrong', async () => {
    const token = hs256({ alg: 'HS256', kid: 'a' }, GOOD)
    const right = { kty: 'oct', k: Buffer.from(SECRET).toString('base64url'), kid: 'b' }
    const { state, message } = await check(token, jwks({ kty: 'oct', k: 'AAAA', kid: 'c' }, right))
    expect(state).toBe('impossible')
    expect(message).toContain('Yet a secret JWK of 32 bytes, kid "b" made the signature: the kid is wrong.')
  })

  it('finds a near miss among its keys', async () => {
    const k = Buffer.from(SECRET).toString('base64url')
    const token = hs256({ alg: 'HS256', kid: 'a' }, GOOD, k)
    expect((await check(token, jwks({ kty: 'oct', k, kid: 'a' }))).message).toContain('encoded in base64')
  })

  it('tries every key that fits when the header names none', async () => {
    const token = hs256({ alg: 'HS256' }, GOOD)
    const wrong = { kty: 'oct', k: 'AAAA' }
    const right = { kty: 'oct', k: Buffer.from(SECRET).toString('base64url') }
    expect(await check(token, jwks({ kty: 'new' }, wrong, right))).toMatchObject({ state: 'valid' })
    expect((await check(token, jwks(wrong, wrong))).message).toContain('none of the 2 keys')
    expect((await check(token, jwks(wrong))).message).toContain('did not make this signature')
  })
})

describe('a secret that two programs read differently', () => {
  const bytes = Buffer.from('00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff', 'hex')
  const token = hs256({ alg: 'HS256' }, GOOD, bytes)
  it.each([
    ['base64', bytes.toString('base64'), 'decoded from base64'],
    ['base64url', bytes.toString('base64url'), 'decoded from base64'],
    ['hex', bytes.toString('hex'), 'decoded from hex'],
    ['a line break', Buffer.concat([bytes, Buffer.from('\n')]), 'without the line break'],
  ])('is recognised: %s', async (_name, given, words) => {
    const found = await check(token, secret(given))
    expect(found.state).toBe('invalid')
    expect(found.message).toContain(words)
  })
})

describe('a key that is none', () => {
  it.each<[string, () => unknown, string]>([
    ['an empty secret', () => keyFromSecret(new Uint8Array()), 'empty-secret'],
    ['plain text', () => keyFromText('hunter2-hunter2'), 'unreadable-key'],
    [
      'damaged PEM',
      () => keyFromText('-----BEGIN PUBLIC KEY-----\nhunter2\n-----END PUBLIC KEY-----'),
      'unreadable-key',
    ],
    ['encrypted PEM', () => keyFromText('-----BEGIN ENCRYPTED PRIVATE KEY-----\nhunter2'), 'encrypted-key'],
    ['damaged JSON', () => keyFromText('{"kty":"oct","k":"hunter2"'), 'not-json'],
    ['JSON without kty', () => keyFromText('{"k":"hunter2"}'), 'not-a-jwk'],
    ['a set for one key', () => keyFromText('{"keys":["hunter2"]}'), 'not-a-jwk'],
    ['one key for a set', () => keysFromJwks('{"kty":"oct","k":"hunter2"}'), 'not-a-key-set'],
    ['an array', () => keysFromJwks('["hunter2"]'), 'not-a-jwk'],
    ['an empty set', () => keysFromJwks('{"keys":[]}'), 'empty-key-set'],
    ['a set of none', () => keysFromJwks('{"keys":["hunter2",null]}'), 'not-a-jwk'],
  ])('%s is refused without being quoted', (_name, read, code) => {
    let caught: unknown
    try {
      read()
    } catch (error) {
      caught = error
    }
    expect(caught).toBeInstanceOf(KeyError)
    expect((caught as KeyError).code).toBe(code)
    expect((caught as KeyError).message).not.toContain('hunter2')
    expect((caught as KeyError).message.length).toBeGreaterThan(20)
  })
})

describe('what a person pastes as a key', () => {
  const spki = generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey.export({
    type: 'spki',
    format: 'pem',
  })
  it.each([
    ['PEM', String(spki), 'one', 'public'],
    ['a JWK', JSON.stringify(RFC7515_A3_KEY), 'one', 'jwk'],
    ['a JWKS', JSON.stringify({ keys: [RFC7515_A3_KEY] }, null, 2), 'set', 'jwk'],
    ['a secret', SECRET, 'one', 'secret'],
    ['a secret that begins as JSON does', '{"kty', 'one', 'secret'],
    ['a secret that is JSON', '{"a":1}', 'one', 'secret'],
    ['a secret of digits', '1234', 'one', 'secret'],
  ])('%s is recognised', (_name, text, kind, keyKind) => {
    expect(keyFromPaste(text)).toMatchObject({ kind, keys: [{ kind: keyKind }] })
  })
})
