/** Keys on curves for hidden tests, from the seed of the run: Node's own generator can't repeat a key. */
import { createECDH, createPrivateKey, createPublicKey, type JsonWebKey } from 'node:crypto'

export type CurveKeyPair = { privateKey: JsonWebKey; publicKey: JsonWebKey }

/** The name of a curve in a JWK, its name in Node, and the bytes of a coordinate (RFC 7518 §6.2.1, RFC 8812 §3.1). */
const CURVES = {
  'P-256': { name: 'prime256v1', length: 32 },
  'P-384': { name: 'secp384r1', length: 48 },
  secp256k1: { name: 'secp256k1', length: 32 },
} as const

/** What is in front of the 32 bytes of a private key in PKCS #8 (RFC 8410 §7). */
const PKCS8 = { Ed25519: '302e020100300506032b657004220420', X25519: '302e020100300506032b656e04220420' }

/** A pair on a curve of ECDSA; `random` gives numbers from 0 up to 1. */
export function ecKeyPair(random: () => number, crv: keyof typeof CURVES = 'P-256'): CurveKeyPair {
  const { name, length } = CURVES[crv]
  const curve = createECDH(name)
  const secret = randomBytes(random, length)
  // The order of each of these curves is larger than any number that begins with 0x7f.
  secret[0] = (secret[0] as number) & 0x7f
  curve.setPrivateKey(secret)
  const point = curve.getPublicKey()
  const [x, y] = [point.subarray(1, 1 + length), point.subarray(1 + length)]
  const publicKey: JsonWebKey = { kty: 'EC', crv, x: x.toString('base64url'), y: y.toString('base64url') }
  return { publicKey, privateKey: { ...publicKey, d: secret.toString('base64url') } }
}

/** A pair of type OKP: for signatures, or for key agreement, which no signature accepts (RFC 8037 §3). */
export function okpKeyPair(random: () => number, crv: keyof typeof PKCS8 = 'Ed25519'): CurveKeyPair {
  const secret = randomBytes(random, 32)
  const der = Buffer.concat([Buffer.from(PKCS8[crv], 'hex'), secret])
  const key = createPublicKey(createPrivateKey({ key: der, format: 'der', type: 'pkcs8' }))
  const publicKey: JsonWebKey = { kty: 'OKP', crv, x: key.export({ format: 'jwk' }).x as string }
  return { publicKey, privateKey: { ...publicKey, d: secret.toString('base64url') } }
}

const randomBytes = (random: () => number, length: number): Buffer =>
  Buffer.from(Array.from({ length }, () => Math.floor(random() * 256)))
