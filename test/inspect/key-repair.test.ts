import { createPrivateKey, type createPublicKey, generateKeyPairSync, sign } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { KeyError } from '../../src/inspect/errors.ts'
import { inspectToken } from '../../src/inspect/inspect.ts'
import { keyFromPaste, keyFromText } from '../../src/inspect/key.ts'
import { GOOD, NOW, segment } from './tokens.ts'

const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const input = `${segment({ alg: 'RS256' })}.${segment(GOOD)}`
const token = `${input}.${sign('sha256', Buffer.from(input), privateKey).toString('base64url')}`
const spki = String(publicKey.export({ type: 'spki', format: 'pem' }))
const pkcs1 = String(publicKey.export({ type: 'pkcs1', format: 'pem' }))
const pkcs8 = String(privateKey.export({ type: 'pkcs8', format: 'pem' }))
const jwk = publicKey.export({ format: 'jwk' })
const body = spki.replace(/-----.*-----/gu, '').replace(/\s/gu, '')
const escaped = spki.replaceAll('\n', '\\n')

/** The signature and what had to be repaired. */
const read = async (text: string) => {
  const { signature, warnings } = await inspectToken(token, keyFromText(text), NOW)
  const repaired = warnings.find(one => one.id === 'key-repaired')
  return { state: signature.state, words: repaired?.message ?? null, reference: repaired?.reference ?? null }
}

