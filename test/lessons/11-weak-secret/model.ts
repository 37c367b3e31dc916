/** Which candidate is the secret of a token: the rule, once, and what people write instead of it. */
import { fromBase64url, hmacSha256, show, toBase64url, utf8 } from '../../../src/grader/kit/index.ts'

export type Row = readonly [token: string, candidates: readonly string[]]
/** A string, another value, or a refusal. */
type Returned = { kind: 'returned'; value: unknown }
export type Answer = Returned | { kind: 'refused' } | { kind: 'other' }

const returned = (value: unknown): Returned => ({ kind: 'returned', value })

/** The text that is signed, and the signature; null when this is not an HS256 token. */
function partsOf(token: string): { input: string; header: string; payload: string; mac: string } | null {
  const [header = '', payload = '', mac = '', ...more] = token.split('.')
  if (more.length > 0 || token.split('.').length < 3) return null
  try {
    const { alg } = JSON.parse(Buffer.from(header, 'base64url').toString('utf8'))
    return alg === 'HS256' ? { input: `${header}.${payload}`, header, payload, mac } : null
  } catch {
    return null
  }
}

const macOf = (key: Uint8Array, input: string): string => toBase64url(hmacSha256(key, utf8(input)))

/** Whether a candidate is the secret: its UTF-8 bytes make the whole signature (RFC 7518 §3.2). */
export function fits(candidate: string, token: string): boolean {
  const parts = partsOf(token)
  return parts !== null && macOf(utf8(candidate), parts.input) === parts.mac
}

/** An HS256 signature has 32 bytes; a token with another number may be called malformed. */
const hasWholeSignature = (token: string): boolean => fromBase64url(token.split('.')[2] ?? '').length === 32

/** All answers that are right: any candidate that fits, and without one undefined; a refusal for what is not HS256. */
export function rightAnswers([token, candidates]: Row): Answer[] {
  if (partsOf(token) === null) return [returned(undefined), { kind: 'refused' }]
  const fitting = candidates.filter(candidate => fits(candidate, token))
  if (fitting.length > 0) return fitting.map(returned)
  return hasWholeSignature(token) ? [returned(undefined)] : [returned(undefined), { kind: 'refused' }]
}

/** The first candidate for which this holds, in a token of any algorithm. */
function first(
  [token, candidates]: Row,
  holds: (candidate: string, parts: { input: string; mac: string; payload: string }) => boolean,
): Returned {
  const parts = partsOf(token)
  if (parts === null) return returned(undefined)
  return returned(candidates.find(candidate => holds(candidate, parts)))
}

type Mistake = (row: Row) => Answer

const byKey =
  (keyOf: (candidate: string) => Uint8Array): Mistake =>
  row =>
    first(row, (candidate, { input, mac }) => macOf(keyOf(candidate), input) === mac)
/** The candidate is changed before it is tried; what is returned is the candidate, or the changed one. */
const changed = (change: (candidate: string) => string): Mistake[] => [
  byKey(candidate => utf8(change(candidate))),
  ([token, candidates]) => byKey(utf8)([token, candidates.map(change)]),
]
/** Only some of the candidates are tried. */
const among =
  (isTried: (candidate: string, index: number, all: readonly string[]) => boolean): Mistake =>
  ([token, candidates]) =>
    byKey(utf8)([token, candidates.filter(isTried)])
const comparing =
  (isEqual: (made: string, mac: string) => boolean): Mistake =>
  row =>
    first(row, (candidate, { input, mac }) => isEqual(macOf(utf8(candidate), input), mac))
/** The text that is signed is another one; the algorithm is not looked at. */
const over =
  (inputOf: (header: string, payload: string) => string): Mistake =>
  ([token, candidates]) => {
    const [header = '', payload = '', mac = ''] = token.split('.')
    const input = inputOf(header, payload)
    return returned(candidates.find(candidate => macOf(utf8(candidate), input) === mac))
  }
const rewritten = (segment: string): string => {
  try {
    return toBase64url(utf8(JSON.stringify(JSON.parse(Buffer.from(segment, 'base64url').toString('utf8')))))
  } catch {
    return segment
  }
}
const toStandard = (text: string): string => text.replaceAll('-', '+').replaceAll('_', '/')
const encoded = (encoding: BufferEncoding): Mistake =>
  byKey(candidate => Uint8Array.from(Buffer.from(candidate, encoding)))

