/** What is thrown at `verifyEs256` and `verifyEd25519`: every damage of a token, DER, zeros, and keys on other curves. */
import { createPrivateKey, type JsonWebKey, sign } from 'node:crypto'
import {
  anyOf,
  confusionKind,
  type Damaged,
  ecKeyPair,
  fc,
  fromBase64url,
  type FuzzTarget,
  honestToken,
  okpKeyPair,
  rsaKeyPair,
  type Scheme,
  toBase64url,
  tokenKind,
  tokenTarget,
  type TokenWorld,
  utf8,
  wrongKeyKind,
} from '../../src/fuzz/index.ts'

const issuer = ecKeyPair(() => 0.21)
const attacker = ecKeyPair(() => 0.83)
const signWith = (jwk: JsonWebKey, dsaEncoding: 'ieee-p1363' | 'der'): Scheme['sign'] => {
  const key = createPrivateKey({ key: jwk, format: 'jwk' })
  return input => sign('sha256', input, { key, dsaEncoding })
}

const scheme: Scheme = {
  alg: 'ES256',
  sign: signWith(issuer.privateKey, 'ieee-p1363'),
  signForeign: signWith(attacker.privateKey, 'ieee-p1363'),
  header: { typ: 'JWT', kid: 'key-1' },
}
const claims = fc.record({
  sub: anyOf('ada', 'grace', 'Zo\u00eb'),
  exp: fc.integer({ min: 1_750_000_000, max: 1_760_000_000 }),
  scope: fc.string({ maxLength: 12 }),
})
const world: TokenWorld = { scheme, claims, argsFor: token => [token, issuer.publicKey] }

/** The order of P-256 (SEC 2 §2.4.2): a number from 1 to one less is what r and s may be. */
const ORDER = fromBase64url('_____wAAAAD__________7zm-q2nF56E87nKwvxjJVE')
const ZERO = new Uint8Array(32)
const ONE = Uint8Array.from([...new Uint8Array(31), 1])

/** A token whose signature is replaced. */
const withSignature = (change: (r: Uint8Array, s: Uint8Array) => [signature: Uint8Array, note: string][]) =>
  claims.chain(payload => {
    const token = honestToken(scheme, payload)
    const dot = token.lastIndexOf('.') + 1
    const bytes = fromBase64url(token.slice(dot))
    return anyOf(...change(bytes.subarray(0, 32), bytes.subarray(32))).map(
      ([signature, note]): Damaged => ({ token: token.slice(0, dot) + toBase64url(signature), note }),
    )
  })
const join = (...parts: Uint8Array[]): Uint8Array => Uint8Array.from(parts.flatMap(part => [...part]))

const outOfRange = withSignature((r, s) => [
  [join(ZERO, ZERO), 'r and s are 0'],
  [join(ZERO, s), 'r is 0'],
  [join(r, ZERO), 's is 0'],
  [join(ORDER, ORDER), 'r and s are the order of the curve'],
  [join(ORDER, s), 'r is the order of the curve'],
  [join(r, ORDER), 's is the order of the curve'],
  [join(ONE, ONE), 'r and s are 1'],
  [join(s, r), 'r and s are swapped'],
])
const der = claims.map((payload): Damaged => {
  const input = honestToken(scheme, payload).split('.').slice(0, 2).join('.')
  const signature = signWith(issuer.privateKey, 'der')(utf8(input))
  return {
    token: `${input}.${toBase64url(signature)}`,
    note: `the signature is DER, ${signature.length} bytes`,
  }
})

const edIssuer = okpKeyPair(() => 0.31)
const edAttacker = okpKeyPair(() => 0.83)
const signEd25519 = (jwk: JsonWebKey): Scheme['sign'] => {
  const key = createPrivateKey({ key: jwk, format: 'jwk' })
  return input => sign(null, input, key)
}
const edWorld: TokenWorld = {
  scheme: {
    alg: 'Ed25519',
    // Its name before RFC 9864.
    aliases: ['EdDSA'],
    sign: signEd25519(edIssuer.privateKey),
    signForeign: signEd25519(edAttacker.privateKey),
    header: { typ: 'JWT', kid: 'key-1' },
  },
  claims,
  argsFor: token => [token, edIssuer.publicKey],
}

export const targets: FuzzTarget[] = [
  tokenTarget({ id: 'verify-es256', lesson: '15-es256', name: 'verifyEs256' }, world, [
    tokenKind(world, { id: 'zeros', title: 'r and s out of range', lesson: '15-es256' }, outOfRange),
    tokenKind(world, { id: 'der', title: 'A signature in DER', lesson: '15-es256' }, der),
    confusionKind(world, issuer.publicKey),
    wrongKeyKind(world, '15-es256', [
      { note: 'on P-384', jwk: ecKeyPair(() => 0.4, 'P-384').publicKey },
      { note: 'on secp256k1', jwk: ecKeyPair(() => 0.4, 'secp256k1').publicKey },
      { note: 'an RSA key', jwk: rsaKeyPair(() => 0.4).publicKey },
      { note: 'an Ed25519 key', jwk: okpKeyPair(() => 0.4).publicKey },
      {
        note: 'a secret (kty oct)',
        jwk: { kty: 'oct', k: 'c2VjcmV0LXNlY3JldC1zZWNyZXQtc2VjcmV0LXNlY3JldA' },
      },
      { note: "the attacker's own", jwk: attacker.publicKey },
    ]),
  ]),
  tokenTarget({ id: 'verify-ed25519', lesson: '15-es256', name: 'verifyEd25519' }, edWorld, [
    confusionKind(edWorld, edIssuer.publicKey),
    wrongKeyKind(edWorld, '15-es256', [
      { note: 'for key agreement (X25519)', jwk: okpKeyPair(() => 0.31, 'X25519').publicKey },
      { note: 'on P-256', jwk: issuer.publicKey },
      { note: 'an RSA key', jwk: rsaKeyPair(() => 0.4).publicKey },
      { note: "the attacker's own", jwk: edAttacker.publicKey },
    ]),
  ]),
]
