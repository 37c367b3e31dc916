import { fromDer, scalarsOutOfRange } from '../der.ts'
import type { Part, Warning } from '../types.ts'
import { type Add, collectWarnings } from './add.ts'

/** Length of a signature in bytes, where the algorithm fixes it (RFC 7518 §3.2 and §3.4, RFC 8037 §3.1). */
const LENGTH: Record<string, number> = {
  HS256: 32,
  HS384: 48,
  HS512: 64,
  ES256: 64,
  ES256K: 64,
  ES384: 96,
  ES512: 132,
  Ed25519: 64,
  Ed448: 114,
}

/** Warnings about the form of the signature, which can be seen without a key. */
export function signatureWarnings(alg: string, part: Part | undefined): Warning[] {
  return collectWarnings(add => {
    if (part === undefined || /^\s*none\s*$/iu.test(alg) || part.hex === null) return
    if (part.text === '') {
      add('no-signature', 'danger', `alg is ${alg}, but the signature is empty.`, 'RFC 7515 §5.2')
      return
    }
    const bytes = Buffer.from(part.hex, 'hex')
    if (isHex(part.text)) hexWarning(add)
    else if (fromDer(bytes, alg) !== null) derWarning(alg, bytes, add)
    else if (/^[RP]S(256|384|512)$/u.test(alg)) rsaWarning(alg, bytes, add)
    else if (Object.hasOwn(LENGTH, alg)) lengthWarning(alg, bytes, part, add)
    else if (alg === 'EdDSA' && bytes.length !== 64 && bytes.length !== 114) {
      const message = `The signature has ${bytes.length} bytes; EdDSA makes 64 with Ed25519 and 114 with Ed448.`
      add('signature-length', 'danger', message, 'RFC 8037 §3.1')
    }
    for (const { name, why } of scalarsOutOfRange(bytes, alg)) {
      const message =
        why === 'zero'
          ? `${name} of the signature is zero. No real signature is like that; Java 15 to 18 accepted one with r and s zero for any message (CVE-2022-21449).`
          : `${name} of the signature is not less than the order of the curve, so no verifier may accept it.`
      add(why === 'zero' ? 'zero-signature' : 'signature-range', 'danger', message, 'RFC 8725 §3.4')
    }
  })
}

/** No signature in base64url is that long without a character that hex has not. */
const isHex = (text: string): boolean => text.length >= 64 && /^(?:[0-9a-f]{2})+$/iu.test(text)

function hexWarning(add: Add): void {
  const message =
    'The signature is the bytes written in hex; the bytes themselves belong there, in base64url.'
  add('hex-signature', 'danger', message, 'RFC 7515 §7.1')
}

function derWarning(alg: string, bytes: Uint8Array, add: Add): void {
  const length = LENGTH[alg]
  const message = `The signature is ASN.1 DER, ${bytes.length} bytes. ${alg} needs r and s side by side, ${length} bytes.`
  add('der-signature', 'danger', message, 'RFC 7518 §3.4')
}

/** Sizes of keys that are in use and too small. Another length says nothing of a key: the signature was cut, or made by another algorithm. */
const SMALL_KEYS = [1024, 1536]

/** An RSA signature is as long as the modulus (RFC 8017 §8.2.1), so it gives the size of the key away. */
function rsaWarning(alg: string, bytes: Uint8Array, add: Add): void {
  if (bytes.length >= 256) return
  const bits = bytes.length * 8
  const isSmallKey = SMALL_KEYS.includes(bits)
  const message = isSmallKey
    ? `The signature has ${bytes.length} bytes, so the RSA key has ${bits} bits; ${alg} needs 2048 or more.`
    : `The signature has ${bytes.length} bytes; ${alg} makes 256 or more.`
  add(isSmallKey ? 'small-rsa-key' : 'signature-length', 'danger', message, 'RFC 7518 §3.3')
}

function lengthWarning(alg: string, bytes: Buffer, part: Part, add: Add): void {
  const length = LENGTH[alg] ?? 0
  if (bytes.length === length) return
  if (alg.startsWith('ES') && bytes[0] === 0x30) {
    const message = `The signature begins like ASN.1 DER and has ${bytes.length} bytes. ${alg} needs r and s side by side, ${length} bytes.`
    add('der-signature', 'danger', message, 'RFC 7518 §3.4')
  } else if (bytes.length === 2 * length && /^[0-9a-f]+$/iu.test(bytes.toString('latin1'))) {
    hexWarning(add)
  } else {
    const cut = bytes.length < length ? ' Its end may be cut off.' : ''
    const message = `The signature has ${part.length} bytes; ${alg} makes ${length}.${cut}`
    const reference = alg.startsWith('HS')
      ? 'RFC 7518 §3.2'
      : alg.startsWith('Ed')
        ? 'RFC 8037 §3.1'
        : 'RFC 7518 §3.4'
    add('signature-length', 'danger', message, reference)
  }
}
