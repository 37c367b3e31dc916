/**
 * A verifier in which one key serves two algorithms. It is given: attack it, do not mend it.
 *
 * jwt-simple up to 0.3.0 (CVE-2016-10555) and jsonwebtoken before 4.2.2 (CVE-2015-9235) worked like this, and fast-jwt
 * for keys that it did not recognise, until 6.3.0 (CVE-2023-48223, CVE-2026-34950, CVE-2026-107722).
 */
import { createHmac, verify } from 'node:crypto'

/** Returns the claims of a token that is signed with the algorithm in its header and this key, a PEM string. */
export function confusedVerify(token: string, key: string): Record<string, unknown> {
  const [header = '', payload = '', signature = '', ...more] = token.split('.')
  if (more.length > 0) throw new Error('a token has three segments')
  const signingInput = `${header}.${payload}`
  if (!isSigned(readJson(header).alg, signingInput, signature, key)) throw new Error('wrong signature')
  return readJson(payload)
}

/** The token chooses the algorithm, and the key is just a string to it. That is the hole. */
function isSigned(alg: unknown, signingInput: string, signature: string, key: string): boolean {
  if (alg === 'RS256')
    return verify('sha256', Buffer.from(signingInput), key, Buffer.from(signature, 'base64url'))
  if (alg === 'HS256') return createHmac('sha256', key).update(signingInput).digest('base64url') === signature
  throw new Error(`unknown algorithm ${alg}`)
}

function readJson(segment: string): Record<string, unknown> {
  return JSON.parse(Buffer.from(segment, 'base64url').toString('utf8'))
}
