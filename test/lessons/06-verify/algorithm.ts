import { createHmac } from 'node:crypto'
import { type StepApi, strings, toBase64url } from '../../../src/grader/kit/index.ts'
import { type Json, secretOf } from '../shared/tokens.ts'
import { rowsOf } from './expect.ts'
import { everyCase } from './inputs.ts'
import { header, payload, segment, signatureOver, spliced, tokenOf } from './tokens.ts'

/** Members that mean something in other tokens, encrypted ones among them (RFC 7515 §4.1, RFC 7516 §4.1, RFC 7518 §4); here they say nothing. */
const REGISTERED = strings`
  cty x5t x5t#S256 x5c jwk enc zip epk apu apv iv tag p2s p2c iss sub aud url nonce ppt svt trust_chain
`

/** The registered names of algorithms (RFC 7518 §3.1, §4.1 and §5.1, RFC 8037, RFC 8812, RFC 9864). */
const OTHER_ALGORITHMS = strings`
  HS384 HS512 RS256 RS384 RS512 PS256 PS384 PS512 ES256 ES384 ES512 ES256K EdDSA Ed25519 Ed448 RS1 dir RSA1_5
  RSA-OAEP RSA-OAEP-256 ECDH-ES ECDH-ES+A256KW A128KW A256KW A128GCMKW A256GCMKW PBES2-HS256+A128KW
  A128CBC-HS256 A256CBC-HS512 A128GCM A256GCM ML-DSA-44 ML-DSA-65
`

/** Names that are nearly HS256, and what other standards and libraries call the same algorithm. */
const NEARLY_HS256 = strings`
  HS2560 XHS256 HS256,none none,HS256 none\nHS256 HS256\nnone HS25 HS S256 256 \x20HS256 HS256\x20
  HS256\n \tHS256 HS256\0 HS256\u200b \ufeffHS256 ＨＳ256 HS２56 HЅ256 HŚ256 HS256\u0301 .* HS\\u0032
  HS-256 hs-256 HS_256 HS/256 HS256/64 HS1 HS224 HSHA256 H256 5
  HmacSHA256 HMACSHA256 hmacsha256 HMAC-SHA256 HMAC-SHA-256 hmac-sha256 hmac-sha-256 HMAC_SHA256 HMAC\x20SHA256
  sha256 SHA256 sha-256 SHA-256 HMAC256 hmacWithSHA256 id-hmacWithSHA256 1.2.840.113549.2.9 HMAC HS256:HMAC
  http://www.w3.org/2001/04/xmldsig-more#hmac-sha256
`

/** HS256 with one letter left out, doubled, exchanged with the next, replaced, or put in. */
const MISSPELT = [...'HS256'].flatMap((letter, at) => [
  spliced('HS256', at, '', 1),
  spliced('HS256', at, letter + letter, 1),
  spliced('HS256', at, `${'HS256'.charAt(at + 1)}${letter}`, 2),
  ...[...(at < 2 ? 'ABEGHIKPRSTXZ' : '0123456789'), 'x', ' ', '\n'].map(other =>
    spliced('HS256', at, other, 1),
  ),
  ...[...'x-_ /.:0'].map(other => spliced('HS256', at + 1, other)),
])

const ANY_VALUE: unknown[] = [
  ...[[], ['exp'], ['b64'], ['alg'], ['crit'], null, false, true, 0, 1, '', 'b64', 'none', {}, { exp: 1 }],
]

