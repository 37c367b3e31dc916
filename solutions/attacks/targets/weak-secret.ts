/**
 * A verifier that takes any secret. It is given: attack it, do not mend it.
 *
 * go-base started with the secret "random" when nobody had set another (CVE-2026-48031); KubePi up to 1.6.2 had one and
 * the same secret in every installation (GHSA-vjhf-8vqx-vqpq).
 */
import { createHmac } from 'node:crypto'

/** Returns the claims of a token that is signed with HS256 and this secret, however short it is. */
export function weakVerify(token: string, secret: string): Record<string, unknown> {
  const [header = '', payload = '', signature = '', ...more] = token.split('.')
  if (more.length > 0) throw new Error('a token has three segments')
  if (readJson(header).alg !== 'HS256') throw new Error('the algorithm must be HS256')
  const right = createHmac('sha256', secret).update(`${header}.${payload}`).digest('base64url')
  if (signature !== right) throw new Error('wrong signature')
  return readJson(payload)
}

function readJson(segment: string): Record<string, unknown> {
  return JSON.parse(Buffer.from(segment, 'base64url').toString('utf8'))
}
