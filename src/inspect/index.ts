/** What other folders use of `inspect`. */
export { KeyError } from './errors.ts'
export { inspectToken } from './inspect.ts'
export { type KeySource, keyFromDer, keyFromPaste, keyFromSecret, keyFromText, keysFromJwks } from './key.ts'
export type { Role, Row, Span } from '../text/span.ts'
export { inspectionRows, type KeyAdvice } from './rows/inspection.ts'
export type { Inspection } from './types.ts'
export { type CrackTarget, crackTarget, type Progress, searchWords, withWordList } from './word-list.ts'
