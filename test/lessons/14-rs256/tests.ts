import { constants, createPublicKey } from 'node:crypto'
import {
  defineRows,
  ecKeyPair,
  fc,
  fromBase64url,
  jose,
  type Learner,
  okpKeyPair,
  newRsaKeyPair,
  rareRsaKeyPair,
  rsaKeyPair,
  sha256,
  toBase64url,
  utf8,
} from '../../../src/grader/kit/index.ts'
import diagnoses from './diagnoses.md'
import {
  inputOf,
  type Jwk,
  macOf,
  RFC_KEY,
  RFC_TOKEN,
  segment,
  signatureOf,
  signaturePlusModulus,
  signedBlock,
  tokenOf,
} from './keys.ts'
import { goodKeyRefused, keyWithoutFormat } from '../shared/keys.ts'
import { type Claims, objectIn } from '../shared/verifier.ts'
import { mistakes } from './mistakes.ts'
import { bitsOf, model } from './model.ts'
import { expectSigned } from './signing.ts'

type Row = [token: string, publicKey: Jwk]

const HEADER = { alg: 'RS256', typ: 'JWT' }
const ADA = { sub: 'ada', exp: 1_900_000_000 }
const PAYLOADS: Claims[] = [
  { sub: 'ada' },
  {},
  { name: 'Zoë 😀 日本語', text: '>>>???~~~', quote: '"\\\n' },
  { zero: 0, no: false, empty: '', nothing: null, list: [3, 1, 2], object: { deep: { er: [[]] } } },
  { alg: 'none', kid: 'x', iat: 5, exp: 1.5, crit: ['b64'], hasOwnProperty: 1, toJSON: 'y' },
  { text: 'long, '.repeat(800) },
]
const PSS = { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 }
const KIDS = [
  'a',
  '2011-04-29',
  '0',
  'Schlüssel 🔑',
  'a b/../c',
  '__proto__',
  'NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs',
  // Any string is a name, and this one is not nothing.
  '',
]

/** With the key of rsaKeyPair(() => 0): for the header {alg}, {alg, typ} and {typ, alg}. */
const SHORT_SIGNATURES = [169, 13, 38]

/** Keys of 2048 bits, all different. */
function keys(learner: Learner, count: number): { privateKey: Jwk; publicKey: Jwk }[] {
  const drawn = new Set()
  return Array.from({ length: count }, () => newRsaKeyPair(learner.random, drawn))
}
const pairOf = (learner: Learner) => keys(learner, 1)[0] as { privateKey: Jwk; publicKey: Jwk }

/** The bytes of a signature with some of them changed. */
function changed(token: string, change: (signature: Uint8Array) => Uint8Array): string {
  const dot = token.lastIndexOf('.')
  return `${token.slice(0, dot)}.${toBase64url(change(fromBase64url(token.slice(dot + 1))))}`
}
const flipped = (token: string, at: number, bit: number): string =>
  changed(token, bytes => bytes.map((byte, index) => (index === at ? byte ^ (1 << bit) : byte)))
const joined = (...parts: Uint8Array[]): Uint8Array => Uint8Array.from(Buffer.concat(parts))

const objects = fc
  .dictionary(fc.string({ unit: 'grapheme', maxLength: 6 }), fc.jsonValue({ maxDepth: 1 }), { maxKeys: 4 })
  .map(value => JSON.stringify(value))
  .filter(text => !text.includes('__proto__') && !text.includes('-0'))
  .map(text => JSON.parse(text) as Claims)

async function joseReads(token: string, key: Jwk): Promise<unknown> {
  try {
    const { payload } = await jose.compactVerify(token, await jose.importJWK(key as jose.JWK, 'RS256'), {
      algorithms: ['RS256'],
    })
    return JSON.parse(Buffer.from(payload).toString('utf8'))
  } catch (error) {
    return `refused by jose: ${(error as Error).message}`
  }
}

