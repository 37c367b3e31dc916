/** What is thrown at `exchange` of the token endpoint: every damage of a token, and assertions that were made for something else. */
import {
  anyOf,
  type Attempt,
  confusionKind,
  fc,
  type FuzzTarget,
  honestToken,
  type Kind,
  rsaKeyPair,
  type Scheme,
  signRs256,
  tokenTarget,
  type TokenWorld,
} from '../../src/fuzz/index.ts'

const NOW = 1_750_000_000
const ISSUER = 'https://login.example'
const CLIENT = 'report-service'
const client = rsaKeyPair(() => 0.2)
const other = rsaKeyPair(() => 0.6)
const server = rsaKeyPair(() => 0.9)
const clientKey = { ...client.publicKey, kid: 'client-1' }
const scheme: Scheme = {
  alg: 'RS256',
  sign: signRs256(client.privateKey),
  signForeign: signRs256(other.privateKey),
  header: { typ: 'client-authentication+jwt', kid: 'client-1' },
}
const FORM = {
  grant_type: 'client_credentials',
  client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
}
const argsFor = (token: string): [Record<string, string>, number] => [
  { ...FORM, client_assertion: token },
  NOW,
]

/** Each with a jti of its own: an assertion is good for one use. */
const claims = fc.record({
  iss: fc.constant(CLIENT),
  sub: fc.constant(CLIENT),
  aud: fc.constant(ISSUER),
  iat: fc.integer({ min: NOW - 60, max: NOW }),
  exp: fc.integer({ min: NOW + 10, max: NOW + 200 }),
  jti: fc.uuid(),
})
const world: TokenWorld = { scheme, claims, argsFor }

/** Well signed by the client, with claims that no assertion for this server may have; null takes a claim away. */
function signedKind(id: string, title: string, changes: fc.Arbitrary<Record<string, unknown>>): Kind {
  return {
    id,
    title,
    lesson: '17-client-assertion',
    attempts: fc.tuple(claims, changes).map(([payload, change]): Attempt => {
      const changed = Object.entries({ ...payload, ...change }).filter(([, value]) => value !== null)
      const token = honestToken(scheme, Object.fromEntries(changed))
      return { args: argsFor(token), shown: token, note: `signed, with ${JSON.stringify(change)}` }
    }),
  }
}

const otherType: Kind = {
  id: 'other-type',
  title: 'A token that is no assertion',
  lesson: '17-client-assertion',
  attempts: fc.tuple(claims, anyOf('at+jwt', 'dpop+jwt', 'logout+jwt')).map(([payload, typ]): Attempt => {
    const token = honestToken({ ...scheme, header: { ...scheme.header, typ } }, payload)
    return { args: argsFor(token), shown: token, note: `typ is ${typ}` }
  }),
}
const otherForm: Kind = {
  id: 'other-form',
  title: 'Another kind of request',
  lesson: '17-client-assertion',
  attempts: fc
    .tuple(
      claims,
      anyOf<Record<string, string>>(
        { grant_type: 'password' },
        { grant_type: '' },
        { client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:saml2-bearer' },
        { client_id: 'billing' },
      ),
    )
    .map(([payload, change]): Attempt => {
      const [form, now] = argsFor(honestToken(scheme, payload))
      const changed = { ...form, ...change }
      return {
        args: [changed, now],
        shown: JSON.stringify(changed),
        note: `the form has ${JSON.stringify(change)}`,
      }
    }),
}

export const targets: FuzzTarget[] = [
  {
    ...tokenTarget({ id: 'token-endpoint', lesson: '17-client-assertion', name: 'exchange' }, world, [
      confusionKind(world, clientKey),
      signedKind(
        'other-audience',
        'For another server',
        anyOf<Record<string, unknown>>(
          { aud: 'https://other.example' },
          { aud: `${ISSUER}/` },
          { aud: [ISSUER, 'https://other.example'] },
          { aud: [] },
          { aud: ISSUER.toUpperCase() },
          { aud: `${ISSUER}/token` },
          { aud: null },
        ),
      ),
      signedKind(
        'wrong-times',
        'Over, not begun or too long',
        anyOf<Record<string, unknown>>(
          { exp: NOW },
          { exp: NOW - 1 },
          { exp: NOW + 86_400 },
          { iat: NOW + 3_600, exp: NOW + 3_700 },
          { iat: NOW - 3_600 },
          { nbf: NOW + 60 },
          { exp: null },
          { exp: String(NOW + 60) },
        ),
      ),
      signedKind(
        'other-client',
        'In the name of another client',
        anyOf<Record<string, unknown>>(
          { iss: 'billing' },
          { iss: 'billing', sub: 'billing' },
          { sub: 'billing' },
          { iss: '__proto__', sub: '__proto__' },
          { sub: null },
          { iss: null },
        ),
      ),
      signedKind('no-name', 'Without a name of its own', anyOf({ jti: null }, { jti: 7 }, { jti: [] })),
      otherType,
      otherForm,
    ]),
    object: {
      className: 'TokenEndpoint',
      args: [
        {
          issuer: ISSUER,
          audience: 'https://api.example',
          signingKey: { ...server.privateKey, kid: 'server-1' },
          clients: {
            [CLIENT]: { keys: [clientKey] },
            billing: { keys: [{ ...other.publicKey, kid: 'billing-1' }] },
          },
        },
      ],
    },
  },
]