/** Step 2: HS256 and nothing else, no crit, no b64. */
export function algorithmTests(api: StepApi): void {
  const rows = rowsOf(api)
  /** Tokens with these headers: objects, or JSON texts. */
  const headers = (name: string, headings: readonly unknown[]): void =>
    rows(name, secret => headings.map(heading => tokenOf(heading, payload, secret)))
  const algs = (name: string, values: readonly unknown[], more: readonly unknown[] = []): void =>
    headers(name, [...values.map(alg => ({ alg, typ: 'JWT' })), ...more])

  algs(
    '"none", however it is written',
    [...everyCase('none'), ' none', 'none ', 'none\0', ''],
    ['{"alg":"n\\u006fne"}', '{"\\u0061lg":"none"}', '{"x":"\\"alg\\":\\"HS256\\"","alg":"none"}'],
  )
  rows('"none" without a signature', () =>
    [...everyCase('none'), '', null, 0, false, []].map(alg => `${segment({ alg })}.${segment(payload)}.`),
  )
  algs(
    'names that are nearly HS256',
    [...everyCase('HS256'), ...NEARLY_HS256, ...MISSPELT].filter(name => name !== 'HS256'),
  )
  rows('other algorithms', (_, learner) => {
    const secret = secretOf(learner, 64)
    return ['HS384', 'HS512'].map(alg => {
      const input = `${segment({ alg, typ: 'JWT' })}.${segment(payload)}`
      const mac = createHmac(`sha${alg.slice(2)}`, secret)
        .update(input)
        .digest()
      return [`${input}.${toBase64url(mac)}`, secret]
    })
  })
  algs('the names of other algorithms', OTHER_ALGORITHMS)
  algs(
    'an alg that is missing or not a string',
    [null, true, false, 0, 1, 256, [], ['HS256'], [['HS256']], ['HS256', 'none'], {}, { 0: 'HS256' }],
    [{}, { typ: 'JWT' }, { alg: { name: 'HS256' } }, { alg: { HS256: 1 } }],
  )
  headers('an alg in the wrong place', [
    { typ: 'HS256' },
    ...strings`ALG Alg alg\x20 \x20alg algorithm enc \uff41lg`.map(name => ({ [name]: 'HS256', typ: 'JWT' })),
    { header: { alg: 'HS256' } },
    '{"__proto__":{"alg":"HS256"},"typ":"JWT"}',
    '{"constructor":{"prototype":{"alg":"HS256"}}}',
    '{"jwk":{"kty":"oct","alg":"HS256"}}',
  ])
  rows('an alg in the payload', secret =>
    ['HS256', 'none'].map(alg => tokenOf({ typ: 'JWT' }, { ...payload, alg }, secret)),
  )
  algs(
    'names that every object has',
    strings`constructor toString __proto__ hasOwnProperty valueOf prototype length`,
  )
  headers('a header parameter crit, whatever its value', [
    ...ANY_VALUE.map(crit => ({ ...header, crit })),
    { ...header, exp: 1, crit: ['exp'] },
    { ...header, b64: true, crit: ['b64'] },
    { crit: ['typ'], ...header },
    '{"alg":"HS256","\\u0063rit":["x"]}',
    '{"cri\\u0074":[],"alg":"HS256"}',
  ])
  rows('a header parameter b64, whatever its value', secret => {
    const headings: unknown[] = [
      ...ANY_VALUE.map(b64 => ({ ...header, b64 })),
      { b64: true, ...header },
      '{"alg":"HS256","\\u0062\\u0036\\u0034":false}',
    ]
    // A payload that is not encoded is what b64 is for.
    const raw = `${segment({ alg: 'HS256', b64: false, crit: ['b64'] })}.${JSON.stringify(payload)}`
    return [
      ...headings.map(heading => tokenOf(heading, payload, secret)),
      `${raw}.${signatureOver(raw, secret)}`,
    ]
  })
  const makeUps: Json[] = [
    { kid: 'dev' },
    { typ: 'at+jwt', cty: 'JWT' },
    { enc: 'A256GCM', zip: 'DEF' },
    { jwk: { kty: 'oct', k: 'AAAA', alg: 'HS256' }, x5c: ['x'] },
    { jku: 'https://x.example', x5u: 'x', use: 'sig' },
  ]
  const wrong: Json[] = [
    ...['none', 'HS512', 'RS256', 'dir', 'hs256', ''].map(alg => ({ alg })),
    ...[{}, { alg: 'HS256', crit: ['exp'] }, { alg: 'HS256', b64: true }],
  ]
  headers(
    'nothing else in the header makes up for it',
    makeUps.flatMap(other => wrong.map(heading => ({ ...heading, ...other }))),
  )
  headers('other header parameters are fine', [
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
  ])
  rows('the payload may say what it likes', secret =>
    [
      { alg: 'none', typ: 'x', crit: ['b64'], b64: false, kid: 'other' },
      { alg: 'RS256', header: { alg: 'none' }, payload: {}, signature: '' },
      { exp: 1, nbf: 4_102_444_800, iat: 4_102_444_800, aud: ['someone-else'], iss: 'stranger' },
      { exp: '1', nbf: null, iat: {}, sub: 42, jti: '' },
      { exp: 1.5, nbf: -1, iat: 4_102_444_800_000, iss: ':', aud: 'api', scope: 'read write', sub: ' ' },
    ].map(content => tokenOf(header, content, secret)),
  )
}