defineRows(
  {
    id: '14-rs256',
    model,
    mistakes,
    diagnoses,
    signs: {
      'error-of-node': ({ right, thrown }) =>
        right.includes('bad-key') &&
        String(thrown?.message).length > 0 &&
        thrown?.code === null &&
        thrown.name !== 'NotImplementedError',
    },
    // Nothing says that a signer must not add a header parameter that differs each time.
    leavesOpen: { signRs256: ['same-result'] },
    known: [
      keyWithoutFormat,
      goodKeyRefused,
      {
        id: 'error-of-node',
        matches: ({ name, expected, thrown }) =>
          name === 'signRs256' &&
          expected.kind === 'refusal' &&
          thrown !== null &&
          thrown.code === null &&
          thrown.name !== 'NotImplementedError',
      },
      {
        id: 'signing-unchecked',
        matches: ({ name, expected, result, args }) =>
          name === 'signRs256' &&
          expected.kind === 'refusal' &&
          result.outcome.kind === 'value' && {
            key: aboutKey(args[1] as Jwk),
          },
      },
    ],
  },
  {
    sign({ test }) {
      test('a token has three segments, and the third signs the first two', async learner => {
        const { privateKey } = pairOf(learner)
        expectSigned(learner, await learner.call('signRs256', { sub: 'ada' }, privateKey))
      })
      test('the kid of the key is in the header', async learner => {
        const { privateKey } = pairOf(learner)
        const calls = KIDS.map(kid => [{ sub: 'ada' }, { ...privateKey, kid }])
        for (const result of await learner.callMany('signRs256', calls)) expectSigned(learner, result)
      })
      test('a key that says another algorithm is used for RS256, or refused', async learner => {
        const { privateKey } = pairOf(learner)
        const calls = ['PS256', 'RS512'].map(alg => [{ sub: 'ada' }, { ...privateKey, alg }])
        // A key may be refused that is for something else (RFC 7517 §4.4); nothing says that it must be.
        for (const result of await learner.callMany('signRs256', calls))
          if (result.outcome.kind !== 'thrown' || result.outcome.jwtCode !== 'bad-key')
            expectSigned(learner, result)
      })
      test('any payload, any key', async learner => {
        const pairs = [
          ...keys(learner, 3).map(pair => pair.privateKey),
          rsaKeyPair(learner.random, 3072).privateKey,
          rareRsaKeyPair(learner.random, 3).privateKey,
        ]
        const payloads = [...PAYLOADS, ...learner.sample(objects, 6)]
        const calls = payloads.map((payload, index): [Claims, Jwk] => [
          payload,
          pairs[index % pairs.length] as Jwk,
        ])
        const earlier: Jwk[] = []
        for (const result of await learner.callMany('signRs256', calls)) {
          expectSigned(learner, result, earlier)
          earlier.push(result.args[1] as Jwk)
        }
      })
      test('a signature has as many bytes as the modulus, also when it begins with zeros', async learner => {
        // With this key and the usual headers, one of these signatures begins with a zero byte.
        const { privateKey } = rsaKeyPair(() => 0)
        const calls = SHORT_SIGNATURES.map(count => [{ count }, privateKey])
        for (const result of await learner.callMany('signRs256', calls)) expectSigned(learner, result)
      })
      test('jose accepts what you sign', async learner => {
        const { privateKey, publicKey } = pairOf(learner)
        const calls = learner
          .sample(objects, 3)
          .map(payload => [payload, { ...privateKey, kid: 'k', use: 'sig' }])
        for (const result of await learner.callMany('signRs256', calls)) {
          const token = expectSigned(learner, result)
          learner.expectEqual(result, await joseReads(token, publicKey), result.args[0], {
            what: 'what jose reads from the token',
            rule: 'RFC 7518 §3.3',
          })
        }
      })
    },
    verify({ rows, test }) {
      rows('the token of RFC 7515, Appendix A.2, and one of ours', 'RFC 7515 §5.2', learner => {
        const [{ privateKey, publicKey }, other] = keys(learner, 2) as [
          { privateKey: Jwk; publicKey: Jwk },
          { privateKey: Jwk; publicKey: Jwk },
        ]
        return [
          [RFC_TOKEN, RFC_KEY],
          [tokenOf(HEADER, ADA, privateKey), publicKey],
          // Who expects PSS accepts this one, and who accepts nothing does not.
          [tokenOf(HEADER, ADA, privateKey, PSS), publicKey],
          // Who accepts both paddings refuses this one, and who ignores the answer does not.
          [tokenOf(HEADER, ADA, other.privateKey), publicKey],
        ]
      })
      rows('what this key signed is returned, as it is in the token', 'RFC 7515 §5.2', learner => {
        const { privateKey, publicKey } = pairOf(learner)
        const large = rsaKeyPair(learner.random, 3072)
        return [
          ...PAYLOADS.map((payload): Row => [tokenOf(HEADER, payload, privateKey), publicKey]),
          [
            tokenOf({ ...HEADER, kid: 'a', cty: 'JWT', x: { y: [1] } }, ADA, privateKey),
            // Members that are not needed are ignored (RFC 7517 §4).
            {
              ...publicKey,
              kid: 'a',
              use: 'sig',
              alg: 'RS256',
              key_ops: ['verify'],
              x5t: 'abc',
              ext: true,
            },
          ],
          [
            tokenOf('{ "typ":"JWT",\r\n "alg":"RS256" }', '{"sub" : "ada",\n"b":1, "a":2}', privateKey),
            publicKey,
          ],
          [tokenOf({ alg: 'RS256' }, ADA, large.privateKey), large.publicKey],
        ]
      })
      rows('a public exponent is the one of the key, and need not be 65537', 'RFC 8017 §3.1', learner => {
        const usual = pairOf(learner)
        const rare = ([3, 17] as const).map(exponent => rareRsaKeyPair(learner.random, exponent))
        const signed = [usual, ...rare].map(
          (pair): Row => [tokenOf(HEADER, ADA, pair.privateKey), pair.publicKey],
        )
        const others = signed.slice(1).flatMap(([token, key]): Row[] => [
          [flipped(token, 100, 2), key],
          // The same modulus with another exponent is another key.
          [token, { ...key, e: 'AQAB' }],
        ])
        return [...signed, ...others]
      })
      rows('a token has three segments of strict base64url, with JSON objects', 'RFC 7515 §5.2', learner => {
        const { privateKey, publicKey } = pairOf(learner)
        const good = tokenOf(HEADER, ADA, privateKey)
        const [first = '', second = '', third = ''] = good.split('.')
        const invalidUtf8 = toBase64url(joined(Buffer.from('{"a":"'), Uint8Array.of(0xff), Buffer.from('"}')))
        const signed = (input: string): string => `${input}.${toBase64url(signatureOf(input, privateKey))}`
        const texts = [
          '',
          first,
          `${first}.${second}`,
          `${good}.`,
          `${good}.${third}`,
          `.${good}`,
          `Bearer ${good}`,
          ` ${good}`,
          `${good}\n`,
          `${first}.${second}. ${third}`,
          signed(`${first}=.${second}`),
          signed(`${first}.${second}=`),
          signed(`${first} .${second}`),
          signed(`.${second}`),
          signed(`${first}.`),
          signed(inputOf('[]', ADA)),
          signed(inputOf(HEADER, '[]')),
          signed(inputOf(HEADER, 'null')),
          signed(inputOf(HEADER, '"ada"')),
          signed(inputOf(HEADER, '{"sub":')),
          signed(`${segment(HEADER)}.${invalidUtf8}`),
        ]
        // A wrong signature tells a lenient decoder from a signature that nobody looks at.
        return [...texts, flipped(good, 7, 3)].map((token): Row => [token, publicKey])
      })
      rows('a signature of another digest or padding is none of RS256', 'RFC 7518 §3.3', learner => {
        const { privateKey, publicKey } = pairOf(learner)
        const input = inputOf(HEADER, ADA)
        const digestInfo = signedDigest(input)
        const blocks = [
          joined(
            Uint8Array.of(0, 1),
            new Uint8Array(8).fill(0xff),
            Uint8Array.of(0),
            digestInfo,
            new Uint8Array(194),
          ),
          joined(new Uint8Array(256 - 32), digestInfo.slice(-32)),
          joined(
            Uint8Array.of(0, 1),
            new Uint8Array(221).fill(0xff),
            Uint8Array.of(0),
            digestInfo.slice(-32),
          ),
          joined(Uint8Array.of(0, 2), new Uint8Array(202).fill(0x11), Uint8Array.of(0), digestInfo),
          joined(Uint8Array.of(0, 1), new Uint8Array(202).fill(0xfe), Uint8Array.of(0), digestInfo),
        ].map(block => `${input}.${toBase64url(signedBlock(block, privateKey))}`)
        return [
          tokenOf(HEADER, ADA, privateKey, PSS),
          ...blocks,
          tokenOf(HEADER, ADA, privateKey, { digest: 'sha512' }),
          tokenOf(HEADER, ADA, privateKey, { digest: 'sha384' }),
          tokenOf(HEADER, ADA, privateKey, { digest: 'sha1' }),
        ].map((token): Row => [token, publicKey])
      })
      rows('every bit of the signing input and of the signature counts', 'RFC 7515 §5.2', learner => {
        const [{ privateKey, publicKey }, other] = keys(learner, 2) as [
          { privateKey: Jwk; publicKey: Jwk },
          { privateKey: Jwk; publicKey: Jwk },
        ]
        const good = tokenOf(HEADER, ADA, privateKey)
        const [first = '', second = '', third = ''] = good.split('.')
        const admin = segment({ ...ADA, admin: true })
        const bits = [0, 1, 127, 254, 255].map(at => flipped(good, at, Math.floor(learner.random() * 8)))
        // A signature that begins with a zero byte, and the same without that byte (RFC 8017 §8.2.2, step 1).
        const zeroPair = rsaKeyPair(() => 0)
        const short = SHORT_SIGNATURES.flatMap(count =>
          [HEADER, { alg: 'RS256' }].map(header => tokenOf(header, { count }, zeroPair.privateKey)),
        ).find(token => fromBase64url(String(token.split('.')[2]))[0] === 0) as string
        // Only a signature below the modulus is one (RFC 8017 §5.2.2); about every second one can be made larger.
        const larger = [1, 2, 3, 4, 5, 6].flatMap(count => {
          const token = tokenOf(HEADER, { count }, privateKey)
          const bytes = signaturePlusModulus(fromBase64url(String(token.split('.')[2])), publicKey)
          return bytes === null ? [] : [changed(token, () => bytes)]
        })
        return [
          [good, publicKey],
          [good, other.publicKey],
          [short, zeroPair.publicKey],
          [changed(short, bytes => bytes.slice(1)), zeroPair.publicKey],
          ...larger.slice(0, 1).map((token): Row => [token, publicKey]),
          ...bits.map((token): Row => [token, publicKey]),
          ...[
            `${first}.${admin}.${third}`,
            `${segment({ ...HEADER, kid: 'x' })}.${second}.${third}`,
            `${first}.${second}.`,
            `${first}.${second}.AA`,
            changed(good, bytes => bytes.slice(0, 255)),
            changed(good, bytes => joined(bytes, Uint8Array.of(0))),
            changed(good, bytes => joined(Uint8Array.of(0), bytes)),
            changed(good, bytes => joined(bytes, bytes)),
            changed(good, bytes => bytes.fill(0)),
            changed(good, bytes => bytes.fill(0xff)),
            `${good}=`,
            `${first}.${second}.${third.slice(0, -1)}!`,
          ].map((token): Row => [token, publicKey]),
        ]
      })
      test('you accept what jose signs, and what you sign yourself', async learner => {
        const { privateKey, publicKey } = pairOf(learner)
        const key = await jose.importJWK(privateKey as jose.JWK, 'RS256')
        const made = await Promise.all(
          [{ sub: 'ada' }, { sub: 'bob', exp: 1 }].map(claims =>
            new jose.SignJWT(claims).setProtectedHeader({ alg: 'RS256', kid: 'k' }).sign(key),
          ),
        )
        const own = await learner.call('signRs256', { sub: 'ada' }, privateKey)
        const tokens = [...made, expectSigned(learner, own)]
        const results = await learner.callMany(
          'verifyRs256',
          tokens.map(token => [token, publicKey]),
        )
        for (const [index, result] of results.entries()) {
          const [header, payload] = (tokens[index] as string).split('.').map(objectIn)
          learner.expectValue(result, { header, payload }, 'RFC 7515 §5.2')
        }
      })
    },
    header({ rows, test }) {
      rows('the algorithm is RS256, whatever the signature', 'RFC 8725 §3.1', learner => {
        const { privateKey, publicKey } = pairOf(learner)
        const names = [
          'RS384',
          'RS512',
          'PS256',
          'ES256',
          'HS256',
          'none',
          'None',
          'rs256',
          'Rs256',
          'RS256 ',
          ' RS256',
          'RS256\0',
          'RSA-SHA256',
          'RS2567',
          '',
        ]
        return [
          [tokenOf(HEADER, ADA, privateKey), publicKey],
          ...names.map((alg): Row => [tokenOf({ ...HEADER, alg }, ADA, privateKey), publicKey]),
          [tokenOf({ alg: 'RS384' }, ADA, privateKey, { digest: 'sha384' }), publicKey],
          [tokenOf({ alg: 'RS512' }, ADA, privateKey, { digest: 'sha512' }), publicKey],
          [
            tokenOf({ alg: 'PS256' }, ADA, privateKey, {
              padding: constants.RSA_PKCS1_PSS_PADDING,
              saltLength: 32,
            }),
            publicKey,
          ],
          ...pems(publicKey).map(
            (secret): Row => [macOf({ ...HEADER, alg: 'HS256' }, ADA, secret), publicKey],
          ),
          ...pems(publicKey).map((secret): Row => [macOf(HEADER, ADA, secret), publicKey]),
          [`${inputOf({ alg: 'none' }, ADA)}.`, publicKey],
        ]
      })
      rows('a name is a string', 'RFC 7515 §4.1.1', learner => {
        const { privateKey, publicKey } = pairOf(learner)
        return [['RS256'], null, 42, {}, true, undefined].map(
          (alg): Row => [tokenOf({ ...HEADER, alg }, ADA, privateKey), publicKey],
        )
      })
      rows('no extensions', 'RFC 7515 §4.1.11', learner => {
        const { privateKey, publicKey } = pairOf(learner)
        const values = [['exp'], ['b64'], [], 'exp', '', null, false, true, 0, {}]
        const token = (header: unknown): Row => [tokenOf(header, ADA, privateKey), publicKey]
        return [
          ...values.map(crit => token({ ...HEADER, crit })),
          ...[false, true, null, 0, ''].map(b64 => token({ ...HEADER, b64 })),
          token({ ...HEADER, crit: ['b64'], b64: false }),
          token({ ...HEADER, Crit: ['x'], critical: 1, B64: false }),
          [tokenOf(HEADER, { ...ADA, crit: ['x'], b64: false }, privateKey), publicKey],
        ]
      })
      rows('other parameters change nothing, and bring no key', 'RFC 8725 §3.10', learner => {
        const [own, attacker] = keys(learner, 2) as [ReturnType<typeof pairOf>, ReturnType<typeof pairOf>]
        const jwk = attacker.publicKey
        return [
          [tokenOf({ ...HEADER, jwk }, ADA, attacker.privateKey), own.publicKey],
          [
            tokenOf({ ...HEADER, jku: 'https://evil.example/jwks.json', kid: 'k' }, ADA, attacker.privateKey),
            own.publicKey,
          ],
          [tokenOf({ ...HEADER, jwk }, ADA, own.privateKey), own.publicKey],
          ...[
            { alg: 'RS256' },
            { ...HEADER, typ: 'at+jwt' },
            { ...HEADER, typ: null },
            { ...HEADER, kid: '../../dev/null' },
            { ...HEADER, kid: 7, x5c: [], zip: 'DEF', enc: 'A256GCM' },
          ].map((header): Row => [tokenOf(header, ADA, own.privateKey), own.publicKey]),
        ]
      })
      test('a refusal leaves nothing behind', async learner => {
        const { privateKey, publicKey } = pairOf(learner)
        const good = tokenOf(HEADER, ADA, privateKey)
        const bad = tokenOf({ ...HEADER, alg: 'RS512' }, ADA, privateKey)
        const [before, refused, after] = await learner.callMany(
          'verifyRs256',
          [good, bad, good].map(token => [token, publicKey]),
        )
        if (before === undefined || refused === undefined || after === undefined) return
        learner.expectValue(before, { header: HEADER, payload: ADA }, null)
        learner.expectRefusal(refused, ['unsupported'], 'RFC 8725 §3.1')
        learner.expectValue(after, { header: HEADER, payload: ADA }, null)
      })
    },
    keys({ rows, test }) {
      rows('a key has 2048 bits or more, as a number', 'RFC 7518 §3.3', learner => {
        const signed = (size?: 768 | 1024 | 2047 | 2048 | 3072): Row => {
          const { privateKey, publicKey } = rsaKeyPair(learner.random, size)
          return [tokenOf(HEADER, ADA, privateKey), publicKey]
        }
        const padded = ([token, key]: Row, zeros: number): Row => [
          token,
          { ...key, n: toBase64url(joined(new Uint8Array(zeros), fromBase64url(String(key.n)))) },
        ]
        const small = signed(1024)
        // Of 768 bits one that learns whether there is a limit at all: a key of that size was factored in 2009.
        return [
          signed(2048),
          small,
          signed(2047),
          signed(3072),
          padded(small, 128),
          padded(small, 300),
          signed(768),
        ]
      })
      rows('a key of another type', 'RFC 7518 §3.3', learner => {
        const rsa = pairOf(learner)
        const types = [ecKeyPair(learner.random), ecKeyPair(learner.random, 'P-384')]
        return [
          [tokenOf(HEADER, ADA, rsa.privateKey), rsa.publicKey],
          // Node would do ECDSA here, under the name RS256.
          ...types.map((pair): Row => [tokenOf(HEADER, ADA, pair.privateKey), pair.publicKey]),
        ]
      })
      test('keys that verify nothing here', async learner => {
        const token = tokenOf(HEADER, ADA, pairOf(learner).privateKey)
        const others = [
          okpKeyPair(learner.random).publicKey,
          okpKeyPair(learner.random, 'X25519').publicKey,
          OCT,
        ]
        // None of them signed it either, so a verifier that looks at the signature first is right as well.
        for (const result of await learner.callMany(
          'verifyRs256',
          others.map(key => [token, key]),
        ))
          learner.expectRefusal(result, ['bad-key', 'bad-signature'], 'RFC 7518 §3.3')
      })
      test('signing asks for the same, and for the private part', async learner => {
        const good = pairOf(learner)
        const bad = [
          good.publicKey,
          rsaKeyPair(learner.random, 1024).privateKey,
          rsaKeyPair(learner.random, 2047).privateKey,
          ecKeyPair(learner.random).privateKey,
          ecKeyPair(learner.random).publicKey,
          okpKeyPair(learner.random).privateKey,
          OCT,
        ]
        for (const result of await learner.callMany(
          'signRs256',
          bad.map(key => [{ sub: 'ada' }, key]),
        ))
          learner.expectRefusal(result, ['bad-key'], 'RFC 7518 §3.3')
        expectSigned(learner, await learner.call('signRs256', { sub: 'ada' }, good.privateKey))
        await expectPrivateKey(learner, good.privateKey)
      })
    },
  },
)

