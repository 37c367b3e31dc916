/** What is thrown at `keyFor`: headers for which no key of the set may be used. */
import {
  anyOf,
  type Attempt,
  ecKeyPair,
  fc,
  type FuzzTarget,
  type Kind,
  okpKeyPair,
  rsaKeyPair,
} from '../../src/fuzz/index.ts'

const rsa = { ...rsaKeyPair(() => 0.2).publicKey, kid: 'rsa-1' }
const ec = { ...ecKeyPair(() => 0.2).publicKey, kid: 'ec-1', alg: 'ES256', use: 'sig' }
const ed = { ...okpKeyPair(() => 0.2).publicKey, kid: 'ed-1' }
const forEncryption = { ...rsaKeyPair(() => 0.6).publicKey, kid: 'enc-1', use: 'enc' }
const keys = [rsa, ec, ed, forEncryption, { ...rsaKeyPair(() => 0.9).publicKey, kid: 'rsa-2', alg: 'RS256' }]

const attempt = (header: Record<string, unknown>, note: string): Attempt => ({
  args: [header, { keys }],
  shown: JSON.stringify(header),
  note,
})
const kind = (id: string, title: string, attempts: fc.Arbitrary<Attempt>): Kind => ({
  id,
  title,
  lesson: '16-jwks',
  attempts,
})

const asked = anyOf(
  { alg: 'RS256', kid: 'rsa-1' },
  { alg: 'RS256', kid: 'rsa-2' },
  { alg: 'ES256', kid: 'ec-1' },
)
const kids = fc.string({ maxLength: 10 }).filter(kid => keys.every(key => key.kid !== kid))

export const targets: FuzzTarget[] = [
  {
    id: 'key-for',
    lesson: '16-jwks',
    name: 'keyFor',
    honest: asked.map(header => attempt({ ...header, typ: 'JWT' }, 'a key of the set and its algorithm')),
    kinds: [
      kind(
        'unknown-kid',
        'A kid that nobody has',
        fc.tuple(asked, kids).map(([{ alg }, kid]) => attempt({ alg, kid }, `kid is ${JSON.stringify(kid)}`)),
      ),
      kind(
        'near-kid',
        'Nearly the right kid',
        asked.chain(({ alg, kid }) =>
          anyOf(` ${kid}`, `${kid} `, kid.toUpperCase(), `${kid}\n`, kid.slice(0, -1), `${kid}0`).map(other =>
            attempt({ alg, kid: other }, `kid is ${JSON.stringify(other)}`),
          ),
        ),
      ),
      kind(
        'kid-type',
        'A kid that is not a string',
        fc
          .tuple(asked, anyOf<unknown>(null, 0, true, [], {}, ['rsa-1']))
          .map(([{ alg }, kid]) => attempt({ alg, kid }, `kid is ${JSON.stringify(kid)}`)),
      ),
      kind(
        'kid-names',
        'Names that every object has',
        fc
          .tuple(asked, anyOf('__proto__', 'constructor', 'toString', 'length', '0'))
          .map(([{ alg }, kid]) => attempt({ alg, kid }, `kid is ${kid}`)),
      ),
      kind(
        'no-public-key',
        'Algorithms without public keys',
        fc
          .tuple(asked, anyOf('none', 'None', 'HS256', 'HS512', '', 'rs256'))
          .map(([{ kid }, alg]) => attempt({ alg, kid }, `alg is ${JSON.stringify(alg)}`)),
      ),
      kind(
        'other-type',
        'The key of another algorithm',
        anyOf(
          { alg: 'ES256', kid: 'rsa-1' },
          { alg: 'RS256', kid: 'ec-1' },
          { alg: 'ES256', kid: 'ed-1' },
          { alg: 'RS256', kid: 'ed-1' },
          { alg: 'ES384', kid: 'ec-1' },
          { alg: 'RS512', kid: 'rsa-2' },
          { alg: 'PS256', kid: 'rsa-2' },
        ).map(header => attempt(header, `alg is ${header.alg}, and ${header.kid} is not for that`)),
      ),
      kind(
        'encryption-key',
        'A key for encryption',
        fc.constant(attempt({ alg: 'RS256', kid: 'enc-1' }, 'the use of this key is "enc"')),
      ),
      kind(
        'ambiguous',
        'No kid, and two keys that fit',
        fc.constant(attempt({ alg: 'RS256' }, 'two keys fit RS256')),
      ),
    ],
  },
]
