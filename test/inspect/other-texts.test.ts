/** Signatures over another text than the token is: what is wrong is named, and they are never called right. */
import { createHash, createHmac, generateKeyPairSync, sign } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { inspectToken } from '../../src/inspect/inspect.ts'
import { keyFromSecret, keyFromText } from '../../src/inspect/key.ts'
import { GOOD, hs256, NOW, SECRET, segment } from './tokens.ts'

const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 })
const pem = (pair: typeof ec) => keyFromText(String(pair.publicKey.export({ type: 'spki', format: 'pem' })))
const ES = (input: string) =>
  sign('sha256', Buffer.from(input), { key: ec.privateKey, dsaEncoding: 'ieee-p1363' })
const RS = (input: string) => sign('sha256', Buffer.from(input), rsa.privateKey)
const base64 = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64')
const padded = (value: unknown) => base64(value).replaceAll('+', '-').replaceAll('/', '_')
const look = async (token: string, key: Parameters<typeof inspectToken>[1]) => inspectToken(token, key, NOW)

describe('a signature over the token with its padding, as of an AWS load balancer', () => {
  const input = `${padded({ alg: 'ES256', kid: 'abcd' })}.${padded({ ...GOOD, sub: 'ada' })}`
  const token = `${input}.${ES(input).toString('base64url')}==`

  it('is named', async () => {
    expect(input).toContain('=')
    const found = await look(token, pem(ec))
    expect(found.problems.length).toBeGreaterThan(0)
    expect(found.signature.state).toBe('invalid')
    expect(found.signature.message).toMatch(/an EC key on P-256 did make this signature.*with its padding/u)
  })

  it('by another key is not', async () => {
    const other = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    expect((await look(token, pem(other))).signature.message).not.toContain('did make')
  })

  it('without a key is not checked', async () => {
    expect((await look(token, null)).signature.state).toBe('not-checked')
  })
})

it('a signature over base64 instead of base64url is named', async () => {
  const payload = { ...GOOD, text: '>>>???' }
  for (const [alg, key, make] of [
    ['RS256', pem(rsa), RS],
    ['ES256', pem(ec), ES],
  ] as const) {
    const input = `${base64({ alg })}.${base64(payload)}`
    const { signature } = await look(`${input}.${make(input).toString('base64')}`, key)
    expect(signature.message).toMatch(/did make this signature.*base64 instead of base64url/u)
  }
})

it('a signature in base64 is read to its end, wherever a shorter one would end', async () => {
  const input = `${base64({ alg: 'RS256' })}.${base64({ ...GOOD, text: '>>>???' })}`
  expect(input).toMatch(/[+/]/u)
  for (const [length, sign] of [128, 256, 384].flatMap(bytes =>
    ['+', '/'].map(one => [bytes, one] as const),
  )) {
    const shorter = 'A'.repeat(Math.ceil((length * 4) / 3))
    const { cleaned, parts } = await look(`${input}.${shorter}${sign}AAAA`, null)
    expect(cleaned).toEqual([])
    expect(parts[2]?.text.length).toBe(shorter.length + 5)
  }
})

it('an HMAC over the token with its padding is named', async () => {
  const input = `${padded({ alg: 'HS256' })}.${padded({ ...GOOD, sub: 'ada' })}`
  const token = `${input}.${createHmac('sha256', SECRET).update(input).digest('base64url')}=`
  const { signature } = await look(token, keyFromSecret(Buffer.from(SECRET)))
  expect(signature.message).toMatch(/did make this signature.*with its padding/u)
})

it('a token with padding whose signature fits the text without it says so', async () => {
  const token = hs256({ alg: 'HS256', kid: 'ab' }, GOOD)
  const { problems, signature } = await look(`${token}=`, keyFromSecret(Buffer.from(SECRET)))
  expect(problems.length).toBe(1)
  expect(signature.message).toContain('right without the padding')
})

describe('a nonce in the header, as Microsoft signs it', () => {
  const nonce = 'QltrBofYb5am7UJ8mCmOJjlNOXqr1bAu2h'
  const header = (value: string) => segment(`{"typ":"JWT","nonce":"${value}","alg":"RS256"}`)
  const signedNonce = createHash('sha256').update(nonce).digest('base64url')
  const token = (sent: string, signed: string) =>
    `${header(sent)}.${segment(GOOD)}.${RS(`${header(signed)}.${segment(GOOD)}`).toString('base64url')}`

  it('is found by its hash', async () => {
    const { signature } = await look(token(nonce, signedNonce), pem(rsa))
    expect(signature.state).toBe('invalid')
    expect(signature.message).toMatch(/SHA-256 of the nonce.*Microsoft/u)
  })

  it('of another token is only wrong', async () => {
    expect((await look(token('another', signedNonce), pem(rsa))).signature.message).not.toContain('Microsoft')
  })

  it('that is signed as it is verifies', async () => {
    expect((await look(token(nonce, nonce), pem(rsa))).signature.state).toBe('valid')
  })
})