describe('a damaged key file is repaired on a copy, and the repair is named', () => {
  it.each<[string, string, RegExp]>([
    ['"\\n" written out', escaped, /written out as "\\n"/u],
    ['"\\r\\n" written out', spki.replaceAll('\n', '\\r\\n'), /written out as "\\n"/u],
    ['"\\\\n" written out twice', spki.replaceAll('\n', '\\\\n'), /written out as "\\n"/u],
    ['quotes and "\\n"', `"${escaped}"`, /quotes.*written out as "\\n"/u],
    ['single quotes', `'${spki}'`, /quotes/u],
    ['an .env line', `PUBLIC_KEY="${escaped}"\n`, /name in front.*quotes.*written out/u],
    ['an .env line without quotes', `PUBLIC_KEY=${escaped}`, /name in front.*written out/u],
    ['a comma after it', `"${escaped}",`, /quotes/u],
    ['spaces for line breaks', spki.trim().replaceAll('\n', ' '), /Spaces were made line breaks/u],
    ['no line breaks at all', spki.replaceAll('\n', ''), /Line breaks that were missing/u],
    ['no line break after BEGIN', spki.replace('-----\n', '-----'), /Line breaks that were missing/u],
    ['indented lines', spki.replaceAll('\n', '\n    '), /white space in its lines/u],
    [
      'a wrong label',
      spki.replaceAll('PUBLIC KEY', 'RSA PUBLIC KEY'),
      /it said "RSA PUBLIC KEY".*SPKI.*"PUBLIC KEY"/u,
    ],
    [
      'another wrong label',
      pkcs1.replaceAll('RSA PUBLIC KEY', 'PUBLIC KEY'),
      /it said "PUBLIC KEY".*PKCS #1/u,
    ],
    ['the label of a certificate', spki.replaceAll('PUBLIC KEY', 'CERTIFICATE'), /it said "CERTIFICATE"/u],
    ['the label of a private key', spki.replaceAll('PUBLIC KEY', 'PRIVATE KEY'), /it said "PRIVATE KEY"/u],
    ['different labels', spki.replace('END PUBLIC', 'END RSA PUBLIC'), /\S/u],
    ['no END line', spki.replace(/-----END.*\n/u, ''), /END line/u],
    ['no BEGIN line', spki.replace(/-----BEGIN.*\n/u, ''), /BEGIN line/u],
    ['no lines at all', body, /BEGIN line/u],
    ['too few dashes', spki.replaceAll('-----', '---'), /END line|lines/u],
    ['typographic dashes', spki.replaceAll('-----', '\u2014'), /dashes/u],
    ['base64 of the file', Buffer.from(spki).toString('base64'), /base64 around the whole file/u],
    [
      'base64url in the body',
      spki.replace(body.slice(0, 60), body.slice(0, 60).replaceAll('+', '-').replaceAll('/', '_')),
      /^/u,
    ],
    ['a byte order mark', `\ufeff${spki}`, /^/u],
    ['CR LF', spki.replaceAll('\n', '\r\n'), /^/u],
    ['CR alone', spki.replaceAll('\n', '\r'), /^/u],
    ['text in front of it', `Public Key Info:\n\n${spki}`, /^/u],
    ['JSON with one PEM', JSON.stringify({ type: 'service', key: spki }), /taken out of JSON/u],
    ['a JWK in a string', JSON.stringify(JSON.stringify(jwk)), /quotes around it/u],
    ['a JWK in single quotes', `'${JSON.stringify(jwk)}'`, /quotes around it/u],
    ['a JWK in a variable', `JWK='${JSON.stringify(jwk)}'`, /quotes around it/u],
    ['a key set with one key', JSON.stringify({ keys: [jwk] }), /only key of the key set/u],
    [
      'quoted pieces of a program',
      spki
        .trim()
        .split('\n')
        .map(line => `"${line}\\n"`)
        .join(' +\n'),
      /quotes and operators/u,
    ],
    ['percent-encoding', encodeURIComponent(spki), /percent-encoding/u],
    ['a form that made "+" a space', spki.replaceAll('+', ' '), /Spaces in its lines were made "\+" again/u],
    [
      'a BEGIN line with four dashes',
      spki.replace('-----BEGIN', '----BEGIN'),
      /BEGIN line, which is damaged/u,
    ],
    ['YAML', `key: |\n  ${spki.replaceAll('\n', '\n  ')}`, /white space in its lines/u],
    [
      'base64 in a variable',
      `KEY_B64=${Buffer.from(spki).toString('base64')}`,
      /name in front.*base64 around/u,
    ],
    ['a JWK with escaped quotes', JSON.stringify(jwk).replaceAll('"', '\\"'), /Escaped quotes/u],
    ['a JWK with single quotes', JSON.stringify(jwk).replaceAll('"', "'"), /Single quotes/u],
    ['a JWK with a comma after it', `${JSON.stringify(jwk)},`, /comma or semicolon/u],
    ['a JWK in base64', Buffer.from(JSON.stringify(jwk)).toString('base64'), /base64 around it/u],
    ['a JWK within JSON', JSON.stringify({ key: jwk }), /taken out of the JSON/u],
    ['an array with one key', JSON.stringify([jwk]), /read as a key set/u],
    ['a private key with "\\n"', pkcs8.replaceAll('\n', '\\n'), /written out/u],
    [
      'a PKCS #1 private key with a wrong label',
      String(privateKey.export({ type: 'pkcs1', format: 'pem' })).replaceAll('RSA PRIVATE', 'PRIVATE'),
      /^/u,
    ],
  ])('%s', async (_name, text, words) => {
    const found = await read(text)
    expect(found.state).toBe('valid')
    expect(found.words ?? '').toMatch(words)
    if (found.words !== null) expect(found.reference).toBe('RFC 7468 §3')
  })

  it.each<[string, string]>([
    ['SPKI', spki],
    ['PKCS #1', pkcs1],
    ['PKCS #8', pkcs8],
    ['a JWK', JSON.stringify(jwk)],
    ['a JWK, indented', JSON.stringify(jwk, null, 2)],
  ])('%s that is whole needs no repair', async (_name, text) => {
    expect(await read(text)).toEqual({ state: 'valid', words: null, reference: null })
  })

  it('names the form that a wrong label hides', async () => {
    const sec1 = String(
      generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ type: 'sec1', format: 'pem' }),
    )
    const { repairs } = keyFromText(sec1.replaceAll('EC PRIVATE KEY', 'PUBLIC KEY'))
    expect(repairs).toEqual([
      'Its label was corrected: it said "PUBLIC KEY", but it contains a SEC 1 private key, which has "EC PRIVATE KEY".',
    ])
  })

  it('works for what is pasted in the window too', () => {
    for (const text of [escaped, spki.trim().replaceAll('\n', ' '), Buffer.from(spki).toString('base64')])
      expect(keyFromPaste(text).keys[0]?.kind).toBe('public')
    expect(keyFromPaste(JSON.stringify(JSON.stringify(jwk))).keys[0]?.kind).toBe('jwk')
  })
})

