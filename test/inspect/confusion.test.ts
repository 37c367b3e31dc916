import { createHmac, generateKeyPairSync, sign } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { inspectToken } from '../../src/inspect/inspect.ts'
import { type KeySource, keyFromSecret, keyFromText } from '../../src/inspect/key.ts'
import { GOOD, hs256, NOW, SECRET, segment } from './tokens.ts'

const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 })
const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const pem = String(rsa.publicKey.export({ type: 'spki', format: 'pem' }))
const pkcs1 = String(rsa.publicKey.export({ type: 'pkcs1', format: 'pem' }))
const der = rsa.publicKey.export({ type: 'spki', format: 'der' })
const jwk = JSON.stringify(rsa.publicKey.export({ format: 'jwk' }))
const look = (token: string, source: KeySource | null = null) => inspectToken(token, source, NOW)
const ids = async (token: string, source: KeySource | null = null) =>
  (await look(token, source)).warnings.map(one => one.id)

describe('a public key as the secret', () => {
  it.each<[string, string | Uint8Array]>([
    ['PEM', pem],
    ['PEM without its last line break', pem.trim()],
    ['PKCS #1 PEM', pkcs1],
    ['DER', der],
    ['base64 of DER', der.toString('base64')],
    ['a JWK', jwk],
    ['an EC key', String(ec.publicKey.export({ type: 'spki', format: 'pem' }))],
    ['a JWK Set', JSON.stringify({ keys: [JSON.parse(jwk)] })],
    ['base64 of PEM', Buffer.from(pem).toString('base64')],
  ])('as %s is a danger, though the signature is right', async (_name, key) => {
    const found = await look(hs256({ alg: 'HS256' }, GOOD, key), keyFromSecret(Buffer.from(key)))
    expect(found.signature.state).toBe('valid')
    const warning = found.warnings.find(one => one.id === 'public-key-secret')
    expect(warning).toMatchObject({ level: 'danger', reference: 'RFC 8725 §2.1' })
  })

  it.each<[string, string | Uint8Array]>([
    ['its PEM', pem],
    ['its PEM without the last line break', pem.trim()],
    ['its PKCS #1 form', pkcs1],
    ['its DER', der],
  ])('is recognised from --key, when %s made the HMAC', async (_name, key) => {
    const found = await look(hs256({ alg: 'HS256' }, GOOD, key), keyFromText(pem))
    expect(found.signature.state).toBe('impossible')
    expect(found.signature.message).toContain('this signature was made that way')
    expect(found.warnings.map(one => one.id)).toContain('public-key-secret')
  })

  it('is not claimed of another HMAC, a private key or a plain secret', async () => {
    expect((await look(hs256({ alg: 'HS256' }, GOOD), keyFromText(pem))).signature.message).not.toContain(
      'that way',
    )
    const secret = String(rsa.privateKey.export({ type: 'pkcs8', format: 'pem' }))
    expect(await ids(hs256({ alg: 'HS256' }, GOOD, secret), keyFromSecret(Buffer.from(secret)))).toEqual([])
    expect(await ids(hs256({ alg: 'HS256' }, GOOD), keyFromSecret(Buffer.from(SECRET)))).toEqual([])
  })

  it('given for RS256 is sent to --key', async () => {
    const token = `${segment({ alg: 'RS256' })}.${segment(GOOD)}.${'A'.repeat(342)}`
    expect((await look(token, keyFromSecret(Buffer.from(pem)))).signature.message).toContain(
      'give it with --key',
    )
    expect((await look(token, keyFromSecret(Buffer.from(SECRET)))).signature.message).not.toContain('--key')
    expect(await ids(token, keyFromSecret(Buffer.from(SECRET)))).toContain('secret-for-public-key')
    expect(await ids(token)).not.toContain('secret-for-public-key')
  })
})

