/** What real libraries let in, thrown at our solutions: nothing is accepted, and every refusal has a code. */
import { generateKeyPairSync, type JsonWebKey } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { crackSecret } from '../../solutions/attacks/weak-secret.ts'
import { weakVerify } from '../../solutions/attacks/targets/weak-secret.ts'
import { verifyEd25519, verifyEs256 } from '../../solutions/jwt/es256.ts'
import { JwtError, type JwtErrorCode } from '../../solutions/jwt/errors.ts'
import { signHs256, verifyHs256 } from '../../solutions/jwt/hs256.ts'
import { issue, verify } from '../../solutions/jwt/index.ts'
import { keyFor, thumbprint } from '../../solutions/jwt/jwks.ts'
import { signRs256, verifyRs256 } from '../../solutions/jwt/rs256.ts'
import { TokenEndpoint } from '../../solutions/server/client-assertion.ts'
import { utf8 } from '../../src/grader/kit/bytes.ts'
import { ecKeyPair, okpKeyPair } from '../../src/grader/kit/curve-keys.ts'
import { rsaKeyPair } from '../../src/grader/kit/rsa-keys.ts'
import {
  attackerKeys,
  CLIENT,
  doors,
  ENDPOINT_OPTIONS,
  formOf,
  goodClaims,
  honestToken,
  ISSUER,
  issuerKeys,
  type Json,
  macToken,
  NOW,
  SECRET,
  signedToken,
} from './doors.ts'
import { tokenAttacks } from './tokens.ts'

const CODES: readonly JwtErrorCode[] = [
  'malformed',
  'unsupported',
  'bad-key',
  'bad-signature',
  'expired',
  'not-yet-valid',
  'claim-missing',
  'claim-mismatch',
]

/** Calls, and expects a refusal with one of these codes. */
function expectRefused(call: () => unknown, shown: string, codes: readonly JwtErrorCode[] = CODES): void {
  let thrown: unknown = 'accepted'
  try {
    call()
  } catch (error) {
    thrown = error
  }
  expect(thrown, shown).toBeInstanceOf(JwtError)
  expect(codes, shown).toContain((thrown as JwtError).code)
}

describe.each(doors.map(door => [door.name, door] as const))('%s', (_name, door) => {
  test.each(tokenAttacks.map(attack => [attack.name, attack.advisory, attack.forge] as const))(
    'refuses %s: %s',
    (_what, _advisory, forge) => {
      for (const token of forge(door)) expectRefused(() => door.take(token), token)
      expect({}).not.toHaveProperty('role')
      // Not because it refuses everything by now.
      expect(() => door.take(honestToken(door, goodClaims()))).not.toThrow()
    },
  )
})

const fooled = tokenAttacks.flatMap(({ name, victim }) =>
  victim === undefined ? [] : [[name, victim] as const],
)
test.each(fooled)('the verifier with the hole accepts %s', (_name, victim) => {
  for (const door of doors) expect(victim(door), door.name).toMatchObject({ sub: CLIENT })
})

/** Keys that must not be used, each with a token that is right for it. */
type KeyAttack = { name: string; advisory: string; calls: [shown: string, call: () => unknown][] }

const [rsa, ec, okp] = [attackerKeys.RS256, attackerKeys.ES256, attackerKeys.Ed25519]
const signedBy = (alg: string, key: JsonWebKey): string => signedToken({ alg }, goodClaims(), key)
const weak = rsaKeyPair(() => 0.1, 1024)
const google = generateKeyPairSync('rsa', { modulusLength: 512 })
const padded = (jwk: JsonWebKey): JsonWebKey => ({
  ...jwk,
  n: Buffer.concat([Buffer.alloc(256), Buffer.from(String(jwk.n), 'base64url')]).toString('base64url'),
})
const oct = { kty: 'oct', k: Buffer.alloc(32, 7).toString('base64url') }
const offCurve = { ...ec.publicKey, y: ec.publicKey.x as string }
const short = [...['', 'random', 'secret'].map(utf8), new Uint8Array(31).fill(7)]
const expected = { now: NOW, issuer: CLIENT, audience: ISSUER }