describe('a key file that can not be repaired is named', () => {
  it.each<[string, string, RegExp]>([
    [
      'cut in its middle',
      `${spki.slice(0, 200)}\n-----END PUBLIC KEY-----\n`,
      /incomplete|impossible length/u,
    ],
    ['without an end', spki.slice(0, 200), /END line is missing/u],
    ['empty', '-----BEGIN PUBLIC KEY-----\n-----END PUBLIC KEY-----', /nothing between/u],
    ['with a strange character', spki.replace(body.slice(30, 34), 'ab*d'), /U\+002A, which is not base64/u],
    ['of OpenSSH', 'ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABAQ== me@host', /OpenSSH.*ssh-keygen/u],
    [
      'of OpenSSH, private',
      '-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1r\n-----END OPENSSH PRIVATE KEY-----',
      /OpenSSH/u,
    ],
    [
      'a certificate request',
      '-----BEGIN CERTIFICATE REQUEST-----\nMIIB\n-----END CERTIFICATE REQUEST-----',
      /certificate request/u,
    ],
    ['of PGP', '-----BEGIN PGP PUBLIC KEY BLOCK-----\n\nmQEN\n-----END PGP PUBLIC KEY BLOCK-----', /PGP/u],
    ['a token', token, /This is a token, not a key/u],
    ['JSON with two keys', JSON.stringify({ a: spki, b: pkcs1 }), /JSON with several keys/u],
    ['a plain secret', 'correct horse battery', /--secret-file/u],
  ])('%s', (_name, text, words) => {
    let caught: unknown
    try {
      keyFromText(text)
    } catch (error) {
      caught = error
    }
    expect(caught).toBeInstanceOf(KeyError)
    expect((caught as KeyError).message).toMatch(words)
    expect((caught as KeyError).message).not.toContain(body.slice(10, 40))
  })
})

describe('keys that are not supported are said to be so', () => {
  const jws = (alg: string) => `${segment({ alg })}.${segment(GOOD)}.${'A'.repeat(86)}`
  const check = async (alg: string, key: string) =>
    (await inspectToken(jws(alg), keyFromText(key), NOW)).signature
  const pemOf = (pair: { publicKey: ReturnType<typeof createPublicKey> }) =>
    String(pair.publicKey.export({ type: 'spki', format: 'pem' }))

  it.each(['Ed448', 'ES256K', 'HS1'])('the algorithm %s', async alg => {
    const without = (await inspectToken(jws(alg), null, NOW)).signature
    expect(without).toMatchObject({ state: 'not-checked' })
    for (const { message } of [without, await check(alg, spki)]) {
      expect(message).toContain(`inspect does not check "${alg}" signatures`)
      expect(message).toContain('It checks HS256')
    }
  })

  it('an Ed448 key for EdDSA', async () => {
    const { message } = await check('EdDSA', pemOf(generateKeyPairSync('ed448')))
    expect(message).toMatch(/needs an Ed25519 public key; this is an Ed448 key\. Ed448 is not supported/u)
  })

  it('a secp256k1 key for ES256', async () => {
    const { message } = await check('ES256', pemOf(generateKeyPairSync('ec', { namedCurve: 'secp256k1' })))
    expect(message).toContain('needs a public key on P-256; this is an EC key on secp256k1')
  })

  it('an RSA-PSS key', async () => {
    const pair = generateKeyPairSync('rsa-pss', { modulusLength: 2048 })
    const { message } = await check('PS256', pemOf(pair))
    expect(message).toMatch(
      /RSA-PSS only \(id-RSASSA-PSS, RFC 4055 §1\.2\)\. inspect checks PS256 with plain RSA keys only/u,
    )
  })

  it('an EC key by its JOSE name', () => {
    const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    expect(keyFromText(pemOf(pair)).keys[0]?.label).toBe('an EC key on P-256')
    expect(createPrivateKey(pkcs8).type).toBe('private')
  })
})
