import { generateKeyPairSync } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { inspectToken } from '../../src/inspect/inspect.ts'
import { keyFromText } from '../../src/inspect/key.ts'
import { GOOD, hs256, NOW } from './tokens.ts'

const look = (header: object) => inspectToken(hs256({ alg: 'HS256', ...header }, GOOD), null, NOW)
const wordsOf = async (header: object): Promise<string | null | undefined> =>
  (await look(header)).header.find(({ name }) => name === 'jwk' || name === 'epk')?.words
const leakOf = async (header: object): Promise<string | undefined> =>
  (await look(header)).warnings.find(({ id }) => id === 'header-private-key')?.message

const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const EC = ec.publicKey.export({ format: 'jwk' })
const RSA = { kty: 'RSA', n: Buffer.alloc(256, 0xff).toString('base64url'), e: 'AQAB' }

describe('a key in a header is called what it is', () => {
  it.each<[unknown, string]>([
    [EC, 'an EC key on P-256, its public half'],
    [{ ...EC, d: null }, 'an EC key on P-256, its public half'],
    [{ ...EC, k: 'AAAA' }, 'an EC key on P-256, its public half'],
    [ec.privateKey.export({ format: 'jwk' }), 'an EC key on P-256, with its private half'],
    [{ ...RSA, p: 'AAAA' }, 'an RSA key of 2048 bits, with its private half'],
    [{ kty: 'RSA', n: RSA.n }, 'incomplete: it has no e'],
    [{ ...EC, crv: '\u001b[31m' }, 'an EC key, its public half'],
    [{ kty: 'oct', k: 'AAAA' }, 'a secret, not a public key'],
    [{ n: 'AQAB', e: 'AQAB' }, 'an object without kty, which every JWK has'],
    [{ kty: 7 }, 'its kty is a number, but it must be a string'],
    [{ kty: 'rsa', n: 'AQAB', e: 'AQAB' }, 'its kty is not the name of a registered type'],
    [{ kty: 'constructor' }, 'its kty is not the name of a registered type'],
    [null, 'null, but it must be an object'],
    ['abc', 'a string, but it must be an object'],
    [[EC], 'an array, but it must be an object'],
  ])('%j', async (jwk, words) => {
    expect(await wordsOf({ jwk })).toBe(words)
    expect(await wordsOf({ epk: jwk })).toBe(words)
    const said = (await look({ jwk })).header.find(({ name }) => name === 'jwk')?.meaning
    expect(said).toBe('a key, brought along')
  })
})

describe('a private key in a header is named as one', () => {
  it.each<[object, string]>([
    [{ jwk: { ...EC, d: 'AAAA' } }, '(jwk) has its private half in it (d)'],
    [{ epk: { ...EC, d: 'AAAA' } }, '(epk) has its private half in it (d)'],
    [{ jwk: { ...RSA, p: 'AAAA', q: 'AAAA' } }, '(jwk) has its private half in it (p, q)'],
    [{ jwk: { kty: 'AKP', alg: 'ML-DSA-44', pub: 'AAAA', priv: 'AAAA' } }, 'private half in it (priv)'],
    [{ jwk: { kty: 'oct', k: 'AAAA' } }, '(jwk) is a secret, and not a public key (k)'],
    [{ jwk: { d: 'AAAA' } }, '(jwk) has members of a private or secret key (d)'],
    [{ jwk: [{ ...EC, d: 'AAAA' }] }, 'private half in it (d)'],
    [{ jwk: { keys: [EC, { ...EC, d: 'AAAA' }] } }, 'private half in it (d)'],
    [{ jwk: JSON.stringify({ ...EC, d: 'AAAA' }) }, 'private half in it (d)'],
  ])('%j', async (header, words) => {
    expect(await leakOf(header)).toContain(words)
  })

  it.each([
    { jwk: EC },
    { jwk: { ...EC, d: null } },
    { jwk: { ...EC, d: '' } },
    { jwk: { ...EC, k: 'AAAA' } },
    { jwk: { kty: 'oct' } },
    { jwk: { keys: [EC, null, 'd'] } },
    { jwk: 'd' },
    { jwk: null },
  ])('and nothing else is: %j', async header => {
    expect(await leakOf(header)).toBeUndefined()
  })

  it('a jwk that is not one object is a danger of its own', async () => {
    const ids = async (jwk: unknown) => (await look({ jwk })).warnings.map(({ id }) => id)
    for (const jwk of ['abc', 7, null, [EC]]) expect(await ids(jwk)).toContain('header-key-type')
    expect(await ids(EC)).not.toContain('header-key-type')
  })

  it('only an RSA key has too few bits', async () => {
    const ids = async (jwk: unknown) => (await look({ jwk })).warnings.map(({ id }) => id)
    expect(await ids({ kty: 'RSA', n: 'AQAB', e: 'AQAB' })).toContain('small-rsa-key')
    expect(await ids({ kty: 'rsa', n: 'AQAB', e: 'AQAB' })).not.toContain('small-rsa-key')
    expect(await ids({ n: 'AQAB', e: 'AQAB' })).not.toContain('small-rsa-key')
  })
})

describe('a key file', () => {
  it.each<[object, boolean]>([
    [{ ...EC, d: 'AAAA' }, true],
    [{ ...RSA, p: 'AAAA' }, true],
    [{ kty: 'AKP', alg: 'ML-DSA-44', pub: 'AAAA', priv: 'AAAA' }, true],
    [{ ...EC, d: null }, false],
    [{ kty: 'oct', k: 'AAAA' }, false],
  ])('is private when it has what nobody else may have: %j', (jwk, isPrivate) => {
    const [key] = keyFromText(JSON.stringify(jwk))?.keys ?? []
    expect(key?.kind === 'jwk' && key.isPrivate).toBe(isPrivate)
  })
})
