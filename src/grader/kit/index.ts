/** The hidden-test kit: all that a file under test/lessons/ may import. */

export { default as fc } from 'fast-check'
export * as jose from 'jose'
export { BodyInPieces, GivenFunction, WebRequest } from '../../sandbox/encode.ts'
export { type ScryptCost, standInForScrypt } from '../../sandbox/scrypt-stand-in.ts'
export type {
  CallResult,
  Evidence,
  Expected,
  JwtErrorCode,
  KnownMistake,
  Thrown,
  Words,
} from '../diagnose/evidence.ts'
export { bytesOf, equal, NOT_PLAIN, plain, textOf } from '../diagnose/plain.ts'
export { compareRows, ordinal, show } from '../diagnose/show.ts'
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
export type { LearnerObject } from './calls.ts'
export type { Duty, LeavesOpen } from './duties.ts'
export { type Found, isUnchanged } from './expect.ts'
export type { ExpectedResponse, WebAnswer } from './http.ts'
export type { Learner } from './learner.ts'
export { mistakesIn, type Sign } from './known.ts'
export { defineLesson, type LessonOptions, type StepApi } from './lesson.ts'
export { expectRows, type Run } from './model/expect-rows.ts'
export { defineRows, type ModelLesson, type RowsApi } from './model/lesson.ts'
export { type Change, defineModel, type Mistake, type WrongFunction } from './model/model.ts'
export { looksLikeRefusal } from './model/returned-refusal.ts'
export { refuse } from './model/right.ts'
export { combinations, defined, pick, strings } from './model/rows.ts'
export type { Signs, WrongAnswer } from './model/signs.ts'
export { type CurveKeyPair, ecKeyPair, okpKeyPair } from './curve-keys.ts'
export {
  type ByteForm,
  bytesFormOf,
  isMissingExport,
  jsonIn,
  type NearMiss,
  nearMissesOf,
  nearMissOf,
  tokenIn,
  tokenParts,
} from './read.ts'
export { newRsaKeyPair, rareRsaKeyPair, type RsaKeyPair, rsaKeyPair } from './rsa-keys.ts'
export type { Sent } from './http-client.ts'
export { type Served, serveApp } from './serve.ts'
