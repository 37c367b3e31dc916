import { generateKeyPairSync } from 'node:crypto'
import {
  type CallResult,
  defineRows,
  ecKeyPair,
  fromBase64url,
  isMissingExport,
  jose,
  type KnownMistake,
  type Learner,
  okpKeyPair,
  rsaKeyPair,
  toBase64url,
} from '../../../src/grader/kit/index.ts'
import diagnoses from './diagnoses.md'
import {
  bytesOf,
  type Claims,
  inputOf,
  joined,
  KEY_OF_SMALL_TOKEN,
  KEY_OF_SMALL_X_TOKEN,
  K_OF_SHORT_R,
  type Jwk,
  numbered,
  numberOf,
  OFF_CURVE,
  ORDER,
  RFC_ED25519,
  RFC_KEY,
  RFC_TOKEN,
  resigned,
  segment,
  SMALL_TOKEN,
  SMALL_X_TOKEN,
  signatureOf,
  tokenOf,
  tokenOffCurve,
  tokenWith,
} from './keys.ts'
import { becauseOf } from '../shared/because.ts'
import { goodKeyRefused, keyWithoutFormat } from '../shared/keys.ts'
import { objectIn } from '../shared/verifier.ts'
import { mistakes } from './mistakes.ts'
import { model } from './model.ts'
import { endsInZero, expectParts, expectSigned, isUnpadded } from './signing.ts'

type Row = [token: string, publicKey: Jwk]

const HEADER = { alg: 'ES256', typ: 'JWT' }
const ADA = { sub: 'ada', exp: 1_900_000_000 }
const OCT: Jwk = {
  kty: 'oct',
  k: 'AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow',
}
/** Arithmetic on a curve by hand is slow and right. */
const SLOW = { deadlineMs: 20_000 }
/** So many signatures show a zero that was lost at the beginning of r or s, if making them is quick. */
const SIGNATURES = 600
const BATCH = 50
const QUICK_MS = 2_000

const known: KnownMistake[] = [
  keyWithoutFormat,
  goodKeyRefused,
  {
    id: 'ed25519-not-exported',
    matches: ({ name, result }) =>
      isMissingExport(result) && {
        other: name.startsWith('sign') ? 'verifyEd25519' : 'signEd25519',
      },
  },
  {
    id: 'digest-named',
    matches: ({ name, thrown }) =>
      name.endsWith('Ed25519') && thrown !== null && thrown.code === null && /digest/i.test(thrown.message),
  },
  {
    id: 'error-of-node',
    matches: ({ expected, thrown }) =>
      expected.kind === 'refusal' &&
      expected.codes.includes('bad-key') &&
      thrown !== null &&
      thrown.code === null &&
      thrown.name !== 'NotImplementedError',
  },
  {
    id: 'signing-unchecked',
    matches: ({ name, expected, result, args }) =>
      name.startsWith('sign') &&
      expected.kind === 'refusal' &&
      result.outcome.kind === 'value' && { key: aboutKey(args[1] as Jwk) },
  },
]

const aboutKey = ({ kty, crv, d }: Jwk): string =>
  `${d === undefined && kty !== 'oct' ? 'a public key' : 'a key'} of type ${kty}${crv === undefined ? '' : ` on ${crv}`}`

async function joseReads(token: string, key: Jwk, alg: string): Promise<unknown> {
  try {
    const { payload } = await jose.compactVerify(token, await jose.importJWK(key as jose.JWK, alg), {
      algorithms: [alg],
    })
    return JSON.parse(Buffer.from(payload).toString('utf8'))
  } catch (error) {
    return `refused by jose: ${(error as Error).message}`
  }
}

/** Whether a function of the last step is there: a file without both is complete as well, and one alone is a slip. */
async function isOffered(learner: Learner): Promise<boolean> {
  const signing = await learner.call('signEd25519', {}, okpKeyPair(learner.random).privateKey)
  return !isMissingExport(signing) || !isMissingExport(await learner.call('verifyEd25519', '', RFC_ED25519))
}

