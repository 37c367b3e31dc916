import { X509Certificate } from 'node:crypto'
import { keyNeedOf } from './algorithms.ts'
import type { VerificationKey } from './key.ts'
import { jwkLabel } from './key-labels.ts'
import { own } from './times.ts'
import type { Warning } from './types.ts'
import { verifyCompact } from './verify-compact.ts'

/**
 * The warning for a token whose own header has the key that made its signature: it verifies for anyone who trusts the
 * header, and anyone can make such a token (CVE-2018-0114). Null when it is not one. `text` is the clean token.
 */
export async function ownKeyWarning(
  text: string,
  header: Record<string, unknown> | null,
  alg: string | null,
): Promise<Warning | null> {
  if (header === null || alg === null || keyNeedOf(alg) === null) return null
  for (const [name, key] of broughtKeys(header)) {
    if ((await verifyCompact(text.split('~', 1)[0] ?? '', key, alg)).state !== 'valid') continue
    const message = `The signature was made by the key in the header itself (${name}). It proves only that the author has that key: anyone can make such a token.`
    const isProof = /^(?:application\/)?dpop\+jwt$/iu.test(String(own(header, 'typ')))
    return {
      id: 'signed-by-own-key',
      level: isProof ? 'caution' : 'danger',
      message,
      reference: 'RFC 8725 §3.10',
    }
  }
  return null
}

function broughtKeys(header: Record<string, unknown>): [string, VerificationKey][] {
  const found: [string, VerificationKey][] = []
  const jwk = own(header, 'jwk')
  if (typeof jwk === 'object' && jwk !== null && typeof (jwk as { kty?: unknown }).kty === 'string') {
    const key = jwk as { kty: string }
    found.push(['jwk', { kind: 'jwk', jwk: key, label: jwkLabel(key), isPrivate: false, text: '' }])
  }
  const [first] = Array.isArray(own(header, 'x5c')) ? (own(header, 'x5c') as unknown[]) : []
  const certificate = typeof first === 'string' ? certificateKey(first) : null
  if (certificate !== null) found.push(['x5c', certificate])
  return found
}

/** The key of a certificate in base64 DER (RFC 7515 §4.1.6), or null. */
function certificateKey(base64: string): VerificationKey | null {
  try {
    const { publicKey } = new X509Certificate(Buffer.from(base64, 'base64'))
    return { kind: 'public', key: publicKey, label: 'a certificate', isPrivate: false, text: '' }
  } catch {
    return null
  }
}
