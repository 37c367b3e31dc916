/** The hidden-test kit: all that a file under test/lessons/ may import. */

export { default as fc } from 'fast-check'
export * as jose from 'jose'
export {
  bytes,
  fromBase64url,
  hex,
  hmacSha256,
  makeToken,
  sha256,
  splitToken,
  toBase64,
  toBase64url,
  toHex,
  utf8,
} from './bytes.ts'
export type { Learner } from './learner.ts'
export { defineLesson, type StepApi } from './lesson.ts'
export { defineRows, type RowsApi } from './model/lesson.ts'
export { type Change, defineModel } from './model/model.ts'
export { combinations, defined, pick } from './model/rows.ts'
export type { Signs, WrongAnswer } from './model/signs.ts'
export { bytesOf, equal, plain, textOf } from './plain.ts'
export { WebRequest } from '../../sandbox/encode.ts'
export { type Served, serveApp } from './serve.ts'
export { type CurveKeyPair, ecKeyPair, okpKeyPair } from './curve-keys.ts'
export { type RsaKeyPair, rsaKeyPair } from './rsa-keys.ts'
export { show } from './show.ts'
export {
  type Evidence,
  type Expected,
  type JwtErrorCode,
  type KnownMistake,
  NOT_PLAIN,
  type CallResult,
} from './types.ts'