defineRows(
  {
    id: '15-es256',
    model,
    mistakes,
    diagnoses,
    known,
    // ECDSA draws a random number for each signature.
    leavesOpen: { signEs256: ['same-result'], signEd25519: ['same-result'] },
  },
  {
    sign({ test }) {
      test('the header names the algorithm and the key, and the payload is the one given', async learner => {
        const { privateKey } = ecKeyPair(learner.random)
        const payloads = [
          { sub: 'ada' },
          {},
          { name: 'Zoë 😀', list: [1, [2]], no: false, nothing: null },
          ...numbered(learner, 3),
        ]
        const kids = ['a', '0', 'Schlüssel 🔑', '__proto__', 'a b/../c', '']
        const calls = [
          ...payloads.map(payload => [payload, privateKey]),
          ...kids.map(kid => [{ sub: 'ada' }, { ...privateKey, kid }]),
        ]
        for (const result of await learner.callMany('signEs256', calls, SLOW)) expectParts(learner, result)
      })
      test('a key that says another algorithm is used for ES256, or refused', async learner => {
        const { privateKey } = ecKeyPair(learner.random)
        const calls = ['ES384', 'ECDH-ES'].map(alg => [{ sub: 'ada' }, { ...privateKey, alg }])
        // A key may be refused that is for something else (RFC 7517 §4.4); nothing says that it must be.
        for (const result of await learner.callMany('signEs256', calls, SLOW))
          if (result.outcome.kind !== 'thrown' || result.outcome.jwtCode !== 'bad-key')
            expectParts(learner, result)
      })
      // One test, so that a mistake that shows now and then fails the same one each time.
      test('the signature is r and s, 32 bytes each, and jose accepts it', async learner => {
        const pairs = [ecKeyPair(learner.random), ecKeyPair(learner.random)]
        const start = performance.now()
        for (let made = 0; made < SIGNATURES; made += BATCH) {
          // Slow code makes fewer: the rest would only find a mistake that is rare by nature.
          if (made > 0 && performance.now() - start > QUICK_MS) break
          const calls = numbered(learner, BATCH).map((payload, index) => [
            payload,
            pairs[index % 2]?.privateKey,
          ])
          const results = await learner.callMany('signEs256', calls, SLOW)
          const odd = results.filter(result => signatureLength(result) !== 64)
          // Zeros in front explain some of them; one that they do not explain says more.
          const told = odd.find(result => !isUnpadded(result)) ?? odd[0]
          const suspect = results.find(endsInZero)
          const looked =
            told === undefined
              ? [...results.slice(0, made === 0 ? 12 : 1), ...(suspect === undefined ? [] : [suspect])]
              : [told]
          for (const result of looked) expectSigned(learner, result)
          if (made > 0) continue
          for (const result of results.slice(0, 2)) {
            const key = pairs.find(({ privateKey }) => privateKey === result.args[1])?.publicKey as Jwk
            learner.expectEqual(
              result,
              await joseReads(expectSigned(learner, result), key, 'ES256'),
              result.args[0],
              {
                what: 'what jose reads from the token',
                rule: 'RFC 7518 §3.4',
              },
            )
          }
        }
      })
    },
    verify({ rows, test }) {
      rows(
        'what a key signed is returned, as it is in the token; RFC 7515, Appendix A.3',
        'RFC 7515 §5.2',
        learner => {
          const { privateKey, publicKey } = ecKeyPair(learner.random)
          const { r, s } = shortNumbers(learner)
          // Only the first byte of s is not 0.
          const ofTop = tokenWith(HEADER, ADA, { k: 1n + numberOf(learner.randomBytes(31)), s: 7n << 248n })
          const signed = tokenOf(HEADER, ADA, privateKey)
          // Of s and n - s one is in the lower half: both are right.
          const other = resigned(signed, bytes =>
            joined(bytes.slice(0, 32), bytesOf(ORDER - numberOf(bytes.slice(32)))),
          )
          const own = [
            signed,
            other,
            tokenOf(HEADER, { name: 'Zoë 😀', list: [1, [2]], no: false, nothing: null }, privateKey),
            tokenOf({ alg: 'ES256', typ: 'at+jwt', kid: 'a', x: { y: [1] } }, {}, privateKey),
            tokenOf('{ "typ":"JWT",\r\n "alg":"ES256" }', '{"sub" : "ada",\n"b":1, "a":2}', privateKey),
            ...numbered(learner, 6).map(payload => tokenOf(HEADER, payload, privateKey)),
          ].map((token): Row => [token, publicKey])
          // Members that are not needed are ignored (RFC 7517 §4).
          const more = {
            ...publicKey,
            kid: 'a',
            use: 'sig',
            alg: 'ES256',
            key_ops: ['verify'],
            x5t: 'abc',
            ext: true,
          }
          return [
            [RFC_TOKEN, RFC_KEY],
            [signed, more as Jwk],
            // Who expects DER accepts this one, and who accepts nothing does not.
            [tokenOf(HEADER, ADA, privateKey, 'sha256', 'der'), publicKey],
            // Who accepts both forms refuses this one, and who ignores the answer does not.
            [tokenOf(HEADER, ADA, ecKeyPair(learner.random).privateKey), publicKey],
            ...own,
            [r.token, r.publicKey],
            [s.token, s.publicKey],
            // The x of its point is above the order, and r is x modulo the order.
            [SMALL_TOKEN, KEY_OF_SMALL_TOKEN],
            [SMALL_X_TOKEN, KEY_OF_SMALL_X_TOKEN],
            [ofTop.token, ofTop.publicKey],
          ]
        },
        SLOW,
      )
      rows(
        'every bit of the signing input and of the signature counts',
        'RFC 7515 §5.2',
        learner => {
          const { privateKey, publicKey } = ecKeyPair(learner.random)
          const other = ecKeyPair(learner.random)
          const good = tokenOf(HEADER, ADA, privateKey)
          const [first = '', second = '', third = ''] = good.split('.')
          const flip = (at: number): string =>
            resigned(good, bytes =>
              bytes.map((byte, index) =>
                index === at ? byte ^ (1 << Math.floor(learner.random() * 8)) : byte,
              ),
            )
          const changed = [
            ...[0, 31, 32, 63].map(flip),
            `${first}.${segment({ ...ADA, admin: true })}.${third}`,
            `${segment({ ...HEADER, kid: 'x' })}.${second}.${third}`,
            tokenOf(HEADER, ADA, other.privateKey),
            tokenOf(HEADER, ADA, privateKey, 'sha512'),
            `${first}.${second}.`,
            `${first}.${second}.${third}=`,
            `${first}.${second}.${third.slice(0, -1)}!`,
          ].map((token): Row => [token, publicKey])
          return [[good, publicKey], [good, other.publicKey], ...changed]
        },
        SLOW,
      )
      rows(
        'a signature in DER is none of a token',
        'RFC 7518 §3.4',
        learner => {
          const { privateKey, publicKey } = ecKeyPair(learner.random)
          return numbered(learner, 5).map(
            (payload): Row => [tokenOf(HEADER, payload, privateKey, 'sha256', 'der'), publicKey],
          )
        },
        SLOW,
      )
      rows(
        'three segments of strict base64url, with JSON objects',
        'RFC 7515 §5.2',
        learner => {
          const { privateKey, publicKey } = ecKeyPair(learner.random)
          const good = tokenOf(HEADER, ADA, privateKey)
          const [first = '', second = '', third = ''] = good.split('.')
          const signed = (input: string): string => `${input}.${toBase64url(signatureOf(input, privateKey))}`
          return [
            '',
            `${first}.${second}`,
            `${good}.`,
            `${good}.${third}`,
            `Bearer ${good}`,
            ` ${good}`,
            `${good}\n`,
            signed(`${first}=.${second}`),
            signed(`.${second}`),
            signed(`${first}.`),
            signed(inputOf('[]', ADA)),
            signed(inputOf(HEADER, 'null')),
            signed(inputOf(HEADER, '"ada"')),
            signed(inputOf(HEADER, '{"sub":')),
          ].map((token): Row => [token, publicKey])
        },
        SLOW,
      )
      rows(
        'the algorithm is ES256, and nothing is critical',
        'RFC 8725 §3.1',
        learner => {
          const { privateKey, publicKey } = ecKeyPair(learner.random)
          const names = [
            'ES384',
            'ES512',
            'ES256K',
            'RS256',
            'HS256',
            'EdDSA',
            'Ed25519',
            'none',
            'None',
            'es256',
            'ES256 ',
            'SHA256',
            '',
          ]
          const extended = [
            { crit: ['exp'] },
            { crit: [] },
            { crit: null },
            { crit: '' },
            { b64: false },
            { b64: true },
            { b64: null },
          ]
          return [
            [
              tokenOf({ ...HEADER, Crit: 1, B64: 0 }, { ...ADA, crit: ['x'], b64: false }, privateKey),
              publicKey,
            ],
            ...names.map((alg): Row => [tokenOf({ ...HEADER, alg }, ADA, privateKey), publicKey]),
            ...extended.map((more): Row => [tokenOf({ ...HEADER, ...more }, ADA, privateKey), publicKey]),
            [`${inputOf({ alg: 'none' }, ADA)}.`, publicKey],
          ]
        },
        SLOW,
      )
      rows(
        'a name is a string',
        'RFC 7515 §4.1.1',
        learner => {
          const { privateKey, publicKey } = ecKeyPair(learner.random)
          return [['ES256'], null, 42, {}, undefined].map(
            (alg): Row => [tokenOf({ ...HEADER, alg }, ADA, privateKey), publicKey],
          )
        },
        SLOW,
      )
      rows(
        'other parameters change nothing, and bring no key',
        'RFC 8725 §3.10',
        learner => {
          const [own, attacker] = [ecKeyPair(learner.random), ecKeyPair(learner.random)]
          const jwk = attacker.publicKey
          const evil = { jku: 'https://evil.example/jwks.json', x5c: ['MIIB'], kid: 'k' }
          return [
            tokenOf({ ...HEADER, jwk }, ADA, attacker.privateKey),
            tokenOf({ ...HEADER, ...evil, jwk }, ADA, attacker.privateKey),
            tokenOf({ ...HEADER, jwk }, ADA, own.privateKey),
            tokenOf({ ...HEADER, ...evil }, ADA, own.privateKey),
            tokenOf({ alg: 'ES256', typ: null, kid: 7, zip: 'DEF' }, ADA, own.privateKey),
          ].map((token): Row => [token, own.publicKey])
        },
        SLOW,
      )
      test('you accept what jose signs, and what you sign yourself', async learner => {
        const { privateKey, publicKey } = ecKeyPair(learner.random)
        const key = await jose.importJWK(privateKey as jose.JWK, 'ES256')
        const made = await new jose.SignJWT({ sub: 'ada' })
          .setProtectedHeader({ alg: 'ES256', kid: 'k' })
          .sign(key)
        const [own] = await learner.callMany('signEs256', [[{ sub: 'bob' }, privateKey]], SLOW)
        const tokens = [made, expectSigned(learner, own as CallResult)]
        const results = await learner.callMany(
          'verifyEs256',
          tokens.map(token => [token, publicKey]),
          SLOW,
        )
        for (const [index, result] of results.entries()) {
          const [header, payload] = (tokens[index] as string).split('.').map(objectIn)
          learner.expectValue(result, { header, payload }, 'RFC 7515 §5.2')
        }
      })
    },
    zero({ rows }) {
      rows(
        'r and s are not 0',
        'RFC 7518 §3.4',
        learner => {
          const { privateKey, publicKey } = ecKeyPair(learner.random)
          const good = tokenOf(HEADER, ADA, privateKey)
          const zero = new Uint8Array(32)
          const order = bytesOf(ORDER)
          return [
            resigned(good, () => new Uint8Array(64)),
            resigned(good, bytes => joined(zero, bytes.slice(32))),
            resigned(good, bytes => joined(bytes.slice(0, 32), zero)),
            resigned(good, () => joined(order, order)),
            // s, then r.
            resigned(good, bytes => joined(bytes.slice(32), bytes.slice(0, 32))),
            resigned(good, () => joined(zero, order)),
            resigned(good, () => joined(order, zero)),
            resigned(
              tokenOf(HEADER, { ...ADA, admin: true }, ecKeyPair(learner.random).privateKey),
              () => new Uint8Array(64),
            ),
          ].map((token): Row => [token, publicKey])
        },
        SLOW,
      )
      rows(
        'r and s are below the order of the curve',
        'RFC 7518 §3.4',
        learner => {
          const { privateKey, publicKey } = ecKeyPair(learner.random)
          const good = tokenOf(HEADER, ADA, privateKey)
          const full = new Uint8Array(32).fill(0xff)
          const k = 1n + numberOf(learner.randomBytes(24))
          const small = tokenWith(HEADER, ADA, { k, s: 5n })
          const above = (token: string, ofR: bigint, ofS: bigint): string =>
            resigned(token, bytes =>
              joined(bytesOf(numberOf(bytes.slice(0, 32)) + ofR), bytesOf(numberOf(bytes.slice(32)) + ofS)),
            )
          const both: [bigint, bigint][] = [
            [ORDER, 0n],
            [0n, ORDER],
            [ORDER, ORDER],
          ]
          return [
            [small.token, small.publicKey] as Row,
            [above(small.token, 0n, ORDER), small.publicKey] as Row,
            ...both.map((more): Row => [above(SMALL_TOKEN, ...more), KEY_OF_SMALL_TOKEN]),
            ...[
              resigned(good, bytes => joined(full, bytes.slice(32))),
              resigned(good, bytes => joined(bytes.slice(0, 32), full)),
              resigned(good, bytes => joined(bytes.slice(0, 32), bytesOf(ORDER))),
              resigned(good, bytes => joined(bytesOf(ORDER), bytes.slice(32))),
            ].map((token): Row => [token, publicKey]),
          ]
        },
        SLOW,
      )
      rows(
        'a signature has 64 bytes',
        'RFC 7518 §3.4',
        learner => {
          const { privateKey, publicKey } = ecKeyPair(learner.random)
          const good = tokenOf(HEADER, ADA, privateKey)
          const zero = Uint8Array.of(0)
          const { r, s } = shortNumbers(learner)
          const number = (length: number): bigint => 1n + numberOf(learner.randomBytes(length))
          const both = tokenWith(HEADER, ADA, { k: K_OF_SHORT_R, s: number(30) })
          const ends = tokenWith(HEADER, ADA, { k: number(31), s: number(30) << 8n })
          const odd = [
            resigned(good, bytes => bytes.slice(0, 63)),
            resigned(good, bytes => bytes.slice(0, 32)),
            resigned(good, bytes => joined(bytes, zero)),
            resigned(good, bytes => joined(zero, bytes)),
            resigned(good, bytes => joined(zero, bytes.slice(0, 32), zero, bytes.slice(32))),
            resigned(good, bytes => joined(bytes, bytes)),
          ].map((token): Row => [token, publicKey])
          return [
            ...odd,
            [resigned(r.token, bytes => bytes.slice(1)), r.publicKey],
            [resigned(s.token, bytes => joined(bytes.slice(0, 32), bytes.slice(33))), s.publicKey],
            [resigned(both.token, bytes => joined(bytes.slice(1, 32), bytes.slice(33))), both.publicKey],
            // The last byte of s is a zero here, and is not there.
            [resigned(ends.token, bytes => bytes.slice(0, 63)), ends.publicKey],
          ]
        },
        SLOW,
      )
    },
    keys({ rows, test }) {
      rows(
        'a key on P-256',
        'RFC 7518 §3.4',
        learner => {
          const good = ecKeyPair(learner.random)
          const koblitz = ecKeyPair(learner.random, 'secp256k1')
          const larger = ecKeyPair(learner.random, 'P-384')
          const rsa = rsaKeyPair(learner.random)
          return [
            [tokenOf(HEADER, ADA, good.privateKey), good.publicKey],
            [tokenOf(HEADER, ADA, koblitz.privateKey), koblitz.publicKey],
            [tokenOf(HEADER, ADA, larger.privateKey), larger.publicKey],
            // Node would do RSA here, under the name ES256.
            [tokenOf(HEADER, ADA, rsa.privateKey), rsa.publicKey],
          ]
        },
        SLOW,
      )
      test('keys that verify nothing here', async learner => {
        const { privateKey, publicKey } = ecKeyPair(learner.random)
        const token = tokenOf(HEADER, ADA, privateKey)
        const others: Jwk[] = [
          rsaKeyPair(learner.random).publicKey,
          okpKeyPair(learner.random).publicKey,
          okpKeyPair(learner.random, 'X25519').publicKey,
          OCT,
          // Not a point of the curve.
          { ...publicKey, y: String(publicKey.x) },
        ]
        // None of them signed it either, so a verifier that looks at the signature first is right as well.
        for (const result of await learner.callMany(
          'verifyEs256',
          others.map(key => [token, key]),
          SLOW,
        ))
          learner.expectRefusal(result, ['bad-key', 'bad-signature'], 'RFC 7518 §3.4')
      })
      test('a point that is not on the curve is no key', async learner => {
        const forged = tokenOffCurve(HEADER, { ...ADA, admin: true }, learner.random)
        const results = await learner.callMany(
          'verifyEs256',
          OFF_CURVE.map(key => [forged, key]),
          SLOW,
        )
        for (const result of results) {
          if (result.outcome.kind === 'value')
            learner.fail(result, { id: 'point-unchecked', expected: "a JwtError with the code 'bad-key'" })
          learner.expectRefusal(result, ['bad-key', 'bad-signature'], 'RFC 7518 §3.4')
        }
      })
      test('signing asks for the same, and for the private part', async learner => {
        const good = ecKeyPair(learner.random)
        const bad: Jwk[] = [
          good.publicKey,
          ecKeyPair(learner.random, 'secp256k1').privateKey,
          ecKeyPair(learner.random, 'P-384').privateKey,
          rsaKeyPair(learner.random).privateKey,
          okpKeyPair(learner.random).privateKey,
          OCT,
        ]
        for (const result of await learner.callMany(
          'signEs256',
          bad.map(key => [{ sub: 'ada' }, key]),
          SLOW,
        ))
          learner.expectRefusal(result, ['bad-key'], 'RFC 7518 §3.4')
        const [fine] = await learner.callMany('signEs256', [[{ sub: 'ada' }, good.privateKey]], SLOW)
        expectSigned(learner, fine as CallResult)
        await expectPrivateKey(learner, good.privateKey)
      })
    },
    ed25519({ test }) {
      test('what you sign with Ed25519', async learner => {
        if (!(await isOffered(learner))) return
        const { privateKey, publicKey } = okpKeyPair(learner.random)
        const keys = [privateKey, { ...privateKey, kid: 'ed' }, RFC_ED25519]
        const calls = numbered(learner, 6).map((payload, index) => [payload, keys[index % keys.length]])
        for (const result of await learner.callMany('signEd25519', calls, SLOW)) {
          const token = expectSigned(learner, result, 'Ed25519')
          if (result.args[1] === privateKey)
            learner.expectEqual(result, await joseReads(token, publicKey, 'Ed25519'), result.args[0], {
              what: 'what jose reads from the token',
              rule: 'RFC 8037 §3.1',
            })
        }
      })
      test('what you verify with Ed25519', async learner => {
        if (!(await isOffered(learner))) return
        const { privateKey, publicKey } = okpKeyPair(learner.random)
        const made = ['Ed25519', 'EdDSA'].map(alg => tokenOf({ alg, kid: 'a' }, ADA, privateKey, null))
        const key = await jose.importJWK(privateKey as jose.JWK, 'EdDSA')
        const ofJose = await new jose.SignJWT({ sub: 'ada' }).setProtectedHeader({ alg: 'EdDSA' }).sign(key)
        const good = [...made, ofJose]
        for (const [index, result] of (
          await learner.callMany(
            'verifyEd25519',
            good.map(token => [token, publicKey]),
            SLOW,
          )
        ).entries()) {
          const [header, payload] = (good[index] as string).split('.').map(objectIn)
          const why = ` The reason: the header says alg: '${header?.alg}', which is a name of this algorithm, and this key made the signature.`
          learner.expectValue(result, { header, payload }, 'RFC 9864', { why })
        }
      })
      test('what is refused', async learner => {
        if (!(await isOffered(learner))) return
        const { privateKey, publicKey } = okpKeyPair(learner.random)
        const good = tokenOf({ alg: 'Ed25519' }, ADA, privateKey, null)
        const refused = async (
          codes: Parameters<Learner['expectRefusal']>[1],
          tokens: string[],
          by = publicKey,
        ): Promise<void> => {
          for (const result of await learner.callMany(
            'verifyEd25519',
            tokens.map(token => [token, by]),
            SLOW,
          ))
            learner.expectRefusal(result, codes, 'RFC 8037 §3.1', {
              why: ` The reason: ${reasonOf(result)}.`,
            })
        }
        const [first = '', second = '', third = ''] = good.split('.')
        await refused(
          ['bad-signature'],
          [
            `${first}.${segment({ ...ADA, admin: true })}.${third}`,
            resigned(good, bytes => bytes.map((byte, index) => (index === 5 ? byte ^ 1 : byte))),
            resigned(good, bytes => bytes.slice(0, 63)),
            resigned(good, bytes => joined(bytes, Uint8Array.of(0))),
            resigned(good, () => new Uint8Array(64)),
          ],
        )
        const attacker = okpKeyPair(learner.random)
        const embedded = { alg: 'Ed25519', jwk: attacker.publicKey }
        await refused(['bad-signature'], [tokenOf(embedded, ADA, attacker.privateKey, null)])
        await refused(
          ['unsupported'],
          ['ES256', 'Ed448', 'ed25519', 'eddsa', 'EDDSA', 'none', 'EdDSA ', ['EdDSA'], null].map(alg =>
            tokenOf({ alg }, ADA, privateKey, null),
          ),
        )
        await refused(
          ['unsupported'],
          [
            tokenOf({ alg: 'Ed25519', crit: [] }, ADA, privateKey, null),
            tokenOf({ alg: 'EdDSA', b64: true }, ADA, privateKey, null),
          ],
        )
        await refused(
          ['malformed'],
          [`${first}.${second}`, `${good}.`, tokenOf({ alg: 'Ed25519' }, '[]', privateKey, null)],
        )
        const curve = ecKeyPair(learner.random)
        await refused(['bad-key', 'bad-signature'], [good], okpKeyPair(learner.random, 'X25519').publicKey)
        await refused(['bad-key', 'bad-signature'], [good], curve.publicKey)
        await refused(['bad-key', 'bad-signature'], [good], rsaKeyPair(learner.random).publicKey)
        const ed448 = generateKeyPairSync('ed448')
        const [ofEd448, publicEd448] = [ed448.privateKey, ed448.publicKey].map(
          key => key.export({ format: 'jwk' }) as Jwk,
        ) as [Jwk, Jwk]
        await refused(
          ['bad-key', 'bad-signature'],
          ['Ed25519', 'EdDSA'].map(alg => tokenOf({ alg }, ADA, ofEd448, null)),
          publicEd448,
        )
        const bad: Jwk[] = [
          publicKey,
          ofEd448,
          okpKeyPair(learner.random, 'X25519').privateKey,
          curve.privateKey,
          OCT,
        ]
        for (const result of await learner.callMany(
          'signEd25519',
          bad.map(key => [{ sub: 'ada' }, key]),
          SLOW,
        ))
          learner.expectRefusal(result, ['bad-key'], 'RFC 8037 §3.1')
      })
    },
  },
)

