import {
  type CallResult,
  defineRows,
  ecKeyPair,
  equal,
  jose,
  type JwtErrorCode,
  type KnownMistake,
  type Learner,
  okpKeyPair,
  plain,
  rsaKeyPair,
  toBase64url,
} from '../../../src/grader/kit/index.ts'
import diagnoses from './diagnoses.md'
import { isKey, mistakes } from './mistakes.ts'
import { fitting, type Header, type KeySet, model } from './model.ts'
import { EDITED, near } from '../shared/near.ts'
import { faultOf, type Jwk, thumbprintMistakes, thumbprintOf } from './thumbprints.ts'

type Row = [header: Header, jwks: KeySet]

/** RFC 7638 §3.1, and RFC 8037 Appendix A.2 and A.3. */
const RFC_RSA: Jwk = {
  kty: 'RSA',
  n: '0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWKRXjBZCiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw',
  e: 'AQAB',
  alg: 'RS256',
  kid: '2011-04-29',
}
const RFC_OKP: Jwk = { kty: 'OKP', crv: 'Ed25519', x: '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo' }
const RFC_THUMBPRINTS = [
  'NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs',
  'kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k',
]
const REMARKS = {
  kid: 'a',
  use: 'sig',
  alg: 'RS256',
  key_ops: ['verify'],
  x5t: 'abc',
  ext: true,
  a: 1,
  zz: null,
}

/** The members of a key in another order. */
const reordered = (jwk: Jwk): Jwk => Object.fromEntries(Object.entries(jwk).reverse()) as Jwk
const octOf = (learner: Learner): Jwk => ({ kty: 'oct', k: toBase64url(learner.randomBytes(32)) })

const returnedOf = ({ outcome }: CallResult): unknown =>
  outcome.kind === 'value' ? plain(outcome.value) : undefined

const known: KnownMistake[] = [
  ...thumbprintMistakes,
  {
    id: 'missing-member',
    matches: ({ name, args, expected, text }) =>
      name === 'thumbprint' &&
      expected.kind === 'refusal' &&
      text !== null && { what: faultOf(args[0] as Jwk) },
  },
  {
    id: 'header-key',
    matches: ({ name, args, value }) =>
      name === 'keyFor' &&
      isKey(value) &&
      equal(value, (args[0] as Header).jwk) &&
      !(args[1] as KeySet).keys.some(key => equal(key, value)),
  },
  {
    id: 'key-changed',
    matches({ name, args, value, expected }) {
      if (name !== 'keyFor' || expected.kind !== 'value' || !isKey(value)) return false
      const like = (args[1] as KeySet).keys.find(key =>
        ['n', 'x', 'k'].some(part => key[part] !== undefined && key[part] === value[part]),
      )
      const parts = Object.keys({ ...like, ...value }).filter(part => !equal(like?.[part], value[part]))
      return like !== undefined && parts.length > 0 && { parts: parts.join(', ') }
    },
  },
  {
    id: 'returned-nothing',
    matches: ({ name, expected, result }) =>
      name === 'keyFor' &&
      expected.kind === 'refusal' &&
      result.outcome.kind === 'value' &&
      ['undefined', 'null'].includes(result.outcome.value.type) && { returned: result.outcome.value.type },
  },
]

/** Why a key must not be refused. */
const wholeKey = ({ args }: CallResult) => ({
  why: ` The reason: it is a key of type ${(args[0] as Jwk).kty} that has all its required members.`,
})

/** Either the key or a refusal with one of these codes is right; anything else is shown as a wrong key or refusal. */
function expectEither(learner: Learner, result: CallResult, key: Jwk, codes: readonly JwtErrorCode[]): void {
  if (result.outcome.kind === 'value') learner.expectValue(result, key, null)
  else learner.expectRefusal(result, codes, null)
}

/** A set with a key of each kind, and the names of the keys. */
function mixedSet(learner: Learner): KeySet {
  const { random } = learner
  const named = (kid: string, key: object): Jwk => ({ kid, ...key }) as Jwk
  return {
    keys: [
      named('rsa', { ...rsaKeyPair(random).publicKey, use: 'sig' }),
      named('RSA', { ...rsaKeyPair(random).publicKey, alg: 'RS256' }),
      named('p256', ecKeyPair(random).publicKey),
      named('p384', ecKeyPair(random, 'P-384').publicKey),
      named('k256', ecKeyPair(random, 'secp256k1').publicKey),
      named('ed', okpKeyPair(random).publicKey),
      named('secret', octOf(learner)),
      named('__proto__', rsaKeyPair(random).publicKey),
      named('Schlüssel 🔑', ecKeyPair(random).publicKey),
    ],
  }
}

