import { createHmac } from 'node:crypto'
import { type Learner, type StepApi, toBase64url } from '../../../src/grader/kit/index.ts'
import { expectAllRead, expectAllRefused, good } from './expect.ts'
import { everyCase } from './inputs.ts'
import {
  header,
  type Json,
  payload,
  secretOf,
  segment,
  signatureOver,
  spliced,
  tokenOf,
  type Verifying,
} from './tokens.ts'

/** Members that mean something in other tokens, encrypted ones among them (RFC 7515 §4.1, RFC 7516 §4.1, RFC 7518 §4); here they say nothing. */
const REGISTERED =
  'cty x5t x5t#S256 x5c jwk enc zip epk apu apv iv tag p2s p2c iss sub aud url nonce ppt svt trust_chain'.split(
    ' ',
  )

/** The registered names of algorithms (RFC 7518 §3.1, §4.1 and §5.1, RFC 8037, RFC 8812, RFC 9864). */
const OTHER_ALGORITHMS = [
  'HS384 HS512 RS256 RS384 RS512 PS256 PS384 PS512 ES256 ES384 ES512 ES256K EdDSA Ed25519 Ed448 RS1 dir RSA1_5',
  'RSA-OAEP RSA-OAEP-256 ECDH-ES ECDH-ES+A256KW A128KW A256KW A128GCMKW A256GCMKW PBES2-HS256+A128KW',
  'A128CBC-HS256 A256CBC-HS512 A128GCM A256GCM ML-DSA-44 ML-DSA-65',
].flatMap(names => names.split(' '))