describe('ECDSA signatures', () => {
  const input = `${segment({ alg: 'ES256' })}.${segment(GOOD)}`
  const signed = (bytes: Uint8Array) => `${input}.${Buffer.from(bytes).toString('base64url')}`
  const key = keyFromText(String(ec.publicKey.export({ type: 'spki', format: 'pem' })))

  it('in DER are named, and verified once r and s are side by side', async () => {
    for (let round = 0; round < 20; round++) {
      const found = await look(signed(sign('sha256', Buffer.from(input), ec.privateKey)), key)
      expect(found.signature.state).toBe('invalid')
      expect(found.signature.message).toContain('did make this signature: it is in ASN.1 DER')
      expect(found.warnings.map(one => one.id)).toContain('der-signature')
    }
  })

  it('in DER by another key are only wrong', async () => {
    const other = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey
    const found = await look(signed(sign('sha256', Buffer.from(input), other)), key)
    expect(found.signature.message).toContain('did not make this signature')
  })

  const order = 'ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551'
  const one = '01'.padStart(64, '0')
  const zero = ''.padStart(64, '0')
  it.each([
    ['both zero', zero + zero, ['zero-signature', 'zero-signature']],
    ['r zero', zero + one, ['zero-signature']],
    ['s zero', one + zero, ['zero-signature']],
    ['r the order', order + one, ['signature-range']],
    ['s over the order', one + 'ff'.repeat(32), ['signature-range']],
    ['in range', one + one, []],
  ])('with %s', async (_name, hex, expected) => {
    const found = await look(signed(Buffer.from(hex, 'hex')), key)
    expect(
      found.warnings.filter(warning => /zero|range/u.test(warning.id)).map(warning => warning.id),
    ).toEqual(expected)
    expect(found.signature.state).toBe('invalid')
  })

  it('that are not DER are not called so', async () => {
    const real = sign('sha256', Buffer.from(input), { key: ec.privateKey, dsaEncoding: 'ieee-p1363' })
    expect(await ids(signed(real), key)).not.toContain('der-signature')
    const begins = Buffer.concat([Buffer.from([0x30, 0x3e]), Buffer.alloc(62, 7)])
    expect(await ids(signed(begins))).not.toContain('der-signature')
  })
})

describe('sizes of keys', () => {
  it('RSA: by the key, and by the length of the signature', async () => {
    const small = generateKeyPairSync('rsa', { modulusLength: 1024 })
    const input = `${segment({ alg: 'RS256' })}.${segment(GOOD)}`
    const token = `${input}.${sign('sha256', Buffer.from(input), small.privateKey).toString('base64url')}`
    const found = await look(token)
    expect(found.warnings.find(one => one.id === 'small-rsa-key')?.message).toContain(
      'so the RSA key has 1024 bits',
    )
    const key = keyFromText(String(small.publicKey.export({ type: 'spki', format: 'pem' })))
    expect((await look(token, key)).signature.message).toContain('RSA keys need 2048 bits or more')
    expect(await ids(token, key)).toContain('small-rsa-key')
  })

  it('of a key that the header brings', async () => {
    const n = Buffer.alloc(128, 0xff).toString('base64url')
    expect(await ids(hs256({ alg: 'HS256', jwk: { kty: 'RSA', n, e: 'AQAB' } }, GOOD))).toEqual([
      'header-jwk',
      'small-rsa-key',
    ])
    expect(await ids(hs256({ alg: 'HS256', jwk: { kty: 'EC', d: 'AA' } }, GOOD))).toContain(
      'header-private-key',
    )
  })
})