/** What people write, each in some spellings. The first spelling that gives all answers of the run is named. */
export const MISTAKES: Record<string, readonly Mistake[]> = {
  'never-found': [() => returned(undefined)],
  'first-candidate': [([, candidates]) => returned(candidates[0])],
  'last-candidate': [([, candidates]) => returned(candidates.at(-1))],
  'candidate-skipped': [
    among((_, index) => index > 0),
    among((_, index, all) => index < all.length - 1),
    among((_, index) => index % 2 === 0),
    among((_, index) => index % 2 === 1),
  ],
  'places-tried': [
    ([token, candidates]) => byKey(utf8)([token, candidates.map((_, index) => String(index))]),
  ],
  'only-first-tried': [among((_, index) => index === 0)],
  'signature-returned': [
    row => {
      const { value } = first(row, (candidate, { input, mac }) => macOf(utf8(candidate), input) === mac)
      return returned(value === undefined ? undefined : row[0].split('.')[2])
    },
  ],
  'signature-base64': [comparing((made, mac) => toStandard(made) === mac)],
  'short-skipped': [among(candidate => utf8(candidate).length >= 32)],
  'empty-skipped': [among(candidate => candidate !== '')],
  'ends-cut': [
    ...changed(candidate => candidate.trim()),
    ...changed(candidate => candidate.trimEnd()),
    ...changed(candidate => candidate.trimStart()),
    ...changed(candidate => candidate.replace(/[\r\n]+$/, '')),
  ],
  'case-folded': [
    ...changed(candidate => candidate.toLowerCase()),
    ...changed(candidate => candidate.toUpperCase()),
  ],
  'key-normalized': ['NFC', 'NFD', 'NFKC', 'NFKD'].flatMap(form =>
    changed(candidate => candidate.normalize(form)),
  ),
  'key-cut': [
    ...[16, 31, 32, 64].map(length => byKey(candidate => utf8(candidate).slice(0, length))),
    ...[16, 31, 32, 63, 64].map(length => among(candidate => candidate.length <= length)),
  ],
  'key-latin1': [encoded('latin1'), encoded('utf16le')],
  'key-base64': [encoded('base64'), encoded('hex')],
  'signature-case': [comparing((made, mac) => made.toLowerCase() === mac.toLowerCase())],
  'signature-beginning': [4, 6, 8, 10, 16, 20, 22, 32, 40, 42].map(length =>
    comparing((made, mac) => made.slice(0, length) === mac.slice(0, length)),
  ),
  'signature-part': [
    ...[4, 8, 10, 16, 20, 32, 40, 42].map(length =>
      comparing((made, mac) => made.slice(-length) === mac.slice(-length)),
    ),
    comparing((made, mac) => mac.includes(made.slice(1, -1))),
    comparing((made, mac) => mac.includes(made)),
    // All 32 bytes, and not whether there are more.
    comparing((made, mac) => made === toBase64url(fromBase64url(mac).slice(0, 32))),
  ],
  'signature-as-beginning': [comparing((made, mac) => made.startsWith(mac))],
  'json-rewritten': [
    over((header, payload) => `${rewritten(header)}.${rewritten(payload)}`),
    over((header, payload) => `${header}.${rewritten(payload)}`),
    over((header, payload) => `${rewritten(header)}.${payload}`),
  ],
  'header-assumed': ['{"alg":"HS256","typ":"JWT"}', '{"typ":"JWT","alg":"HS256"}', '{"alg":"HS256"}'].map(
    json => over((_, payload) => `${toBase64url(utf8(json))}.${payload}`),
  ),
  'alg-unchecked': [
    over((header, payload) => `${header}.${payload}`),
    row =>
      row[0].split('.').length === 3
        ? over((header, payload) => `${header}.${payload}`)(row)
        : returned(undefined),
  ],
}

/** Why a token is no HS256 token, in words. */
export function notHs256(token: string): string {
  const segments = token.split('.')
  if (segments.length !== 3) return `it has ${segments.length} segments, not three`
  try {
    const { alg } = JSON.parse(Buffer.from(segments[0] ?? '', 'base64url').toString('utf8'))
    return alg === undefined ? 'its header has no alg' : `its header says alg: ${show(alg)}`
  } catch {
    return 'its first segment is no JSON'
  }
}

/** How the HMAC with a candidate and the signature of a token differ, in words. */
export function differenceOf(candidate: string, token: string): string {
  const parts = partsOf(token)
  if (parts === null) return ''
  const made = macOf(utf8(candidate), parts.input)
  if (parts.mac.length !== made.length)
    return ` The signature has ${parts.mac.length} characters, and the HMAC ${made.length}.`
  const same = [...made].filter((character, index) => character === parts.mac[index]).length
  return same < 8 ? '' : ` Of their ${made.length} characters ${same} are the same, and all must be.`
}

/** Whether this is a token of three segments with the algorithm HS256. */
export const isHs256 = (token: string): boolean => partsOf(token) !== null