const keyAttacks: readonly KeyAttack[] = [
  {
    name: 'an RSA key that can be factored',
    advisory: 'DKIM at Google, 2011; RFC 7518 §3.3',
    calls: [
      [
        '512 bits',
        () =>
          verifyRs256(
            signedBy('RS256', google.privateKey.export({ format: 'jwk' })),
            google.publicKey.export({ format: 'jwk' }),
          ),
      ],
      ['1024 bits', () => verifyRs256(signedBy('RS256', weak.privateKey), weak.publicKey)],
      ['1024 bits and zeros', () => verifyRs256(signedBy('RS256', weak.privateKey), padded(weak.publicKey))],
      ['signing with 1024 bits', () => signRs256(goodClaims(), weak.privateKey)],
    ],
  },
  {
    name: 'a key whose type does not go with the algorithm',
    advisory: 'CVE-2022-23539; Wycheproof, json_web_key',
    calls: [
      ['EC for RS256', () => verifyRs256(signedBy('RS256', ec.privateKey), ec.publicKey)],
      ['Ed25519 for RS256', () => verifyRs256(signedBy('RS256', okp.privateKey), okp.publicKey)],
      [
        'oct for RS256',
        () => verifyRs256(macToken({ alg: 'RS256' }, goodClaims(), Buffer.alloc(32, 7)), oct),
      ],
      ['RSA for ES256', () => verifyEs256(signedBy('ES256', rsa.privateKey), rsa.publicKey)],
      ['Ed25519 for ES256', () => verifyEs256(signedBy('ES256', okp.privateKey), okp.publicKey)],
      ...(['P-384', 'secp256k1'] as const).map((crv): [string, () => unknown] => {
        const pair = ecKeyPair(() => 0.4, crv)
        return [`${crv} for ES256`, () => verifyEs256(signedBy('ES256', pair.privateKey), pair.publicKey)]
      }),
      [
        'oct for ES256',
        () => verifyEs256(macToken({ alg: 'ES256' }, goodClaims(), Buffer.alloc(32, 7)), oct),
      ],
      ['EC for Ed25519', () => verifyEd25519(signedBy('Ed25519', ec.privateKey), ec.publicKey)],
      [
        'X25519 for Ed25519',
        () => verifyEd25519(signedBy('Ed25519', okp.privateKey), okpKeyPair(() => 0.9, 'X25519').publicKey),
      ],
    ],
  },
  {
    name: 'a point that is not on the curve',
    advisory: 'invalid curve attacks; RFC 7518 §6.2.1',
    calls: [['y is x', () => verifyEs256(signedBy('ES256', ec.privateKey), offCurve)]],
  },
  {
    name: 'a secret that is empty, the word of a template, or too short',
    advisory: 'CVE-2026-48031, GHSA-vjhf-8vqx-vqpq, CVE-2022-23540, CVE-2025-65945',
    calls: short.flatMap((secret): [string, () => unknown][] => {
      const token = macToken({ alg: 'HS256' }, goodClaims(), secret)
      const shown = `${secret.length} bytes`
      return [
        [shown, () => verifyHs256(token, secret)],
        [shown, () => signHs256(goodClaims(), secret)],
        [shown, () => verify(token, secret, expected)],
        [shown, () => issue({ sub: CLIENT }, secret, { now: NOW, lifetime: 60 })],
      ]
    }),
  },
]

test.each(keyAttacks.map(attack => [attack.name, attack.advisory, attack.calls] as const))(
  'refuses %s: %s',
  (_name, _advisory, calls) => {
    for (const [shown, call] of calls) expectRefused(call, shown, ['bad-key'])
  },
)

test('the secret of a template is found, and the server that kept it accepts what is signed with it', () => {
  const token = macToken({ alg: 'HS256' }, goodClaims(), 'random')
  expect(crackSecret(token, ['secret', 'random'])).toBe('random')
  expect(
    weakVerify(macToken({ alg: 'HS256' }, goodClaims({ role: 'admin' }), 'random'), 'random'),
  ).toHaveProperty('role')
})

