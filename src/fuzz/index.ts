/** The fuzz kit: what a lesson's fuzz.ts may import. */
export { default as fc } from 'fast-check'
export { fromBase64url, hmacSha256, toBase64, toBase64url, utf8 } from '../grader/kit/bytes.ts'
export { ecKeyPair, okpKeyPair } from '../grader/kit/curve-keys.ts'
export { rsaKeyPair } from '../grader/kit/rsa-keys.ts'
export { anyOf, type Damaged, oneOf, placeIn, type TokenWorld, tokenKind } from './kinds/kind.ts'
export { honestHeader, honestToken, type Scheme, segment, signSegments } from './scheme.ts'
export { tokenTarget } from './token-target.ts'
export type { Attempt, FuzzTarget, Kind } from './types.ts'
