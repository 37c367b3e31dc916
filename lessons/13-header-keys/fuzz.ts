/** What is thrown at `selectKey`: headers that ask for a key that nobody trusts, or for another use of one. */
import {
  anyOf,
  type Attempt,
  ecKeyPair,
  fc,
  type FuzzTarget,
  type Kind,
  rsaKeyPair,
} from '../../src/fuzz/index.ts'

const trusted = [
  { kid: 'hmac-1', alg: 'HS256', secret: new Uint8Array(32).fill(7) },
  { kid: 'rsa-1', alg: 'RS256', jwk: rsaKeyPair(() => 0.2).publicKey },
  { kid: 'ec-1', alg: 'ES256', jwk: ecKeyPair(() => 0.2).publicKey },
]
const key = anyOf(...trusted)
const attempt = (header: Record<string, unknown>, note: string): Attempt => ({
  args: [header, trusted],
  shown: JSON.stringify(header),
  note,
})
const kind = (id: string, title: string, attempts: fc.Arbitrary<Attempt>): Kind => ({
  id,
  title,
  lesson: '13-header-keys',
  attempts,
})

const unknown = fc
  .tuple(key, fc.string({ maxLength: 12 }))
  .filter(([, kid]) => trusted.every(one => one.kid !== kid))
const nearMisses = key.chain(({ kid, alg }) =>
  anyOf(
    ` ${kid}`,
    `${kid} `,
    kid.toUpperCase(),
    `${kid}\n`,
    kid.slice(0, -1),
    `${kid}0`,
    `./${kid}`,
    `${kid}\u0000`,
    kid.normalize('NFKD').replace('1', '\uff11'),
  ).map(other => attempt({ alg, kid: other }, `kid is ${JSON.stringify(other)}, not "${kid}"`)),
)
const types = fc
  .tuple(key, anyOf<unknown>(null, 0, 1, true, [], {}, ''))
  .map(([{ alg }, kid]) => attempt({ alg, kid }, `kid is ${JSON.stringify(kid)}`))
const lists = key.map(({ alg, kid }) =>
  attempt({ alg, kid: [kid] }, 'kid is a list with the right kid in it'),
)
const otherAlg = fc
  .tuple(key, anyOf('none', 'HS256', 'RS256', 'ES256', 'hs256', 'RS256 ', 'HS512', ''))
  .filter(([one, alg]) => one.alg !== alg)
  .map(([one, alg]) =>
    attempt({ alg, kid: one.kid }, `alg is ${JSON.stringify(alg)}; the key is for ${one.alg}`),
  )

export const targets: FuzzTarget[] = [
  {
    id: 'select-key',
    lesson: '13-header-keys',
    name: 'selectKey',
    honest: key.map(({ alg, kid }) => attempt({ alg, kid, typ: 'JWT' }, 'a trusted key and its algorithm')),
    kinds: [
      kind(
        'unknown-kid',
        'A kid that nobody has',
        unknown.map(([{ alg }, kid]) => attempt({ alg, kid }, `kid is ${JSON.stringify(kid)}`)),
      ),
      kind('near-kid', 'Nearly the right kid', nearMisses),
      kind('kid-type', 'A kid that is not a string', fc.oneof(types, lists)),
      kind(
        'no-kid',
        'No kid',
        key.map(({ alg }) => attempt({ alg }, 'there is no kid')),
      ),
      kind(
        'kid-names',
        'Names that every object has',
        fc
          .tuple(key, anyOf('__proto__', 'constructor', 'toString', 'hasOwnProperty', 'length', '0'))
          .map(([{ alg }, kid]) => attempt({ alg, kid }, `kid is ${kid}`)),
      ),
      kind(
        'kid-injection',
        'Paths, queries, commands',
        fc
          .tuple(
            key,
            anyOf(
              '../../dev/null',
              '/dev/null',
              "' OR 1=1 --",
              '$(id)',
              'http://attacker.example/key',
              'file:///etc/passwd',
            ),
          )
          .map(([{ alg }, kid]) => attempt({ alg, kid }, `kid is ${kid}`)),
      ),
      kind('other-alg', 'A trusted key for another algorithm', otherAlg),
      kind(
        'key-brought',
        'A key in the header',
        fc
          .tuple(key, anyOf('jwk', 'jku', 'x5u', 'x5c'))
          .map(([{ alg }, name]) =>
            attempt(
              { alg, [name]: name === 'jwk' ? trusted[1]?.jwk : 'https://attacker.example' },
              `the header brings a key along in ${name}, and there is no kid`,
            ),
          ),
      ),
    ],
  },
]