test('a key set gives no key that is a secret, for encryption, for another algorithm or one of several', () => {
  const key = { ...issuerKeys.RS256.publicKey, kid: 'a' }
  const refused: [header: Json, keys: (JsonWebKey & { kid?: string })[]][] = [
    [{ alg: 'HS256', kid: 'a' }, [{ ...oct, kid: 'a' }]],
    [{ alg: 'HS256', kid: 'a' }, [key]],
    [{ alg: 'none', kid: 'a' }, [key]],
    [{ alg: 'none' }, [key]],
    [{ alg: 'RS256', kid: 'a' }, [{ ...key, use: 'enc' }]],
    [{ alg: 'RS256', kid: 'a' }, [{ ...key, alg: 'PS256' }]],
    [{ alg: 'RS256' }, [key, { ...key, kid: 'b' }]],
    [{ alg: 'RS256', kid: thumbprint(key) }, [key]],
    [{ alg: 'RS256', kid: 'b', jwk: key, jku: 'https://evil.example/' }, [key]],
  ]
  for (const [header, keys] of refused)
    expectRefused(() => keyFor(header, { keys }), JSON.stringify(header), ['bad-key', 'unsupported'])
  expect(keyFor({ alg: 'RS256', kid: 'a' }, { keys: [key] })).toMatchObject(key)
})

describe('names that are compared by pattern, prefix or part (CVE-2026-35041; RFC 8725 §3.8, §3.9)', () => {
  test.each<Json>([
    { iss: `${CLIENT}.evil.example` },
    { iss: 'report.service' },
    { iss: [CLIENT] },
    { iss: CLIENT.toUpperCase() },
    { aud: 'https://loginXexample' },
    { aud: `${ISSUER}.evil.example` },
    { aud: [`${ISSUER}/`] },
    { aud: { [ISSUER]: true } },
    { aud: `${'https://login.example'.repeat(5_000)}!` },
  ])('%j', changes => {
    const token = macToken({ alg: 'HS256' }, goodClaims(changes), SECRET)
    expectRefused(() => verify(token, SECRET, expected), token.slice(0, 200), ['claim-mismatch'])
  })
})

describe('the token endpoint', () => {
  const client = issuerKeys.RS256
  const assertion = (changes: Json = {}, header: Json = {}, key = client): string => {
    const kept = Object.entries(goodClaims(changes)).filter(([, value]) => value !== undefined)
    return signedToken({ alg: 'RS256', kid: 'rsa-1', ...header }, Object.fromEntries(kept), key.privateKey)
  }
  const exchange = (token: string, endpoint = new TokenEndpoint(ENDPOINT_OPTIONS)): unknown =>
    endpoint.exchange(formOf(token), NOW)

  test.each<unknown>([
    `${ISSUER}/token`,
    `${ISSUER}/`,
    'https://evil.example',
    [ISSUER, 'https://evil.example'],
    [ISSUER, `${ISSUER}/token`],
    [],
    undefined,
    ISSUER.toUpperCase(),
  ])('refuses an assertion for %j: audience injection, CVE-2025-27370 and CVE-2025-27371', aud => {
    expectRefused(() => exchange(assertion({ aud })), String(aud), ['claim-mismatch', 'claim-missing'])
  })

  test('refuses a replay: CVE-2020-15222', () => {
    const endpoint = new TokenEndpoint(ENDPOINT_OPTIONS)
    const token = assertion({ jti: 'once' })
    exchange(token, endpoint)
    expectRefused(() => exchange(token, endpoint), 'the same again')
    expectRefused(() => exchange(assertion({ jti: 'once', iat: NOW - 1 }), endpoint), 'the same name')
    expectRefused(() => exchange(assertion({ jti: undefined }), endpoint), 'without a name')
  })

  test.each([3_600, 86_400, 1e9, 1e300])(
    'refuses to remember an assertion for %d seconds: CVE-2025-2559',
    life => expectRefused(() => exchange(assertion({ exp: NOW + life })), String(life)),
  )

  test.each<[string, string]>([
    ['its own access token', (exchange(assertion()) as { access_token: string }).access_token],
    ['an access token by the client', assertion({}, { typ: 'at+jwt' })],
    ['a DPoP proof', assertion({}, { typ: 'dpop+jwt' })],
    ['an assertion of mallory in the name of the client', assertion({}, {}, attackerKeys.RS256)],
    ['an assertion of mallory about the client', assertion({ iss: 'mallory' }, {}, attackerKeys.RS256)],
    ['an assertion of the client about mallory', assertion({ sub: 'mallory' })],
  ])('refuses %s: RFC 8725 §3.8, §3.11', (_what, token) => expectRefused(() => exchange(token), token))

  test('accepts mallory as mallory', () => {
    const token = assertion({ iss: 'mallory', sub: 'mallory' }, {}, attackerKeys.RS256)
    expect(exchange(token)).toHaveProperty('access_token')
  })
})
