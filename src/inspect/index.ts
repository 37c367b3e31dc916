/** What other rooms use of `inspect`. */
export { KeyError } from './errors.ts'
export { inspectToken } from './inspect.ts'
export { type KeySource, keyFromPaste, keyFromSecret, keyFromText, keysFromJwks } from './key.ts'
export type { Role, Row, Span } from '../text/span.ts'
export { inspectionRows, type KeyAdvice } from './text.ts'
export type { Inspection } from './types.ts'
