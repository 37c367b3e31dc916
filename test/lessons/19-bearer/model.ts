/** What a refusal may be, once. */
export { readChallenges } from './challenge.ts'

/** The status and the error code of an answer to a request that has no good token. */
export type Refusal = { status: number; error: string | undefined }

const NO_TOKEN: Refusal = { status: 401, error: undefined }
const BAD_TOKEN: Refusal = { status: 401, error: 'invalid_token' }
/** What is no single token is a bad token or a bad request (RFC 6750 §3.1). */
const EITHER: readonly Refusal[] = [
  BAD_TOKEN,
  { status: 401, error: 'invalid_request' },
  { status: 400, error: 'invalid_request' },
]

/** The refusals that are right for the value of an Authorization header, null when there is none. */
export function refusalsFor(header: string | null): readonly Refusal[] {
  if (header === null || !/^bearer( |$)/i.test(header)) return [NO_TOKEN]
  if (/^bearer +[\w.~+/-]+=*$/i.test(header)) return [BAD_TOKEN]
  return /^bearer *$/i.test(header) ? [...EITHER, NO_TOKEN] : EITHER
}
