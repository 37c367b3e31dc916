/** Files that people give for a key and that are something else, or a key in another form. */
import { generateKeyPairSync, sign } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { inspectToken } from '../../src/inspect/inspect.ts'
import { type KeySource, keyFromDer, keyFromPaste, keyFromText, keysFromJwks } from '../../src/inspect/key.ts'
import { selfSigned } from './certificates.ts'
import { GOOD, NOW, segment } from './tokens.ts'

const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const spki = publicKey.export({ type: 'spki', format: 'der' })
const jwk = publicKey.export({ format: 'jwk' })
const raw = selfSigned(publicKey, privateKey)
const certificate = `-----BEGIN CERTIFICATE-----\n${raw.toString('base64').replace(/.{64}/gu, '$&\n')}\n-----END CERTIFICATE-----\n`
const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey
const other = String(ec.export({ type: 'spki', format: 'pem' }))

const token = (header: object) => {
  const input = `${segment(header)}.${segment(GOOD)}`
  return `${input}.${sign('sha256', Buffer.from(input), privateKey).toString('base64url')}`
}
const check = async (source: KeySource | null, header: object = { alg: 'RS256' }) => {
  const { signature, warnings } = await inspectToken(token(header), source, NOW)
  return { state: signature.state, message: signature.message, warnings: warnings.map(one => one.message) }
}
const errorOf = (read: () => unknown): string => {
  try {
    read()
  } catch (error) {
    return (error as Error).message
  }
  return 'no error'
}

it.each(['', ' \n'])('a key file with nothing in it is called empty: %j', text => {
  expect(errorOf(() => keyFromText(text))).toBe('The key is empty. Is it the right file?')
})

describe('DER without the lines of PEM', () => {
  it.each<[string, Buffer]>([
    ['a public key', spki],
    ['a certificate', raw],
    ['a PKCS #1 public key', publicKey.export({ type: 'pkcs1', format: 'der' })],
  ])('%s verifies, and the form is named', async (_, bytes) => {
    const found = await check(keyFromDer(bytes))
    expect(found.state).toBe('valid')
    expect(found.warnings.join()).toContain('DER')
  })

  it('a container is named with the way out', () => {
    expect(errorOf(() => keyFromDer(Buffer.from('30820a3c020103308209f2', 'hex')))).toMatch(
      /PKCS #12.*openssl pkcs12/u,
    )
    expect(errorOf(() => keyFromDer(Buffer.from('feedfeed00000002', 'hex')))).toMatch(/key store.*keytool/u)
  })

  it('text is none', () => {
    for (const text of [certificate, '0', '', '{"kty":"RSA"}'])
      expect(keyFromDer(Buffer.from(text))).toBeNull()
  })
})

describe('certificates by kid in a JSON object, as Google has them', () => {
  const file = JSON.stringify({ first: other, second: certificate }, null, 1)

  it('are a key set', async () => {
    expect((await check(keysFromJwks(file), { alg: 'RS256', kid: 'second' })).state).toBe('valid')
    expect((await check(keysFromJwks(file), { alg: 'RS256', kid: 'third' })).message).toContain(
      'the kid is wrong',
    )
    expect((await check(keyFromPaste(file), { alg: 'RS256', kid: 'second' })).state).toBe('valid')
  })

  it('with --key are sent to --jwks', () => {
    expect(errorOf(() => keyFromText(file))).toMatch(/several keys.*--jwks/u)
  })

  it('PEM alone is none', () => {
    expect(errorOf(() => keysFromJwks(certificate))).toContain('--key')
  })
})

describe('JSON', () => {
  it('a JWK that has only its certificate', async () => {
    const set = JSON.stringify({ keys: [{ kty: 'RSA', kid: 'a', x5c: [raw.toString('base64')] }] })
    const found = await check(keysFromJwks(set), { alg: 'RS256', kid: 'a' })
    expect(found.state).toBe('valid')
    expect(found.warnings.join()).toMatch(/n and e.*x5c/u)
  })

  it('the configuration of an issuer', () => {
    const file = JSON.stringify({ issuer: 'https://x', jwks_uri: 'https://x/keys' })
    for (const read of [keyFromText, keysFromJwks]) expect(errorOf(() => read(file))).toContain('jwks_uri')
  })

  it('with one key in base64, as a Keycloak realm has it', async () => {
    const file = JSON.stringify({
      realm: 'r',
      public_key: spki.toString('base64'),
      'token-service': 'https://x',
    })
    expect((await check(keyFromText(file))).state).toBe('valid')
  })
})

describe('a JWK that only some programs read', () => {
  const n = Buffer.from(String(jwk.n), 'base64url')
  it.each<[string, object, RegExp | null]>([
    [
      'a zero byte in front of n',
      { n: Buffer.concat([Buffer.alloc(1), n]).toString('base64url') },
      /n .*zero byte/u,
    ],
    ['commas after n', { n: `${jwk.n},,` }, /n .*","/u],
    ['padding', { e: 'AQAB==' }, /e .*"="/u],
    ['nothing odd', {}, null],
  ])('%s', async (_, change, words) => {
    const found = await check(keyFromText(JSON.stringify({ ...jwk, ...change })))
    expect(found.state).toBe('valid')
    if (words === null) expect(found.warnings).toEqual([])
    else expect(found.warnings.join()).toMatch(words)
  })
})

it.each<[string, string, RegExp]>([
  ['a fingerprint', 'SHA256:u6FjuO6f0Kw0m4cWq2Rk0b1bq6gWl1pI3b9aZ5mQ0x8=', /fingerprint/u],
  ['a fingerprint in hex', '1f:2e:3d:4c:5b:6a:79:88:97:a6:b5:c4:d3:e2:f1:00', /fingerprint/u],
  ['a number in hex', `0x${'8f'.repeat(32)}`, /hex.*--secret-file/u],
  ['XML of .NET', '<RSAKeyValue><Modulus>AA==</Modulus></RSAKeyValue>', /XML.*PEM/u],
])('%s is named', (_, text, words) => {
  expect(errorOf(() => keyFromText(text))).toMatch(words)
})

it.each([
  ['04', 65],
  ['04', 97],
  ['04', 133],
  ['02', 33],
  ['03', 49],
  ['02', 67],
])('a public point in hex that begins with %s and has %i bytes is no secret', (first, length) => {
  expect(errorOf(() => keyFromText(first + 'ab'.repeat(length - 1)))).toContain(
    'the point of an EC public key in hex',
  )
})