/** Step 2: HS256 and nothing else, no crit, no b64. */
export function algorithmTests({ test }: StepApi): void {
  const refusedHeaders = async (learner: Learner, headers: unknown[], rule: string): Promise<void> => {
    const secret = secretOf(learner, 32)
    const calls = headers.map((heading): Verifying => [tokenOf(heading, payload, secret), secret])
    await expectAllRefused(learner, calls, ['unsupported'], rule)
  }
  test('"none", however it is written', async learner => {
    const names = [...everyCase('none'), ' none', 'none ', 'none\0', '']
    const escaped = [
      '{"alg":"n\\u006fne"}',
      '{"\\u0061lg":"none"}',
      '{"x":"\\"alg\\":\\"HS256\\"","alg":"none"}',
    ]
    await refusedHeaders(learner, [...names.map(alg => ({ alg, typ: 'JWT' })), ...escaped], 'RFC 8725 §3.1')
  })
  test('"none" without a signature', async learner => {
    const secret = secretOf(learner, 32)
    const names = [...everyCase('none'), '', null, 0, false, []]
    const calls = names.map((alg): Verifying => [`${segment({ alg })}.${segment(payload)}.`, secret])
    await expectAllRefused(learner, calls, ['unsupported', 'malformed', 'bad-signature'], 'RFC 8725 §3.1')
  })
  test('names that are nearly HS256', async learner => {
    const names = [
      ...everyCase('HS256').filter(name => name !== 'HS256'),
      ...[
        'HS2560',
        'XHS256',
        'HS256,none',
        'none,HS256',
        'none\nHS256',
        'HS256\nnone',
        'HS25',
        'HS',
        'S256',
        '256',
      ],
      ...[' HS256', 'HS256 ', 'HS256\n', '\tHS256', 'HS256\0', 'HS256\u200b', '\ufeffHS256'],
      ...['ＨＳ256', 'HS２56', 'HЅ256', 'HŚ256', 'HS256\u0301', '.*', 'HS\\u0032'],
      ...'HS-256 hs-256 HS_256 HS/256 HS256/64 HS1 HS224 HSHA256 H256'.split(' '),
      // What other standards and libraries call the same algorithm.
      ...'HmacSHA256 HMACSHA256 hmacsha256 HMAC-SHA256 HMAC-SHA-256 hmac-sha256 hmac-sha-256 HMAC_SHA256'.split(
        ' ',
      ),
      ...'sha256 SHA256 sha-256 SHA-256 HMAC256 hmacWithSHA256 id-hmacWithSHA256 1.2.840.113549.2.9'.split(
        ' ',
      ),
      ...['http://www.w3.org/2001/04/xmldsig-more#hmac-sha256', 'HMAC', 'HS256:HMAC', 'HMAC SHA256', '5'],
    ]
    const letters = [...'HS256']
    const misspelt = letters.flatMap((letter, at) => [
      spliced('HS256', at, '', 1),
      spliced('HS256', at, letter + letter, 1),
      spliced('HS256', at, `${letters[at + 1] ?? ''}${letter}`, 2),
      ...[...(at < 2 ? 'ABEGHIKPRSTXZ' : '0123456789'), 'x', ' ', '\n'].map(other =>
        spliced('HS256', at, other, 1),
      ),
      ...[...'x-_ /.:0'].map(other => spliced('HS256', at + 1, other)),
    ])
    await refusedHeaders(
      learner,
      [...names, ...misspelt.filter(name => name !== 'HS256')].map(alg => ({ alg, typ: 'JWT' })),
      'RFC 7515 §4.1.1',
    )
  })
  test('other algorithms', async learner => {
    const secret = secretOf(learner, 64)
    const reallySigned = ['HS384', 'HS512'].map((alg): Verifying => {
      const input = `${segment({ alg, typ: 'JWT' })}.${segment(payload)}`
      const mac = createHmac(`sha${alg.slice(2)}`, secret)
      return [`${input}.${toBase64url(mac.update(input).digest())}`, secret]
    })
    await expectAllRefused(learner, reallySigned, ['unsupported', 'bad-signature'], 'RFC 8725 §3.1')
    await refusedHeaders(
      learner,
      OTHER_ALGORITHMS.map(alg => ({ alg, typ: 'JWT' })),
      'RFC 8725 §3.1',
    )
  })
  test('an alg that is missing or no text', async learner => {
    const values = [
      null,
      true,
      false,
      0,
      1,
      256,
      [],
      ['HS256'],
      [['HS256']],
      ['HS256', 'none'],
      {},
      { 0: 'HS256' },
    ]
    await refusedHeaders(
      learner,
      [
        {},
        { typ: 'JWT' },
        ...values.map(alg => ({ alg, typ: 'JWT' })),
        { alg: { name: 'HS256' } },
        { alg: { HS256: 1 } },
      ],
      'RFC 7515 §4.1.1',
    )
  })
  test('an alg in the wrong place', async learner => {
    const secret = secretOf(learner, 32)
    await refusedHeaders(
      learner,
      [
        { typ: 'HS256' },
        ...['ALG', 'Alg', 'alg ', ' alg', 'algorithm', 'enc', '\uff41lg'].map(name => ({
          [name]: 'HS256',
          typ: 'JWT',
        })),
        { header: { alg: 'HS256' } },
        '{"__proto__":{"alg":"HS256"},"typ":"JWT"}',
        '{"constructor":{"prototype":{"alg":"HS256"}}}',
        '{"jwk":{"kty":"oct","alg":"HS256"}}',
      ],
      'RFC 7515 §4.1.1',
    )
    const inPayload = ['HS256', 'none'].map(
      (alg): Verifying => [tokenOf({ typ: 'JWT' }, { ...payload, alg }, secret), secret],
    )
    await expectAllRefused(learner, inPayload, ['unsupported'], 'RFC 7515 §4.1.1')
  })
  test('names that every object has', async learner => {
    const names = ['constructor', 'toString', '__proto__', 'hasOwnProperty', 'valueOf', 'prototype', 'length']
    await refusedHeaders(
      learner,
      names.map(alg => ({ alg, typ: 'JWT' })),
      'RFC 7515 §4.1.1',
    )
  })
  const anyValue: unknown[] = [
    [],
    ['exp'],
    ['b64'],
    ['alg'],
    ['crit'],
    null,
    false,
    true,
    0,
    1,
    '',
    'b64',
    'none',
    {},
    { exp: 1 },
  ]
  test('a member crit, whatever its value', async learner => {
    const headers = anyValue.map(crit => ({ ...header, crit }))
    const understood = [
      { ...header, exp: 1, crit: ['exp'] },
      { ...header, b64: true, crit: ['b64'] },
      { crit: ['typ'], ...header },
    ]
    const escaped = ['{"alg":"HS256","\\u0063rit":["x"]}', '{"cri\\u0074":[],"alg":"HS256"}']
    await refusedHeaders(learner, [...headers, ...understood, ...escaped], 'RFC 7515 §4.1.11')
  })
  test('a member b64, whatever its value', async learner => {
    const headers = anyValue.map(b64 => ({ ...header, b64 }))
    const escaped = '{"alg":"HS256","\\u0062\\u0036\\u0034":false}'
    await refusedHeaders(learner, [...headers, { b64: true, ...header }, escaped], 'RFC 7797 §3')
    const secret = secretOf(learner, 32)
    const heading = segment({ alg: 'HS256', b64: false, crit: ['b64'] })
    const raw = `${heading}.${JSON.stringify(payload)}`
    await expectAllRefused(
      learner,
      [[`${raw}.${signatureOver(raw, secret)}`, secret]],
      ['unsupported', 'malformed', 'bad-signature'],
      'RFC 7797 §3',
    )
  })
  test('nothing else in the header makes up for it', async learner => {
    const others: Json[] = [
      { kid: 'dev' },
      { typ: 'at+jwt', cty: 'JWT' },
      { enc: 'A256GCM', zip: 'DEF' },
      { jwk: { kty: 'oct', k: 'AAAA', alg: 'HS256' }, x5c: ['x'] },
      { jku: 'https://x.example', x5u: 'x', use: 'sig' },
    ]
    const wrong: Json[] = [
      ...['none', 'HS512', 'RS256', 'dir', 'hs256', ''].map(alg => ({ alg })),
      {},
      { alg: 'HS256', crit: ['exp'] },
      { alg: 'HS256', b64: true },
    ]
    await refusedHeaders(
      learner,
      others.flatMap(other => wrong.map(heading => ({ ...heading, ...other }))),
      'RFC 8725 §3.1',
    )
  })
  test('other members of the header are fine', async learner => {
    const secret = secretOf(learner, 32)
    const headers: Json[] = [
      ...[undefined, 'at+jwt', 'jwt', 'JWE', '', null, 42, ['JWT']].map(typ => ({ alg: 'HS256', typ })),
      ...['key-1', 'crit', 'b64', '', 7, null, {}, ['x'], 'ключ'].map(kid => ({ ...header, kid })),
      {
        ...header,
        kid: '../../dev/null',
        jku: 'https://attacker.example/keys',
        x5u: 'x',
        jwk: { kty: 'oct', k: 'AAAA' },
      },
      { ...header, cty: 'JWT', x5c: [], exp: 1, iss: 'joe', extra: { crit: ['x'], b64: false, alg: 'none' } },
      { ...header, Crit: ['x'], CRIT: 1, B64: false, critical: [], kid: 'crit b64 none' },
      { ...header, note: '"crit":["b64"],"b64":false,"alg":"none"' },
      ...REGISTERED.map(name => ({ ...header, [name]: 'x' })),
    ]
    await expectAllRead(
      learner,
      headers.map(heading => good(JSON.stringify(heading), payload, secret)),
    )
  })
  test('the payload may say what it likes', async learner => {
    const secret = secretOf(learner, 32)
    const contents: Json[] = [
      { alg: 'none', typ: 'x', crit: ['b64'], b64: false, kid: 'other' },
      { alg: 'RS256', header: { alg: 'none' }, payload: {}, signature: '' },
      { exp: 1, nbf: 4_102_444_800, iat: 4_102_444_800, aud: ['someone-else'], iss: 'stranger' },
      { exp: '1', nbf: null, iat: {}, sub: 42, jti: '' },
      { exp: 1.5, nbf: -1, iat: 4_102_444_800_000, iss: ':', aud: 'api', scope: 'read write', sub: ' ' },
    ]
    await expectAllRead(
      learner,
      contents.map(content => good(header, content, secret)),
    )
  })
}
