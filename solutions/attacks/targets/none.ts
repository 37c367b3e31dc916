/**
 * Two verifiers that believe the header of a token. They are given: attack them, do not mend them.
 *
 * trustingVerify has the hole of the DP3T backend before 1.1.1 (CVE-2020-15957) and of prime-jwt up to 1.3.0
 * (CVE-2018-1000531). filteringVerify has the first cure that comes to mind, and the hole that it leaves.
 */
import { createHmac } from 'node:crypto'

type Claims = Record<string, unknown>

/** Returns the claims of a token. The header decides which check is made: that is the hole. */
export function trustingVerify(token: string, secret: Uint8Array): Claims {
  const alg = algorithmOf(token)
  if (alg === 'none') return unsignedClaims(token)
  if (alg === 'HS256') return signedClaims(token, secret)
  throw new Error(`unknown algorithm ${alg}`)
}

/** The same behind a filter for the word none; what comes after the filter ignores case. */
export function filteringVerify(token: string, secret: Uint8Array): Claims {
  const alg = algorithmOf(token)
  if (alg === 'none') throw new Error('tokens without a signature are not accepted')
  switch (alg.toLowerCase()) {
    case 'none':
      return unsignedClaims(token)
    case 'hs256':
      return signedClaims(token, secret)
    default:
      throw new Error(`unknown algorithm ${alg}`)
  }
}

function unsignedClaims(token: string): Claims {
  const [, payload, signature] = segmentsOf(token)
  if (signature !== '') throw new Error('a token without a signature ends with a dot')
  return readJson(payload)
}

function signedClaims(token: string, secret: Uint8Array): Claims {
  const [header, payload, signature] = segmentsOf(token)
  const right = createHmac('sha256', secret).update(`${header}.${payload}`).digest('base64url')
  if (signature !== right) throw new Error('wrong signature')
  return readJson(payload)
}

function algorithmOf(token: string): string {
  return String(readJson(segmentsOf(token)[0]).alg)
}

function segmentsOf(token: string): [string, string, string] {
  const segments = token.split('.')
  if (segments.length !== 3) throw new Error('a token has three segments')
  return segments as [string, string, string]
}

function readJson(segment: string): Claims {
  return JSON.parse(Buffer.from(segment, 'base64url').toString('utf8'))
}
