/** What is thrown at `verify`: every damage of an HS256 token, and tokens whose signature is right and whose claims are not. */
import {
  anyOf,
  type Damaged,
  fc,
  type FuzzTarget,
  hmacSha256,
  honestToken,
  type Kind,
  type Scheme,
  tokenKind,
  tokenTarget,
  type TokenWorld,
  utf8,
} from '../../src/fuzz/index.ts'

const NOW = 1_750_000_000
const ISSUER = 'https://login.example'
const AUDIENCE = 'api.example'
const LEEWAY = 30
const secret = utf8('a secret of the server, with 256 bits or more')
const foreign = utf8('what the attacker thinks the secret could be')

const scheme: Scheme = {
  alg: 'HS256',
  sign: input => hmacSha256(secret, input),
  signForeign: input => hmacSha256(foreign, input),
  header: { typ: 'JWT' },
}

/** Names, roles and values as real payloads have them; times and names of the parties are right. */
const claims = fc
  .record({
    sub: anyOf('ada', 'grace', 'Zo\u00eb', '\u{1f600}', 'a.b-c_d'),
    exp: fc.integer({ min: NOW + 1, max: NOW + 86_400 }),
    aud: anyOf<unknown>(AUDIENCE, [AUDIENCE], ['other.example', AUDIENCE]),
    more: fc.dictionary(
      fc.stringMatching(/^[a-z]{2,8}$/),
      fc.oneof(fc.string(), fc.integer(), fc.boolean()),
      {
        maxKeys: 3,
      },
    ),
  })
  .map(({ more, ...rest }): Record<string, unknown> => ({ ...more, ...rest, iss: ISSUER, iat: NOW - 60 }))

const options = { now: NOW, issuer: ISSUER, audience: AUDIENCE }
const world: TokenWorld = { scheme, claims, argsFor: token => [token, secret, options] }

/** A token with a right signature and a claim that must be refused. */
const claimKind = (
  about: Omit<Kind, 'attempts'>,
  change: fc.Arbitrary<{ claims: Record<string, unknown>; without?: string; note: string }>,
): Kind =>
  tokenKind(
    world,
    about,
    fc.tuple(claims, change).map(([payload, { claims: changed, without, note }]): Damaged => {
      const all: Record<string, unknown> = { ...payload, ...changed }
      if (without !== undefined) delete all[without]
      return { token: honestToken(scheme, all), note }
    }),
  )

const past = fc.oneof(
  fc.constant(NOW),
  fc.integer({ min: NOW - 10_000, max: NOW - 1 }),
  anyOf(0, 1, NOW - 0.5, -1),
)
const expired = past.map(exp => ({ claims: { exp }, note: `exp is ${exp}, now is ${NOW}` }))
const future = fc.oneof(
  fc.constant(NOW + 1),
  fc.integer({ min: NOW + 1, max: NOW + 10_000_000 }),
  anyOf(NOW + 0.5),
)
const early = future.map(nbf => ({ claims: { nbf }, note: `nbf is ${nbf}, now is ${NOW}` }))
const oddTime = fc
  .tuple(
    anyOf('exp', 'nbf', 'iat'),
    anyOf<unknown>(String(NOW + 60), 'tomorrow', true, [], [NOW + 60], {}, ''),
  )
  .map(([name, value]) => ({
    claims: { [name]: value },
    note: `${name} is ${JSON.stringify(value)}, not a number`,
  }))
const endless = fc.constant({
  claims: {},
  without: 'exp',
  note: 'there is no exp: it would be valid forever',
})
const issuer = fc.oneof(
  anyOf<unknown>(
    `${ISSUER}/`,
    ISSUER.toUpperCase(),
    ` ${ISSUER}`,
    `${ISSUER}.evil.test`,
    'https://login',
    '',
    [ISSUER],
    7,
    { iss: ISSUER },
  ).map(iss => ({ claims: { iss }, note: `iss is ${JSON.stringify(iss)}` })),
  fc.constant({ claims: {}, without: 'iss', note: 'there is no iss' }),
)
const audience = fc.oneof(
  anyOf<unknown>(
    'other.example',
    `${AUDIENCE}.evil.test`,
    'api',
    AUDIENCE.toUpperCase(),
    `${AUDIENCE} `,
    '',
    [],
    ['other.example'],
    ['api'],
    42,
    { aud: AUDIENCE },
  ).map(aud => ({ claims: { aud }, note: `aud is ${JSON.stringify(aud)}` })),
  fc.constant({ claims: {}, without: 'aud', note: 'there is no aud' }),
)

/** Times at the edge of a leeway: exp + leeway is over, nbf - leeway has not come. */
const edges: Kind = {
  id: 'leeway-edges',
  title: 'Times at the edge of the leeway',
  lesson: '07-expiry',
  attempts: fc.tuple(claims, fc.nat(50), anyOf('exp', 'nbf')).map(([payload, more, name]) => {
    const time = name === 'exp' ? NOW - LEEWAY - more : NOW + LEEWAY + 1 + more
    const token = honestToken(scheme, { ...payload, [name]: time })
    return {
      args: [token, secret, { ...options, leeway: LEEWAY }],
      shown: token,
      note: `${name} is ${Math.abs(time - NOW)} s away, and the leeway is ${LEEWAY} s`,
    }
  }),
}

export const targets: FuzzTarget[] = [
  tokenTarget({ id: 'verify', lesson: '09-your-library', name: 'verify' }, world, [
    claimKind({ id: 'expired', title: 'Expired', lesson: '07-expiry' }, expired),
    claimKind({ id: 'early', title: 'Not valid yet', lesson: '07-expiry' }, early),
    claimKind({ id: 'odd-times', title: 'Times of another type', lesson: '07-expiry' }, oddTime),
    edges,
    claimKind({ id: 'endless', title: 'Without an end', lesson: '09-your-library' }, endless),
    claimKind({ id: 'issuer', title: 'From another issuer', lesson: '08-claims' }, issuer),
    claimKind({ id: 'audience', title: 'For another audience', lesson: '08-claims' }, audience),
  ]),
]
