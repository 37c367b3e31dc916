/** The confusion attack: a public key used as the secret of an HMAC (RFC 8725 §2.1). */

import { createPublicKey, type KeyObject } from 'node:crypto'
import { hmacTarget, madeBy } from './hmac-match.ts'
import type { VerificationKey } from './key.ts'
import { readDer } from './pem.ts'

/** Whether a secret is the text or the bytes of a public key or certificate, which everyone may have. */
export function isPublicKeyText(secret: Uint8Array): boolean {
  const bytes = Buffer.from(secret)
  const text = bytes.toString('latin1')
  if (/BEGIN (?:[A-Z0-9]+ ){0,9}(?:PUBLIC KEY|CERTIFICATE)/u.test(text)) return true
  if (/^\s*(?:ssh-(?:rsa|ed25519)|ecdsa-sha2-\S+) AAAA/u.test(text)) return true
  if (
    /^(?:LS0tLS1CRUdJTiBQVUJMSUMg|LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS|MII[A-Za-z0-9+/\s]{60,}|MFkwEwYH|MCowBQYDK2Vw)/u.test(
      text,
    )
  ) {
    const decoded = Buffer.from(text, 'base64')
    if (decoded[0] !== 0x30) return true
    return readDer(decoded)?.isPrivate === false
  }
  if (readDer(bytes)?.isPrivate === false) return true
  return isPublicJwk(text)
}

function isPublicJwk(text: string): boolean {
  if (!/^\s*\{/u.test(text)) return false
  try {
    const value = JSON.parse(text) as { kty?: unknown; d?: unknown; keys?: { kty?: unknown; d?: unknown }[] }
    const keys = Array.isArray(value.keys) ? value.keys : [value]
    return (
      keys.length > 0 &&
      keys.every(key => typeof key.kty === 'string' && key.kty !== 'oct' && key.d === undefined)
    )
  } catch {
    return false
  }
}

/** Whether the HMAC of this token was made with the text or the bytes of a public key as the secret. */
export function isSignedWithPublicKey(text: string, key: VerificationKey, alg: string): boolean {
  const target = hmacTarget(text, alg)
  return target !== null && secretsFromKey(key).some(secret => madeBy(target, secret))
}

/** The bytes that programs have for a public key: what an attacker would use as the secret. */
function secretsFromKey(key: VerificationKey): Buffer[] {
  if (key.kind === 'secret') return []
  const texts = [key.text, key.text.trim(), `${key.text.trim()}\n`, `${key.text.trim()}\r\n`]
  const object = keyObjectOf(key)
  const forms = object === null ? [] : formsOf(object)
  return [...texts.map(text => Buffer.from(text)), ...forms]
}

function keyObjectOf(key: VerificationKey): KeyObject | null {
  if (key.kind === 'public') return key.key
  if (key.kind === 'secret' || key.jwk.kty === 'oct') return null
  try {
    return createPublicKey({ key: key.jwk as JsonWebKey, format: 'jwk' })
  } catch {
    return null
  }
}

function formsOf(key: KeyObject): Buffer[] {
  const types: ('spki' | 'pkcs1')[] = key.asymmetricKeyType === 'rsa' ? ['spki', 'pkcs1'] : ['spki']
  return types.flatMap(type => {
    const pem = key.export({ type, format: 'pem' }).toString()
    const der = key.export({ type, format: 'der' })
    return [
      Buffer.from(pem),
      Buffer.from(pem.trim()),
      Buffer.from(pem.replaceAll('\n', '\r\n')),
      Buffer.from(pem.trim().replaceAll('\n', '\\n')),
      Buffer.from(der),
      Buffer.from(der.toString('base64')),
    ]
  })
}

type JsonWebKey = Parameters<typeof createPublicKey>[0] extends infer T
  ? T extends { format: 'jwk'; key: infer K }
    ? K
    : never
  : never