describe('what the header says of keys', () => {
  it.each<[object, string]>([
    [{ kid: '../../../../dev/null' }, 'kid-path'],
    [{ kid: '/etc/passwd' }, 'kid-path'],
    [{ kid: '..%2f..%2fdev%2fnull' }, 'kid-path'],
    [{ kid: 'https://evil.example/key' }, 'kid-url'],
    [{ kid: 'file:///dev/null' }, 'kid-url'],
    [{ kid: "x' UNION SELECT '1';--" }, 'kid-injection'],
    [{ kid: '|sleep 10' }, 'kid-injection'],
    [{ kid: 'key$(id)' }, 'kid-injection'],
    [{ kid: '__proto__' }, 'kid-injection'],
    [{ kid: '' }, 'kid-empty'],
    [{ jku: 'http://keys.example/jwks' }, 'key-address'],
    [{ jku: 'https://good.example@evil.example/jwks' }, 'key-address'],
    [{ jku: 'https://169.254.169.254/latest' }, 'key-address'],
    [{ x5u: 'not a url' }, 'key-address'],
    [{ jku: 7 }, 'key-address'],
  ])('%j', async (more, id) => {
    expect(await ids(hs256({ alg: 'HS256', ...more }, GOOD))).toContain(id)
  })

  it('is not a danger for a usual kid', async () => {
    for (const kid of ['2024-01', 'NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs', 'key.1', 'a:b'])
      expect(await ids(hs256({ alg: 'HS256', kid }, GOOD))).toEqual([])
  })

  it('knows a DPoP proof, which brings its key', async () => {
    const { warnings } = await look(hs256({ alg: 'HS256', typ: 'dpop+jwt', jwk: { kty: 'EC' } }, GOOD))
    expect(warnings).toMatchObject([{ id: 'header-jwk', level: 'caution', reference: 'RFC 9449 §4.2' }])
  })
})

describe('a token that brings the key of its own signature', () => {
  const jwkOf = ec.publicKey.export({ format: 'jwk' })
  const withHeader = (header: object) => {
    const input = `${segment({ alg: 'ES256', ...header })}.${segment(GOOD)}`
    const signature = sign('sha256', Buffer.from(input), { key: ec.privateKey, dsaEncoding: 'ieee-p1363' })
    return `${input}.${signature.toString('base64url')}`
  }

  it('is found without any key being given (CVE-2018-0114)', async () => {
    const { warnings, signature } = await look(withHeader({ jwk: jwkOf }))
    expect(warnings[0]).toMatchObject({
      id: 'signed-by-own-key',
      level: 'danger',
      reference: 'RFC 8725 §3.10',
    })
    expect(signature.state).toBe('not-checked')
    expect(
      await ids(
        hs256({ alg: 'HS256', jwk: { kty: 'oct', k: Buffer.from(SECRET).toString('base64url') } }, GOOD),
      ),
    ).toContain('signed-by-own-key')
  })

  it('is only worth a look in a DPoP proof, and is not claimed of another key', async () => {
    const proof = await look(withHeader({ jwk: jwkOf, typ: 'dpop+jwt' }))
    expect(proof.warnings.map(one => [one.id, one.level])).toEqual([
      ['signed-by-own-key', 'caution'],
      ['header-jwk', 'caution'],
    ])
    const other = generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey.export({ format: 'jwk' })
    for (const jwk of [other, { kty: 'EC' }, { kty: 'RSA', n: 'AA', e: 'AQAB' }, 7, null])
      expect(await ids(withHeader({ jwk }))).not.toContain('signed-by-own-key')
    expect(await ids(withHeader({ x5c: ['AAAA', 7] }))).not.toContain('signed-by-own-key')
  })
})

describe('a well-known secret', () => {
  it('is not contradicted by the line about the signature', async () => {
    const { signature, warnings } = await look(hs256({ alg: 'HS256' }, GOOD, 'your-256-bit-secret'))
    expect(warnings.map(one => one.id)).toContain('well-known-secret')
    expect(signature.message).not.toMatch(/Not checked|needs a secret/u)
    expect(signature.message).toContain('A well-known secret made this signature')
    expect(signature.wants).toBeUndefined()
  })

  it('that is given is right, with a warning', async () => {
    const secret = 'your-256-bit-secret'
    const found = await look(hs256({ alg: 'HS256' }, GOOD, secret), keyFromSecret(Buffer.from(secret)))
    expect(found.signature.message).toMatch(/^Right/u)
    expect(createHmac('sha256', secret).update('').digest().length).toBe(32)
  })
})
