import type { JWK } from 'jose'
import { printable } from '../../text/visible.ts'
import { privateJwk, rsaFault } from '../rsa-numbers.ts'
import { rightPublicHalf } from '../key-halves.ts'
import type { KeySource, VerificationKey } from '../key.ts'
import { rsaBits } from '../key-labels.ts'
import type { Warning } from '../types.ts'
import { publicJwk } from '../usable-key.ts'
import { type Add, collectWarnings } from './add.ts'

/** Warnings about the given keys: private ones, small ones, and files that had to be repaired. */
export function keyWarnings(source: KeySource | null, encrypted: boolean): Warning[] {
  return collectWarnings(add => {
    for (const key of source?.keys ?? []) oneKey(key, encrypted, add)
    if (source?.several !== undefined) add('several-keys', 'caution', source.several, 'RFC 7515 §4.1.5')
    if (source === null || source.repairs.length === 0) return
    const message = `The key file can't be read as it is; a repaired copy was used. ${source.repairs.join(' ')}`
    add('key-repaired', 'caution', message, 'RFC 7468 §3')
  })
}

function oneKey(key: VerificationKey, encrypted: boolean, add: Add): void {
  if (key.kind === 'secret') return
  // An encrypted token is opened with the private key.
  if (key.isPrivate && !encrypted) {
    const message =
      'The file has a private key. Verifying needs the public half only; keep the private one where tokens are made.'
    add('private-key', 'caution', message, 'RFC 7517 §9.2')
  }
  const jwk = publicJwk(key)
  if (key.kind === 'jwk') {
    oneEncoding(key.jwk, add)
    oneHalf(key.jwk, add)
  }
  const fault = rsaFault(key.kind === 'jwk' ? key.jwk : privateJwk(key.text, key.isPrivate))
  if (fault !== null) {
    const message = `The numbers of the private RSA key do not belong together: ${fault}. Parts of two keys were mixed, or it is damaged; what is signed with it may be wrong for everyone who has the public key.`
    add('key-halves', 'caution', message, 'RFC 8017 §3.2')
  }
  if (jwk.kty !== 'RSA' || typeof jwk.n !== 'string') return
  if (rsaBits(jwk.n) < 2048) {
    const message = `The given RSA key has ${rsaBits(jwk.n)} bits; 2048 or more are needed.`
    add('small-rsa-key', 'danger', message, 'RFC 7518 §3.3')
  }
  const exponent =
    typeof jwk.e === 'string' ? BigInt(`0x0${Buffer.from(jwk.e, 'base64url').toString('hex')}`) : null
  if (exponent !== null && (exponent < 3n || exponent % 2n === 0n)) {
    add(
      'weak-rsa-key',
      'danger',
      `The public exponent of the RSA key is ${exponent}; it must be odd and at least 3.`,
      'RFC 8017 §3.1',
    )
  }
}

/** A program signs with d, and another one verifies with the rest. */
function oneHalf(jwk: JWK, add: Add): void {
  const right = rightPublicHalf(jwk)
  if (right === null) return
  const names = right.y === undefined ? 'The x of the private JWK is' : 'The x and y of the private JWK are'
  const message = `${names} not the public key of its d: these are parts of two keys, and what is signed with d is wrong for everyone who has the public half.`
  add('key-halves', 'caution', message, jwk.kty === 'EC' ? 'RFC 7518 §6.2.2' : 'RFC 8037 §2')
}

/** Bytes of a coordinate (RFC 7518 §6.2.1.2). */
const COORDINATE: Record<string, number> = { 'P-256': 32, secp256k1: 32, 'P-384': 48, 'P-521': 66 }

/** Numbers and bytes of a JWK that some programs read and others refuse (RFC 7518 §2, §6.3.1.1). */
function oneEncoding(jwk: JWK, add: Add): void {
  for (const name of ['n', 'e', 'x', 'y', 'k'] as const) {
    const value = jwk[name]
    if (typeof value !== 'string') continue
    const odd = /[^A-Za-z0-9_-]/u.exec(value)
    if (odd !== null) {
      const message = `The ${name} of the JWK has "${printable(odd[0])}", which is not base64url: other programs may refuse the key or read another one.`
      add('jwk-encoding', 'caution', message, 'RFC 7518 §2')
    } else if (jwk.kty === 'RSA' && Buffer.from(value, 'base64url')[0] === 0) {
      const message = `The ${name} of the JWK has a zero byte in front, which it must not have: some programs refuse the key or call the signature wrong.`
      add('jwk-encoding', 'caution', message, 'RFC 7518 §6.3.1.1')
    } else if (jwk.kty === 'EC' && (name === 'x' || name === 'y')) {
      const size = Object.hasOwn(COORDINATE, jwk.crv ?? '') ? COORDINATE[jwk.crv as string] : undefined
      const { length } = Buffer.from(value, 'base64url')
      if (size === undefined || length === size) continue
      const message = `The ${name} of the JWK has ${length} bytes; on ${jwk.crv} it must have ${size}, zeros in front included: some programs refuse the key.`
      add('jwk-encoding', 'caution', message, 'RFC 7518 §6.2.1.2')
    }
  }
}
