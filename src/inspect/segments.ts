import { copyAllPieces } from './around/cookie-pieces.ts'
import { jsonObjectOf, shapeOf } from './around/shape.ts'
import { hasLostEmptyKey, isSignedWithEnc } from './encryption.ts'
import { LIKE_A_DOT } from './look-alikes.ts'
import type { Problem } from './types.ts'

const CUT =
  /\.\.$|\.{3,}|\u2026|\*{3,}|[[<(]?\s*\b(?:snip|redacted|truncated|omitted)|[[<(]\s*(?:signature|payload|header|pii|removed|hidden|masked)\b/iu

/** Whether a program shortened the text and put a mark instead of the rest. */
export function isCut(text: string): boolean {
  return /\.{3,}|\u2026|\*{3,}|\b(?:snip(?:ped)?|redacted|truncated|omitted)\b[\])>]|[[<(]\s*(?:signature|payload|header|pii|removed|hidden|masked)\b/iu.test(
    text,
  )
}

/** Whether a text that does not begin like a token may be the rest of one: prose and short words are not. */
export function mayBeCut(text: string): boolean {
  return isCut(text) && !/\s/u.test(text) && text.replace(/[^A-Za-z0-9_-]/gu, '').length >= 16
}

/** The place of the mark, and the segments that are whole before it: of the last one nobody knows whether it is. */
export function beforeCut(compact: string): { at: number; segments: string[] } {
  const at = compact.search(CUT)
  return { at, segments: wholeSegments(compact.slice(0, at)) }
}

/** The segments of a text that ends somewhere: of the last one only JSON shows that it is whole. */
export function wholeSegments(text: string): string[] {
  const segments = text.split('.')
  if (jsonObjectOf(segments.at(-1) ?? '') === null) segments.pop()
  return segments
}

/** Says that the token was shortened at a place, counted from 1. */
export function cutProblem(at: number): Problem {
  return {
    id: 'cut-short',
    message: `The token was shortened: at character ${at} there are dots or another mark instead of its rest.`,
    fix: 'Programs shorten tokens in logs and windows. Copy the whole token from where it is stored.',
    segment: null,
    at,
    reference: 'RFC 7515 §7.1',
  }
}

/** Whether a text ends before its algorithm says that a token ends. */
export function endsEarly(compact: string): boolean {
  const segments = compact.split('.')
  const shape = shapeOf(segments[0] ?? '')
  if (shape === null || segments.length > shape.segments) return false
  if (segments.length < shape.segments) return true
  const { length } = segments.at(-1) ?? ''
  return shape.lastLengths?.every(whole => length < whole) ?? false
}

/** Says that the rest of a token must be in another cookie. */
export function pieceMissing(name: string): Problem {
  return {
    id: 'cookie-piece-missing',
    message: `The token is not whole: it came in pieces, each in a cookie of its own, and ${name} with more of it is missing, or the piece before it was not copied to its end.`,
    fix: copyAllPieces(name),
    segment: null,
    at: null,
    reference: null,
  }
}

/** Splits at characters that look like dots, when that makes a token of what has too few; null otherwise. */
export function splitAtLookAlikes(compact: string): { segments: string[]; at: number } | null {
  const segments = compact.split(new RegExp(`\\.|${LIKE_A_DOT.source}`, 'u'))
  const at = compact.search(LIKE_A_DOT)
  const isWhole = segments.length === 3 || segments.length === 5
  return at >= 0 && isWhole && jsonObjectOf(segments[0] ?? '') !== null ? { segments, at } : null
}

/** Says that a character at a place, counted from 1, is not the dot that should be there. */
export function notADot(character: string, at: number): Problem {
  const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')
  return {
    id: 'not-a-dot',
    message: `Character ${at} of what you gave is U+${code}, where the dot between two segments (U+002E) should be.`,
    fix: 'Something replaced the dots on the way: copy the token again, as plain text.',
    segment: null,
    at,
    reference: 'RFC 7515 §7.1',
  }
}

/** Says that there are too few or too many segments, and why when that can be seen. */
export function countProblem(segments: string[], encrypted: boolean): Problem {
  const count = segments.length
  if (encrypted) {
    const message = `The header has enc, so this is an encrypted token (JWE), which has five segments. Here ${count === 1 ? 'is 1' : `are ${count}`}.`
    const fix = hasLostEmptyKey(segments) ? lostDot : isSignedWithEnc(segments) ? strayEnc : cutOff
    return whole('segment-count', message, fix, 'RFC 7516 §7.1')
  }
  if (count === 1) {
    const message =
      'There is no dot. A signed token has three segments with a dot between them: header.payload.signature.'
    return whole('segment-count', message, cutOff, 'RFC 7515 §7.1')
  }
  if (count === 2) {
    const message = 'There are two segments; the signature is missing. Even an unsigned token ends in a dot.'
    return whole('segment-count', message, cutOff, 'RFC 7515 §7.1')
  }
  const message =
    count === 5
      ? 'There are 5 segments, as in an encrypted token (JWE), but the header has no enc. A signed token has three.'
      : `There are ${count} segments. A signed token has three, an encrypted one five.`
  return whole('segment-count', message, surplus(segments), 'RFC 7516 §9')
}

/** What is too much: an empty segment, or one that comes twice in a row. */
function surplus(segments: string[]): string {
  const again = 'Was something glued to the token? Copy it again.'
  if (segments.length !== 4) return again
  const empty = segments.indexOf('')
  if (empty >= 0) return `There is a dot too many: segment ${empty + 1} is empty. Copy the token again.`
  const twice = segments.findIndex((segment, index) => segment === segments[index + 1])
  return twice < 0 ? again : `Segments ${twice + 1} and ${twice + 2} are the same: leave one of them out.`
}

const lostDot =
  'With this alg the second segment is empty, so two dots follow the header. One of them was lost: copy the token again.'

const strayEnc =
  'Its alg signs, and a signed token has three segments: if it is meant to be one, enc does not belong into the header.'

const cutOff = 'Was the end cut off? Copy the token again.'

/** A problem of the token as a whole. */
export function whole(id: string, message: string, fix: string | null, reference: string | null): Problem {
  return { id, message, fix, segment: null, at: null, reference }
}
