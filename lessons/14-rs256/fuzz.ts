/** What is thrown at `verifyRs256`: every damage of a token, the public key as a secret, and keys that are too small or none. */
import {
  anyOf,
  confusionKind,
  ecKeyPair,
  fc,
  type FuzzTarget,
  honestToken,
  type Kind,
  rsaKeyPair,
  type Scheme,
  signRs256,
  tokenTarget,
  type TokenWorld,
  wrongKeyKind,
} from '../../src/fuzz/index.ts'

const issuer = rsaKeyPair(() => 0.1)
const attacker = rsaKeyPair(() => 0.7)
const small = rsaKeyPair(() => 0.1, 1024)

const scheme: Scheme = {
  alg: 'RS256',
  sign: signRs256(issuer.privateKey),
  signForeign: signRs256(attacker.privateKey),
  header: { typ: 'JWT', kid: 'key-1' },
}
const claims = fc.record({
  sub: anyOf('ada', 'grace', 'Zo\u00eb'),
  exp: fc.integer({ min: 1_750_000_000, max: 1_760_000_000 }),
  scope: fc.string({ maxLength: 12 }),
})
const world: TokenWorld = { scheme, claims, argsFor: token => [token, issuer.publicKey] }

const smallKey: Kind = {
  id: 'small-key',
  title: 'A key under 2048 bits',
  lesson: '14-rs256',
  attempts: claims.map(payload => {
    const token = honestToken({ ...scheme, sign: signRs256(small.privateKey) }, payload)
    return { args: [token, small.publicKey], shown: token, note: 'the key has 1024 bits' }
  }),
}
const { n: _, ...withoutModulus } = issuer.publicKey

export const targets: FuzzTarget[] = [
  tokenTarget({ id: 'verify-rs256', lesson: '14-rs256', name: 'verifyRs256' }, world, [
    confusionKind(world, issuer.publicKey),
    wrongKeyKind(world, '14-rs256', [
      { note: 'an EC key', jwk: ecKeyPair(() => 0.3).publicKey },
      {
        note: 'a secret (kty oct)',
        jwk: { kty: 'oct', k: 'c2VjcmV0LXNlY3JldC1zZWNyZXQtc2VjcmV0LXNlY3JldA' },
      },
      { note: 'an RSA key without a modulus', jwk: withoutModulus },
      { note: "the attacker's own", jwk: attacker.publicKey },
    ]),
    smallKey,
  ]),
]
