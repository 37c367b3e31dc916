import { createHmac } from 'node:crypto'
import { JwtError } from '../jwt/errors.ts'
import { decodeJson } from '../jwt/json.ts'

/**
 * Finds the secret of an HS256 token in a list of candidates (RFC 8725 §2.2). No server is asked: the token itself
 * says whether a candidate is right.
 *
 * @param token a token in compact form
 * @param candidates strings to try; the UTF-8 bytes of each are a key. They are not changed
 * @returns the candidate whose bytes make the signature of the token; undefined when none does, and for a token that
 *   is not HS256
 * @throws JwtError 'malformed' when the token can't be read
 */
export function crackSecret(token: string, candidates: readonly string[]): string | undefined {
  const segments = token.split('.')
  if (segments.length !== 3) throw new JwtError('malformed', 'a token has three segments')
  const [header, payload, signature] = segments as [string, string, string]
  if (decodeJson(header).alg !== 'HS256') return undefined
  // The same for every candidate, so it is made once.
  const signingInput = `${header}.${payload}`
  return candidates.find(
    candidate => createHmac('sha256', candidate).update(signingInput).digest('base64url') === signature,
  )
}
