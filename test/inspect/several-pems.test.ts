/** Files with more than one PEM block: which key is used is told, and when another one is the right one. */
import { generateKeyPairSync, sign } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { inspectToken } from '../../src/inspect/inspect.ts'
import { keyFromPaste, keyFromText } from '../../src/inspect/key.ts'
import { selfSigned } from './certificates.ts'
import { GOOD, NOW, segment } from './tokens.ts'

const pairs = [1, 2, 3].map(() => generateKeyPairSync('rsa', { modulusLength: 2048 }))
const [a, b, c] = pairs as [(typeof pairs)[0], (typeof pairs)[0], (typeof pairs)[0]]
const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' })
type Pair = typeof a
const pub = (pair: Pair) => String(pair.publicKey.export({ type: 'spki', format: 'pem' }))
const priv = (pair: Pair) => String(pair.privateKey.export({ type: 'pkcs8', format: 'pem' }))
const cert = (pair: Pair) =>
  `-----BEGIN CERTIFICATE-----\n${selfSigned(pair.publicKey, pair.privateKey).toString('base64').replace(/.{64}/gu, '$&\n')}\n-----END CERTIFICATE-----\n`
const token = (pair: Pair) => {
  const input = `${segment({ alg: 'RS256' })}.${segment(GOOD)}`
  return `${input}.${sign('sha256', Buffer.from(input), pair.privateKey).toString('base64url')}`
}
const look = async (file: string, signer: Pair) => {
  const { signature, warnings } = await inspectToken(token(signer), keyFromText(file), NOW)
  return {
    state: signature.state,
    said: signature.message,
    several: warnings.find(one => one.id === 'several-keys')?.message,
    ids: warnings.map(one => one.id),
  }
}

describe('blocks of one and the same key are one key', () => {
  it.each<[string, string]>([
    ['private, then public', priv(a) + pub(a)],
    ['public, then private', pub(a) + priv(a)],
    ['private key and certificate', priv(a) + cert(a)],
    ['certificate, then public', cert(a) + pub(a)],
    ['the same twice', pub(a) + pub(a)],
  ])('%s', async (_, file) => {
    const { state, several, ids } = await look(file, a)
    expect(state).toBe('valid')
    expect(several).toBeUndefined()
    expect(ids.filter(id => id === 'private-key')).toHaveLength(file.includes('PRIVATE') ? 1 : 0)
  })

  it('parameters of a curve are no key', async () => {
    const parameters = '-----BEGIN EC PARAMETERS-----\nBggqhkjOPQMBBw==\n-----END EC PARAMETERS-----\n'
    const file = parameters + String(ec.privateKey.export({ type: 'sec1', format: 'pem' }))
    expect((await look(file, a)).several).toBeUndefined()
  })
})

describe('of several keys', () => {
  it.each<[string, string, Pair, RegExp]>([
    ['a chain of certificates', cert(a) + cert(b) + cert(c), a, /3 certificates.*first.*in a chain/u],
    ['a chain behind its private key', priv(a) + cert(a) + cert(b), a, /2 certificates.*first.*in a chain/u],
    ['two public keys', pub(a) + pub(b), a, /2 different keys.*public key 1/u],
    ['two private keys', priv(a) + priv(b), a, /2 different keys.*private key 1/u],
    [
      'a public key behind a private one of another pair',
      priv(b) + pub(a),
      a,
      /2 different keys.*public key 1/u,
    ],
  ])('%s: the one that is used is named', async (_, file, signer, words) => {
    const { state, said, several } = await look(file, signer)
    expect(state).toBe('valid')
    expect(said).toMatch(/(?:certificate|public key|private key) 1 of the file \(an RSA key of 2048 bits\)/u)
    expect(several).toMatch(words)
  })

  it.each<[string, string, string, string]>([
    ['the root first', cert(b) + cert(c) + cert(a), 'certificate 1', 'certificate 3'],
    ['another public key', pub(b) + pub(a), 'public key 1', 'public key 2'],
    ['the private key, and not the public one', priv(a) + pub(b), 'public key 1', 'private key 1'],
    ['one of another type first', pub(ec as unknown as Pair) + pub(a), 'public key 1', 'public key 2'],
  ])('%s: the right one is named', async (_, file, used, right) => {
    const { state, said } = await look(file, a)
    expect(state).toBe('invalid')
    expect(said).toMatch(new RegExp(`${used} of the file.*right with ${right} of the file`, 'u'))
  })

  it('none is right', async () => {
    const { state, said } = await look(pub(b) + pub(c), a)
    expect(state).toBe('invalid')
    expect(said).toMatch(/public key 1 of the file .*did not make/u)
  })

  it('with the line breaks written out, as in a variable', async () => {
    const file = `KEYS="${(pub(b) + pub(a)).replaceAll('\n', '\\n')}"`
    expect((await look(file, a)).said).toContain('right with public key 2 of the file')
  })

  it('an encrypted one beside a public one is put aside', async () => {
    const encrypted = String(
      a.privateKey.export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'x' }),
    )
    for (const file of [encrypted + pub(a), cert(a) + encrypted])
      expect((await look(file, a)).state).toBe('valid')
    expect(() => keyFromText(encrypted)).toThrow('is encrypted')
  })

  it('pasted in the course, it is the same', async () => {
    const { signature } = await inspectToken(token(a), keyFromPaste(pub(b) + pub(a)), NOW)
    expect(signature.message).toContain('right with public key 2 of the file')
  })
})