defineRows(
  { id: '16-jwks', model, mistakes, diagnoses, known },
  {
    thumbprint({ test }) {
      test('the thumbprints of RFC 7638 and RFC 8037', async learner => {
        const results = await learner.callMany('thumbprint', [[RFC_RSA], [RFC_OKP]])
        for (const [index, result] of results.entries())
          learner.expectValue(result, RFC_THUMBPRINTS[index], 'RFC 7638 §3.1', wholeKey(result))
      })
      test('keys of each type, in any order of their members', async learner => {
        const { random } = learner
        const keys: Jwk[] = [
          rsaKeyPair(random).publicKey,
          ecKeyPair(random).publicKey,
          ecKeyPair(random, 'P-384').publicKey,
          okpKeyPair(random).publicKey,
          okpKeyPair(random, 'X25519').publicKey,
          octOf(learner),
        ].map(key => key as Jwk)
        const thumbprints = await Promise.all(keys.map(key => jose.calculateJwkThumbprint(key as jose.JWK)))
        const all = [...keys, ...keys.map(reordered)]
        const results = await learner.callMany(
          'thumbprint',
          all.map(key => [key]),
        )
        for (const [index, result] of results.entries())
          learner.expectValue(result, thumbprints[index % keys.length], 'RFC 7638 §3.2', wholeKey(result))
      })
      test('nothing else in a key counts, also not its private part', async learner => {
        const { random } = learner
        const keys = [rsaKeyPair(random), ecKeyPair(random), okpKeyPair(random)].flatMap(
          ({ privateKey, publicKey }): Jwk[] => [
            { ...REMARKS, ...publicKey } as Jwk,
            { ...publicKey, ...REMARKS, kid: 'b' } as Jwk,
            privateKey as Jwk,
            reordered({ ...privateKey, ...REMARKS } as Jwk),
            // A member of another type of key is a remark, too.
            {
              ...publicKey,
              kid: 'c',
              ...(publicKey.kty === 'RSA' ? { x: 'AQAB', crv: 'P-256' } : { n: 'AQAB', k: 'AQAB' }),
            } as Jwk,
            // The name of a key is what somebody called it, whatever it looks like.
            { ...publicKey, kid: RFC_THUMBPRINTS[0] } as Jwk,
          ],
        )
        for (const result of await learner.callMany(
          'thumbprint',
          keys.map(key => [key]),
        ))
          learner.expectValue(
            result,
            thumbprintOf(result.args[0] as Jwk),
            'RFC 7638 §3.2.1',
            wholeKey(result),
          )
      })
      test('another type, or a member that is not there', async learner => {
        const rsa = rsaKeyPair(learner.random).publicKey as Jwk
        const ec = ecKeyPair(learner.random).publicKey as Jwk
        const without = (jwk: Jwk, name: string): Jwk =>
          Object.fromEntries(Object.entries(jwk).filter(([other]) => other !== name)) as Jwk
        const bad = [
          without(rsa, 'n'),
          without(rsa, 'e'),
          without(ec, 'crv'),
          without(ec, 'x'),
          without(ec, 'y'),
          without(okpKeyPair(learner.random).publicKey as Jwk, 'x'),
          without(octOf(learner), 'k'),
          { ...rsa, e: 65537 },
          { ...ec, x: null },
          { ...rsa, n: undefined },
          { ...rsa, kty: 'AKP' },
          { ...rsa, kty: 'rsa' },
          { ...rsa, kty: '' },
          without(rsa, 'kty'),
          { ...rsa, kty: 'toString' },
          { ...rsa, kty: 'constructor' },
          { ...rsa, kty: 7 },
          {},
        ]
        for (const result of await learner.callMany(
          'thumbprint',
          bad.map(key => [key]),
        ))
          learner.expectRefusal(result, ['bad-key'], 'RFC 7638 §3.2', {
            why: ` The reason: it is ${faultOf(result.args[0] as Jwk)}.`,
          })
      })
    },
    kid({ rows, test }) {
      rows('the key whose name and type are those of the header', 'RFC 7515 §4.1.4', learner => {
        const set = mixedSet(learner)
        const ask = (alg: unknown, kid: string, more: Header = {}): Row => [{ alg, kid, ...more }, set]
        return [
          ask('RS256', 'rsa'),
          ask('RS256', 'RSA', { typ: 'JWT' }),
          ask('ES256', 'p256'),
          ask('RS256', '__proto__'),
          ask('ES256', 'Schlüssel 🔑', { cty: 'JWT' }),
          ...[
            'rs',
            'Rsa',
            'rsa ',
            ' rsa',
            'rsa\0',
            'xrsa',
            'rsax',
            'other',
            'constructor',
            'toString',
            'keys',
            '0',
            '',
          ].map(kid => ask('RS256', kid)),
          ask('ES256', 'rsa'),
          ask('RS256', 'p256'),
          ask('ES256', 'p384'),
          ask('ES256', 'k256'),
          ask('ES256', 'ed'),
          ask('RS256', 'secret'),
          ask('ES256', 'secret'),
        ]
      })
      rows('near misses of a kid', 'RFC 7515 §4.1.4', learner => {
        const rsa = rsaKeyPair(learner.random).publicKey
        const other = rsaKeyPair(learner.random).publicKey
        const set = (kid: string): KeySet => ({ keys: [{ ...rsa, kid }] })
        // Another last character: all before it is the same.
        const nearly = (text: string): string => `${text.slice(0, -1)}${text.endsWith('A') ? 'B' : 'A'}`
        const [thumbprint, another] = [thumbprintOf(rsa as Jwk), thumbprintOf(other as Jwk)]
        const almost = nearly(thumbprint)
        const both = {
          keys: [
            { ...rsa, kid: thumbprint },
            { ...other, kid: almost },
          ],
        }
        return [
          [{ alg: 'RS256', kid: almost }, both],
          [{ alg: 'RS256', kid: thumbprint }, both],
          [{ alg: 'RS256', kid: nearly(another) }, set(another)],
          ...['keys/a', './a', '/a', '%61', 'A'].map((kid): Row => [{ alg: 'RS256', kid }, set('a')]),
          // Two ways to write one letter.
          [{ alg: 'RS256', kid: 'cafe\u0301' }, set('caf\u00e9')],
          ...near('https://a.example/keys/1').map(
            (kid): Row => [{ alg: 'RS256', kid }, set('https://a.example/keys/1')],
          ),
          ...EDITED.map(([kid, one]): Row => [{ alg: 'RS256', kid }, set(one)]),
        ]
      })
      rows('what a key says of itself is not more than its type', 'RFC 7517 §4.1', learner => {
        const rsa = rsaKeyPair(learner.random).publicKey
        const { crv: _, ...ec } = ecKeyPair(learner.random).publicKey
        const p256 = { ...ec, crv: 'P-256' }
        // Each with a kid of its own: what is kept between calls is for the step on rotation.
        let count = 0
        const row = (alg: string, key: object): Row => {
          const kid = `says ${count++}`
          return [{ alg, kid }, { keys: [{ ...key, kid } as Jwk] }]
        }
        return [
          row('ES256', { ...p256, alg: 'ES256', use: 'sig' }),
          row('RS256', { ...p256, alg: 'RS256', use: 'sig' }),
          row('ES256', { ...rsa, alg: 'ES256', use: 'sig' }),
          row('ES256', { ...rsa, crv: 'P-256' }),
          row('ES256', { ...p256, kty: 'OKP' }),
          row('ES256', ec),
          row('ES256', { ...ec, alg: 'ES256' }),
          row('ES256', { ...ec, crv: 'p-256' }),
          row('RS256', { ...rsa, kty: 'rsa' }),
          row('RS256', { ...rsa, kty: '' }),
        ]
      })
      rows('no fallback on another key', 'RFC 8725 §3.10', learner => {
        const { random } = learner
        const rsa = { ...rsaKeyPair(random).publicKey, kid: 'only' } as Jwk
        const ec = { ...ecKeyPair(random).publicKey, kid: 'b' } as Jwk
        const unnamed = rsaKeyPair(random).publicKey as Jwk
        return [
          [{ alg: 'RS256', kid: 'other' }, { keys: [rsa] }],
          [{ alg: 'RS256', kid: 'only' }, { keys: [rsa] }],
          [{ alg: 'RS256', kid: 'b' }, { keys: [rsa, ec] }],
          [{ alg: 'RS256', kid: 'mine' }, { keys: [unnamed] }],
          [{ alg: 'RS256', kid: 'mine' }, { keys: [] }],
          [{ alg: 'ES256', kid: 'b' }, { keys: [unnamed, ec] }],
          [{ alg: 'RS256', kid: '' }, { keys: [rsa] }],
          [{ alg: 'RS256', kid: '' }, { keys: [unnamed, ec] }],
          // The empty string is a kid as well.
          [{ alg: 'ES256', kid: '' }, { keys: [{ ...ec, kid: '' }, rsa] }],
          [{ alg: 'RS256', kid: thumbprintOf(rsa) }, { keys: [rsa] }],
          [{ alg: 'RS256', kid: thumbprintOf(unnamed) }, { keys: [unnamed] }],
        ]
      })
      rows('algorithms without a public key', 'RFC 8725 §3.1', learner => {
        const set = mixedSet(learner)
        const names = [
          'none',
          'None',
          'HS256',
          'hs256',
          'rs256',
          'RS256 ',
          '',
          'toString',
          'constructor',
          '__proto__',
          undefined,
          null,
          0,
          ['RS256'],
          {},
        ]
        return names.flatMap((alg): Row[] => ['rsa', 'p256', 'secret'].map(kid => [{ alg, kid }, set]))
      })
      test('what the header brings along is never the key', async learner => {
        const set = mixedSet(learner)
        const own = set.keys[0] as Jwk
        const jwk = rsaKeyPair(learner.random).publicKey as Jwk
        const evil = [
          { jwk },
          { jwk: { ...jwk, kid: 'rsa' } },
          { jku: 'https://evil.example/jwks.json' },
          { x5u: 'https://evil.example/cert.pem', x5c: ['MIIB'] },
        ]
        const good = await learner.callMany(
          'keyFor',
          evil.map(more => [{ alg: 'RS256', kid: 'rsa', ...more }, set]),
        )
        for (const result of good) expectEither(learner, result, own, ['bad-key', 'unsupported', 'malformed'])
        const named = [{ jwk: { ...jwk, kid: 'other' } }, { jwk: own }, { jwk: { ...own, kid: 'other' } }]
        const headers = [...evil, ...named].map(more => ({ alg: 'RS256', kid: 'other', ...more }))
        const alone = [jwk, { ...jwk, kid: 'mine' }].map(brought => ({
          alg: 'RS256',
          kid: 'mine',
          jwk: brought,
        }))
        const none = { keys: [] as Jwk[] }
        const unknown = await learner.callMany('keyFor', [
          ...headers.map(header => [header, set]),
          ...alone.map(header => [header, none]),
        ])
        const why =
          ' The reason: no key of the set is what the header asks for, and a key in the header is no key of the set.'
        for (const result of unknown)
          learner.expectRefusal(result, ['bad-key', 'unsupported', 'malformed'], 'RFC 8725 §3.10', { why })
      })
      test('Ed25519, if you do it', async learner => {
        // X25519 is of the same type and signs nothing.
        const keys = [
          ...mixedSet(learner).keys,
          { ...okpKeyPair(learner.random, 'X25519').publicKey, kid: 'x25519' },
        ]
        const set = { keys }
        const ed = set.keys.find(({ kid }) => kid === 'ed') as Jwk
        const names = ['Ed25519', 'EdDSA']
        for (const result of await learner.callMany(
          'keyFor',
          names.map(alg => [{ alg, kid: 'ed' }, set]),
        ))
          expectEither(learner, result, ed, ['unsupported', 'bad-key'])
        for (const result of await learner.callMany(
          'keyFor',
          names.flatMap(alg => ['rsa', 'p256', 'x25519', 'other'].map(kid => [{ alg, kid }, set])),
        ))
          learner.expectRefusal(result, ['unsupported', 'bad-key'], 'RFC 9864', {
            why: ' The reason: no Ed25519 key of the set has this kid.',
          })
      })
    },
    fit({ rows }) {
      rows('use is absent or sig, alg is absent or the header’s', 'RFC 7517 §4.2', learner => {
        const { random } = learner
        const rows = (alg: string, key: () => object, members: object[]): Row[] =>
          members.map((more, index) => {
            const kid = `${alg} ${index}`
            return [{ alg, kid }, { keys: [{ ...key(), kid, ...more } as Jwk] }]
          })
        return [
          ...rows('RS256', () => rsaKeyPair(random).publicKey, [
            {},
            { use: 'sig' },
            { alg: 'RS256' },
            { use: 'sig', alg: 'RS256', x5t: 'abc', ext: true },
            { use: 'enc' },
            { use: 'SIG' },
            { use: '' },
            { alg: '' },
            { alg: 'rs256' },
            { use: 'enc', alg: 'RS256' },
            { alg: 'PS256' },
            { alg: 'RS512' },
            { alg: 'RSA-OAEP', use: 'sig' },
            { alg: 'ES256' },
          ]),
          ...rows('ES256', () => ecKeyPair(random).publicKey, [
            { use: 'sig', alg: 'ES256' },
            { use: 'enc' },
            { alg: 'ECDH-ES' },
          ]),
        ]
      })
      rows('of two keys with one name, the one that fits', 'RFC 7517 §4.5', learner => {
        const { random } = learner
        const rsa = rsaKeyPair(random).publicKey
        const ec = ecKeyPair(random).publicKey
        const encryption = { ...rsaKeyPair(random).publicKey, use: 'enc' }
        const pss = { ...rsaKeyPair(random).publicKey, alg: 'PS256' }
        const named = (alg: string, kid: string, ...keys: object[]): Row => [
          { alg, kid },
          { keys: keys.map(key => ({ ...key, kid }) as Jwk) },
        ]
        return [
          named('RS256', 'one', ec, rsa),
          named('ES256', 'two', rsa, ec),
          named('RS256', 'three', encryption, pss, rsa),
          named('RS256', 'four', rsa, pss, encryption),
          named('RS256', 'five', encryption, ec),
        ]
      })
      rows('keys of unknown types are skipped', 'RFC 7517 §5', learner => {
        const unknown = (kid: string): Jwk[] => [
          { kty: 'AKP', alg: 'ML-DSA-65', pub: 'abc', kid: 'pq' },
          { kty: 'NEW', kid },
          { kid } as Jwk,
          { kty: 'EC', crv: 'P-999', x: 'AA', y: 'AA', kid },
        ]
        const rsa = (kid: string): Jwk => ({ ...rsaKeyPair(learner.random).publicKey, kid })
        return [
          [{ alg: 'RS256', kid: 'six' }, { keys: [...unknown('six'), rsa('six')] }],
          [{ alg: 'RS256', kid: 'seven' }, { keys: [rsa('seven'), ...unknown('seven')] }],
          [{ alg: 'ES256', kid: 'eight' }, { keys: [...unknown('eight'), rsa('eight')] }],
        ]
      })
    },
    unnamed({ rows, test }) {
      rows('a token without a kid, and not exactly one key that fits', 'RFC 7515 §4.1.4', learner => {
        const set = mixedSet(learner)
        const { random } = learner
        const two = { keys: [rsaKeyPair(random).publicKey as Jwk, rsaKeyPair(random).publicKey as Jwk] }
        const none = { keys: [ecKeyPair(random, 'P-384').publicKey as Jwk, octOf(learner)] }
        return [
          [{ alg: 'RS256' }, set],
          [{ alg: 'ES256' }, set],
          [{ alg: 'RS256', typ: 'JWT' }, two],
          // A key with a name fits a token without one as well as a key without a name.
          [
            { alg: 'RS256' },
            { keys: [{ ...rsaKeyPair(random).publicKey, kid: 'a' } as Jwk, two.keys[0] as Jwk] },
          ],
          [{ alg: 'RS256' }, none],
          [{ alg: 'ES256' }, none],
          [{ alg: 'RS256' }, { keys: [] }],
          [{ alg: 'RS256' }, { keys: [{ ...rsaKeyPair(random).publicKey, use: 'enc' } as Jwk] }],
          [{ alg: 'HS256' }, none],
          [{ alg: 'none' }, two],
        ]
      })
      test('a key in the header is none of the set, and takes no part', async learner => {
        const { random } = learner
        const [one, two, other] = [1, 2, 3].map(() => rsaKeyPair(random).publicKey as Jwk) as [Jwk, Jwk, Jwk]
        const sets = [{ keys: [] as Jwk[] }, { keys: [one, two] }]
        const calls = sets.flatMap(set => [other, one].map((jwk): Row => [{ alg: 'RS256', jwk }, set]))
        for (const result of await learner.callMany('keyFor', calls))
          learner.expectRefusal(result, ['bad-key', 'unsupported', 'malformed'], 'RFC 8725 §3.10', {
            why: ' The reason: not exactly one key of the set fits, and the one in the header does not count.',
          })
      })
      test('when exactly one fits, it is returned or refused', async learner => {
        const { random } = learner
        const rsa = { ...rsaKeyPair(random).publicKey, kid: 'a' } as Jwk
        const sets: Jwk[][] = [
          [rsa],
          [rsaKeyPair(random).publicKey as Jwk, ecKeyPair(random).publicKey as Jwk],
          [{ ...rsaKeyPair(random).publicKey, use: 'enc' } as Jwk, rsa],
          [{ ...rsaKeyPair(random).publicKey, alg: 'PS256' } as Jwk, rsa],
        ]
        const calls = sets.map((keys): Row => [{ alg: 'RS256' }, { keys }])
        for (const result of await learner.callMany('keyFor', calls))
          expectEither(learner, result, fitting({}, ...(result.args as Row))[0] as Jwk, ['bad-key'])
      })
      rows('a kid that is not a string names no key', 'RFC 7515 §4.1.4', learner => {
        const { random } = learner
        const key = (kid: string): Jwk => ({ ...rsaKeyPair(random).publicKey, kid })
        const set = {
          keys: [
            key('42'),
            key('true'),
            key('a'),
            key('[object Object]'),
            rsaKeyPair(random).publicKey as Jwk,
          ],
        }
        const one = { keys: [rsaKeyPair(random).publicKey as Jwk, ecKeyPair(random).publicKey as Jwk] }
        return [42, true, ['a'], {}, 0, false, null].flatMap((kid): Row[] => [
          [{ alg: 'RS256', kid }, set],
          [{ alg: 'RS256', kid }, one],
        ])
      })
    },
    rotation({ test }) {
      test('a token verifies while its key is in the set', async learner => {
        const { random } = learner
        const [old, next] = [rsaKeyPair(random), ecKeyPair(random)]
        const keys = {
          old: { ...old.publicKey, kid: 'old', use: 'sig' } as Jwk,
          next: { ...next.publicKey, kid: 'next', alg: 'ES256' } as Jwk,
        }
        const token = async (alg: 'RS256' | 'ES256', key: object): Promise<string> =>
          new jose.SignJWT({ sub: 'ada' })
            .setProtectedHeader({ alg, kid: alg === 'RS256' ? 'old' : 'next' })
            .sign(await jose.importJWK(key as jose.JWK, alg))
        const oldToken = await token('RS256', old.privateKey)
        const newToken = await token('ES256', next.privateKey)
        const days: KeySet[] = [
          { keys: [keys.old] },
          { keys: [keys.old, keys.next] },
          { keys: [keys.next, keys.old] },
          { keys: [keys.next] },
        ]
        for (const [text, verifier, own] of [
          [oldToken, 'verifyRs256', keys.old],
          [newToken, 'verifyEs256', keys.next],
        ] as const) {
          const header = jose.decodeProtectedHeader(text) as Header
          for (const result of await learner.callMany(
            'keyFor',
            days.map(set => [header, set]),
          )) {
            const isThere = (result.args[1] as KeySet).keys.includes(own)
            if (!isThere) learner.expectRefusal(result, ['bad-key'], 'RFC 7517 §4.5')
            else {
              learner.expectValue(result, own, 'RFC 7517 §4.5')
              const verified = await learner.call(verifier, text, returnedOf(result))
              learner.expectNoThrow(verified, 'RFC 7515 §5.2')
            }
          }
        }
      })
      test('each set answers for itself', async learner => {
        const { random } = learner
        const key = (): Jwk => ({ ...rsaKeyPair(random).publicKey, kid: 'k1' }) as Jwk
        const [one, other] = [{ keys: [key()] }, { keys: [key()] }]
        const header = { alg: 'RS256', kid: 'k1' }
        const empty = { keys: [] as Jwk[] }
        const results = await learner.callMany(
          'keyFor',
          [one, other, empty, other, one].map(set => [header, set]),
        )
        for (const result of results) {
          const [own] = (result.args[1] as KeySet).keys
          if (own === undefined) learner.expectRefusal(result, ['bad-key'], 'RFC 8725 §3.8')
          else learner.expectValue(result, own, 'RFC 8725 §3.8')
        }
      })
    },
  },
)