/** Why a token of Ed25519 must be refused. */
function reasonOf({ args }: CallResult): string {
  const [token, key] = args as Row
  return becauseOf(token, {
    algorithms: ['Ed25519', 'EdDSA'],
    objectIn,
    key: key.crv === 'Ed25519' ? null : `the key is of type ${key.kty}, and not an Ed25519 key`,
    signature: (_, { length }) =>
      length === 64
        ? 'this key did not sign these two segments'
        : `the signature has ${length} bytes, not 64`,
    fine: '',
  })
}

/** A token whose r begins with a zero byte, and one whose s does: about every 128th signature is of that kind. */
function shortNumbers(learner: Learner) {
  const number = (length: number): bigint => 1n + numberOf(learner.randomBytes(length))
  return {
    r: tokenWith(HEADER, { half: 'r' }, { k: K_OF_SHORT_R, s: number(31) << 1n }),
    s: tokenWith(HEADER, { half: 's' }, { k: number(31), s: number(30) }),
  }
}

/** The bytes in the third segment of a returned token; 0 for anything else. */
function signatureLength({ outcome }: CallResult): number {
  if (outcome.kind !== 'value' || outcome.value.type !== 'string') return 0
  return fromBase64url(outcome.value.value.split('.')[2] ?? '').length
}

/** A private key given to verify works, or is refused as one. */
async function expectPrivateKey(learner: Learner, privateKey: Jwk): Promise<void> {
  const token = tokenOf(HEADER, ADA, privateKey)
  const bad = resigned(token, bytes => bytes.map((byte, index) => (index === 40 ? byte ^ 1 : byte)))
  const [good, wrong] = (await learner.callMany(
    'verifyEs256',
    [token, bad].map(text => [text, privateKey]),
    SLOW,
  )) as [CallResult, CallResult]
  if (good.outcome.kind === 'value')
    learner.expectValue(good, { header: HEADER, payload: ADA as Claims }, null)
  else learner.expectRefusal(good, ['bad-key'], null)
  learner.expectRefusal(wrong, ['bad-key', 'bad-signature'], null)
}
