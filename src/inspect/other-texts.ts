/** Signatures that were made over another text than the token is: why no verifier accepts them. */

import { createHash } from 'node:crypto'
import { parseObject } from '../text/json.ts'
import type { VerificationKey } from './key.ts'
import { signedText } from './verify-text.ts'

/**
 * Says that the signature of a token that is malformed only by the way its segments are encoded fits all the same, and
 * over which text; null when it does not. A verifier must refuse such a token (RFC 7515 §5.2), so it is never right.
 */
export function malformedButSigned(compact: string, key: VerificationKey, alg: string): string | null {
  const parts = /^([A-Za-z0-9+/_-]+=*)\.([A-Za-z0-9+/_-]+=*)\.([A-Za-z0-9+/_-]+=*)$/u.exec(compact)
  if (parts === null || !/[+/=]/u.test(compact)) return null
  const [, header = '', payload = '', last = ''] = parts
  const signature = base64url(last)
  const didMake = `No verifier may accept this token, but ${key.label} did make this signature`
  if (signedText(`${header}.${payload}`, signature, key, alg)) {
    if (/[+/]/u.test(compact)) return `${didMake}: the program that made it used base64 instead of base64url.`
    if (/=/u.test(`${header}${payload}`))
      return `${didMake}, over the text with its padding. AWS load balancers sign so (x-amzn-oidc-data): use a library that is made for them.`
    return `${didMake}: the token is right without the padding of its last part.`
  }
  if (!signedText(`${base64url(header)}.${base64url(payload)}`, signature, key, alg)) return null
  return `${didMake}: the token is right without the padding and in base64url. Something encoded it again on its way.`
}

function base64url(segment: string): string {
  return segment
    .replace(/(?<!=)=+$/u, '')
    .replaceAll('+', '-')
    .replaceAll('/', '_')
}

/** Says that the signature covers the hash of the nonce in the header, which Microsoft does; null when it does not. */
export function hashedNonce(compact: string, key: VerificationKey, alg: string): string | null {
  const [first = '', payload = '', signature = ''] = compact.split('.')
  const text = Buffer.from(first, 'base64url').toString('utf8')
  const nonce = parseObject(text)?.nonce
  if (typeof nonce !== 'string') return null
  const hash = createHash('sha256').update(nonce).digest('base64url')
  const header = Buffer.from(text.replace(JSON.stringify(nonce), JSON.stringify(hash))).toString('base64url')
  if (!signedText(`${header}.${payload}`, signature, key, alg)) return null
  return (
    `Wrong as it is, but ${key.label} did make this signature: it covers the SHA-256 of the nonce, not the nonce that the header shows. ` +
    'Microsoft signs tokens for its own services (Graph) this way, so that nobody else verifies them. Ask for a token for your own API.'
  )
}
