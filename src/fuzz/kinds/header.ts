/** The header: other algorithms, a key of the attacker's, extensions that nobody understands. */
import fc from 'fast-check'
import { honestHeader, type Scheme, segment, signSegments } from '../scheme.ts'
import type { Kind } from '../types.ts'
import { anyOf, type Damaged, type TokenWorld, tokenKind } from './kind.ts'

/** Every way to write a word in upper and lower case. */
function casesOf(word: string): string[] {
  return [...word].reduce<string[]>(
    (all, character) => [
      ...new Set(all.flatMap(start => [start + character.toLowerCase(), start + character.toUpperCase()])),
    ],
    [''],
  )
}

const ALGORITHMS = [
  'HS256',
  'HS384',
  'HS512',
  'RS256',
  'RS512',
  'PS256',
  'ES256',
  'ES384',
  'EdDSA',
  'Ed25519',
]

export function headerKinds(world: TokenWorld): Kind[] {
  const { scheme, claims } = world
  const { alg } = scheme
  const signed = (header: unknown, payload: unknown, note: string): Damaged => ({
    token: signSegments(scheme, segment(header), segment(payload)),
    note,
  })
  const unsigned = fc
    .tuple(claims, anyOf(...casesOf('none'), ' none', 'none ', 'none\u0000', ''))
    .chain(([payload, none]) => {
      const head = `${segment({ ...honestHeader(scheme), alg: none })}.${segment(payload)}`
      return anyOf<Damaged>(
        { token: `${head}.`, note: `alg is ${JSON.stringify(none)} and the signature is empty` },
        { token: head, note: `alg is ${JSON.stringify(none)} and there is no signature segment` },
        signed(
          { ...honestHeader(scheme), alg: none },
          payload,
          `alg is ${JSON.stringify(none)}, with a right signature`,
        ),
      )
    })
  const spelling = fc
    .tuple(
      claims,
      anyOf(
        ...casesOf(alg).filter(word => word !== alg),
        ` ${alg}`,
        `${alg} `,
        `${alg}\u0000`,
        `${alg}\n`,
        alg.slice(0, -1),
        `${alg}K`,
      ),
    )
    .map(([payload, word]) =>
      signed(
        { ...honestHeader(scheme), alg: word },
        payload,
        `alg is ${JSON.stringify(word)}, with a right signature`,
      ),
    )
  const type = fc
    .tuple(claims, anyOf<unknown>(null, [alg], { alg }, 256, true, [], ['none', alg]))
    .map(([payload, value]) =>
      signed(
        { ...honestHeader(scheme), alg: value },
        payload,
        `alg is ${JSON.stringify(value)}, not a string`,
      ),
    )
  const missing = claims.map(payload => {
    const { alg: _, ...rest } = honestHeader(scheme)
    return signed(rest, payload, 'there is no alg')
  })
  const other = fc
    .tuple(claims, anyOf(...ALGORITHMS.filter(name => name !== alg && !scheme.aliases?.includes(name))))
    .map(([payload, name]) =>
      signed({ ...honestHeader(scheme), alg: name }, payload, `alg says ${name}, the signature is ${alg}'s`),
    )
  const extensions = fc
    .tuple(
      claims,
      anyOf<Record<string, unknown>>(
        { crit: ['exp'], exp: 1 },
        { crit: ['b64'], b64: false },
        { crit: [] },
        { crit: null },
        { b64: false },
        { b64: true },
        { crit: ['http://example.com/UNDEFINED'], 'http://example.com/UNDEFINED': true },
      ),
    )
    .map(([payload, more]) =>
      signed(
        { ...honestHeader(scheme), ...more },
        payload,
        `the header has ${Object.keys(more).join(' and ')}`,
      ),
    )
  const broughtAlong = fc.tuple(claims, anyOf<Record<string, unknown>>(...broughtKeys(scheme))).map(
    ([payload, more]): Damaged => ({
      token: signSegments(
        scheme,
        segment({ ...honestHeader(scheme), ...more }),
        segment(payload),
        'attacker',
      ),
      note: `signed with a key of the attacker's, which the header brings along in ${Object.keys(more).join(' and ')}`,
    }),
  )
  return [
    tokenKind(world, { id: 'alg-none', title: 'alg none', lesson: '10-alg-none' }, unsigned),
    tokenKind(world, { id: 'alg-spelling', title: 'alg spelled differently', lesson: '06-verify' }, spelling),
    tokenKind(
      world,
      { id: 'alg-type', title: 'alg missing or not a string', lesson: '06-verify' },
      fc.oneof(type, missing),
    ),
    tokenKind(world, { id: 'alg-other', title: 'Another alg', lesson: '12-confusion' }, other),
    tokenKind(world, { id: 'extensions', title: 'crit and b64', lesson: '06-verify' }, extensions),
    tokenKind(
      world,
      { id: 'header-keys', title: 'A key in the header', lesson: '13-header-keys' },
      broughtAlong,
    ),
  ]
}

function broughtKeys({ alg }: Scheme): Record<string, unknown>[] {
  const oct = { kty: 'oct', k: 'YXR0YWNrZXItc2VjcmV0LWF0dGFja2VyLXNlY3JldC0', alg }
  return [
    { jwk: oct },
    { jku: 'https://attacker.example/jwks.json' },
    { x5u: 'https://attacker.example/cert.pem' },
    { kid: '../../../../dev/null' },
    { kid: "' UNION SELECT 'a2V5' --" },
    { kid: '__proto__' },
    { kid: 'constructor' },
    { jwk: oct, kid: 'attacker' },
  ]
}
