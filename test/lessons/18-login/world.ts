/** Users, contexts and requests of the hidden tests. */
import {
  type CallResult,
  type Learner,
  plain,
  standInForScrypt,
  toBase64url,
  utf8,
  WebRequest,
} from '../../../src/grader/kit/index.ts'

export type UserRecord = { salt: string; hash: string }
export type Context = {
  users: Record<string, UserRecord>
  secret: Uint8Array
  issuer: string
  audience: string
  now: number
}
export type Header = [name: string, value: string]
/** One run of scrypt, as the learner's code asked for it. */
export type ScryptRun = {
  password: Uint8Array
  salt: Uint8Array
  length: number
  N: number
  r: number
  p: number
}

export const COST = { N: 16384, r: 8, p: 5 }
export const JSON_TYPE: Header = ['Content-Type', 'application/json']
const NOW = 1_700_000_000

/** The record of a user; `change` makes another hash of the right one. */
export function recordOf(
  password: string,
  salt: Uint8Array,
  change: (hash: Uint8Array) => Uint8Array = hash => hash,
): UserRecord {
  const hash = standInForScrypt(utf8(password), salt, 32, COST)
  return { salt: toBase64url(salt), hash: toBase64url(change(hash)) }
}

/** A server with these users: names and passwords. Names may be any, also `__proto__`. */
export function createContext(
  learner: Learner,
  users: readonly (readonly [name: string, password: string])[],
): Context {
  const records = users.map(([name, password]): [string, UserRecord] => [
    name,
    recordOf(password, learner.randomBytes(16)),
  ])
  return contextOf(learner, records)
}

/** A server with these records. */
export function contextOf(learner: Learner, records: readonly [string, UserRecord][]): Context {
  return {
    // fromEntries makes own properties of all names.
    users: Object.fromEntries(records),
    secret: learner.randomBytes(32),
    issuer: 'https://login.example',
    audience: 'https://api.example',
    now: NOW + Math.floor(learner.random() * 1e8),
  }
}

/** A login with a JSON body: an object, or text as it is. */
export function post(body: unknown, headers: Header[] = [JSON_TYPE], method = 'POST'): WebRequest {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  return new WebRequest(method, 'https://login.example/login', headers, utf8(text))
}

export const credentials = (username: string, password: string): WebRequest => post({ username, password })

/** The runs of scrypt that a call made. */
export function scryptRuns(result: CallResult): ScryptRun[] {
  return (result.called ?? []).flatMap(({ name, details }) =>
    name === 'scrypt' ? [plain(details) as ScryptRun] : [],
  )
}

/** How many runs of scrypt were over before the answer. */
export const runsDone = ({ called = [] }: CallResult): number =>
  called.filter(({ name }) => name === 'scrypt done').length

/** Cost and length of runs, in words. */
export function shownRuns(runs: readonly ScryptRun[]): string {
  if (runs.length === 0) return 'no scrypt at all'
  return runs.map(({ N, r, p, length }) => `N = ${N}, r = ${r}, p = ${p}, ${length} bytes`).join(' and ')
}
