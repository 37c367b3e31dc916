/** The kit of a lesson's finale.ts. */
export * as jose from 'jose'
export { rsaKeyPair } from '../grader/kit/rsa-keys.ts'
export { ecKeyPair, okpKeyPair } from '../grader/kit/curve-keys.ts'
export { fromBase64url, toBase64url, utf8 } from '../grader/kit/bytes.ts'
export { type Answer, answerInWords, answerOf } from '../pictures/outcome.ts'
export type { Call, CallReport } from '../sandbox/types.ts'
export { right, wrong } from './proved.ts'
export type { Finale, Proof, Proved } from './types.ts'