/** A private key given to verify works, or is refused as one. */
async function expectPrivateKey(learner: Learner, privateKey: Jwk): Promise<void> {
  const good = await learner.call('verifyRs256', tokenOf(HEADER, ADA, privateKey), privateKey)
  if (good.outcome.kind === 'value') learner.expectValue(good, { header: HEADER, payload: ADA }, null)
  else learner.expectRefusal(good, ['bad-key'], null)
  const bad = flipped(tokenOf(HEADER, ADA, privateKey), 9, 1)
  learner.expectRefusal(
    await learner.call('verifyRs256', bad, privateKey),
    ['bad-key', 'bad-signature'],
    null,
  )
}

const OCT: Jwk = {
  kty: 'oct',
  k: 'AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow',
}

/** DigestInfo of SHA-256 over a text (RFC 8017 §9.2). */
function signedDigest(text: string): Uint8Array {
  return joined(Buffer.from('3031300d060960864801650304020105000420', 'hex'), sha256(utf8(text)))
}

/** A public key as the texts that an attacker would try as a secret. */
function pems(jwk: Jwk): string[] {
  const key = createPublicKey({ key: jwk, format: 'jwk' })
  return [
    String(key.export({ type: 'spki', format: 'pem' })),
    String(key.export({ type: 'pkcs1', format: 'pem' })),
    String(jwk.n),
  ]
}

function aboutKey(key: Jwk): string {
  if (key.kty !== 'RSA') return `a key of type ${key.kty}`
  const bits = bitsOf(key)
  return key.d === undefined ? 'a public key' : `an RSA key of ${bits} bits`
}
