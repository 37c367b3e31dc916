/** Which candidate is the secret of a token: the rule, once, and what people write in place of it. */
import { fromBase64url, hmacSha256, toBase64url, toHex, utf8 } from '../../../src/grader/kit/index.ts'

export type Row = readonly [token: string, candidates: readonly string[]]
/** A string, another value, or a refusal. */
export type Answer = { kind: 'returned'; value: unknown } | { kind: 'refused' } | { kind: 'other' }

const returned = (value: unknown): Answer => ({ kind: 'returned', value })

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
): Answer {
  const parts = partsOf(token)
  if (parts === null) return returned(undefined)
  return returned(candidates.find(candidate => holds(candidate, parts)))
}

const byKey =
  (keyOf: (candidate: string) => Uint8Array) =>
  (row: Row): Answer =>
    first(row, (candidate, { input, mac }) => macOf(keyOf(candidate), input) === mac)
const changed =
  (change: (candidate: string) => string) =>
  (row: Row): Answer[] => {
    const answer = byKey(candidate => utf8(change(candidate)))(row)
    const value = answer.kind === 'returned' ? answer.value : undefined
    return [answer, returned(typeof value === 'string' ? change(value) : value)]
  }
const beginning =
  (length: number) =>
  (row: Row): Answer =>
    first(
      row,
      (candidate, { input, mac }) => macOf(utf8(candidate), input).slice(0, length) === mac.slice(0, length),
    )
const rewritten = (segment: string): string => {
  try {
    return toBase64url(utf8(JSON.stringify(JSON.parse(Buffer.from(segment, 'base64url').toString('utf8')))))
  } catch {
    return segment
  }
}
const latin1 = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'latin1'))

/** What people write. The first that gives all answers of the run is named. */
export const MISTAKES: Record<string, (row: Row) => Answer | readonly Answer[]> = {
  'never-found': () => returned(undefined),
  'first-candidate': ([, candidates]) => returned(candidates[0]),
  'last-candidate': ([, candidates]) => returned(candidates.at(-1)),
  'short-skipped': row => byKey(utf8)([row[0], row[1].filter(candidate => utf8(candidate).length >= 32)]),
  'empty-skipped': row => byKey(utf8)([row[0], row[1].filter(candidate => candidate !== '')]),
  'ends-cut': changed(candidate => candidate.trim()),
  'line-breaks-cut': changed(candidate => candidate.replace(/[\r\n]+$/, '')),
  'case-folded': changed(candidate => candidate.toLowerCase()),
  'key-latin1': byKey(latin1),
  'key-utf16': byKey(candidate => Uint8Array.from(Buffer.from(candidate, 'utf16le'))),
  'key-base64': byKey(candidate => Uint8Array.from(Buffer.from(candidate, 'base64'))),
  'key-hashed': byKey(candidate => utf8(toHex(utf8(candidate)))),
  'signature-beginning': row => [4, 6, 8, 10, 16, 20, 22, 32, 40, 42].map(length => beginning(length)(row)),
  'signature-as-beginning': row =>
    first(row, (candidate, { input, mac }) => macOf(utf8(candidate), input).startsWith(mac)),
  'json-rewritten': ([token, candidates]) => {
    const [header = '', payload = '', mac = ''] = token.split('.')
    const input = `${rewritten(header)}.${rewritten(payload)}`
    return returned(candidates.find(candidate => macOf(utf8(candidate), input) === mac))
  },
  'header-assumed': ([token, candidates]) => {
    const [, payload = '', mac = ''] = token.split('.')
    return ['{"alg":"HS256","typ":"JWT"}', '{"typ":"JWT","alg":"HS256"}', '{"alg":"HS256"}'].map(json => {
      const input = `${toBase64url(utf8(json))}.${payload}`
      return returned(candidates.find(candidate => macOf(utf8(candidate), input) === mac))
    })
  },
  'alg-unchecked': ([token, candidates]) => {
    const [header = '', payload = '', mac = '', ...more] = token.split('.')
    const input = `${header}.${payload}`
    const found = candidates.find(candidate => macOf(utf8(candidate), input) === mac)
    return more.length > 0 ? [returned(found), returned(undefined)] : returned(found)
  },
}
