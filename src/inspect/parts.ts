import type { CleanToken } from './around/clean.ts'
import { shapeOf } from './around/shape.ts'
import { decodeBase64url } from './base64url.ts'
import { type Content, readHeaderJson, readPayload } from './content.ts'
import { lengthProblems } from './encryption.ts'
import { identify } from './identify/identify.ts'
import type { JsonSource } from './json-source.ts'
import {
  beforeCut,
  countProblem,
  cutProblem,
  endsEarly,
  isCut,
  mayBeCut,
  notADot,
  pieceMissing,
  splitAtLookAlikes,
  whole,
  wholeSegments,
} from './segments.ts'
import { own } from './times.ts'
import type { Part, PartName, Problem } from './types.ts'

/** The segments of a token, read strictly, and what is wrong with them. */
export type ReadToken = {
  kind: 'jws' | 'jwe' | 'unreadable'
  parts: Part[]
  problems: Problem[]
  /** Names that come twice, by part. */
  duplicates: { part: PartName; name: string }[]
  /** Parts whose last character has spare bits that are not zero. */
  trailingBits: PartName[]
  /** What the payload is. */
  content: Content
  /** Whether a verifier gets as far as the signature: every problem is about what the payload says. */
  signable: boolean
  /** Whether there are more segments than a signed token has: which of them is the payload is not certain. */
  surplus: boolean
  /** The JSON of header and payload as it is written. */
  sources: Partial<Record<PartName, JsonSource>>
  /** What the text is when it is not a JWT: `paseto`, `opaque-token`, `url`... */
  looksLike: string | null
}

const JWS: PartName[] = ['header', 'payload', 'signature']
const JWE: PartName[] = [
  'header',
  'encrypted key',
  'initialization vector',
  'ciphertext',
  'authentication tag',
]

/**
 * Splits a token at its dots and decodes each segment (RFC 7515 §7.1, RFC 7516 §7.1, RFC 7519 §7.2).
 * The first segment decides what it is (RFC 7516 §9). Never throws; goes on after a problem as far as the meaning is clear.
 */
export function readToken(token: CleanToken): ReadToken {
  const read = nothing()
  if (token.text === '') {
    read.problems.push(whole('empty', 'There is no token.', 'Give one as an argument or on stdin.', null))
    return read
  }
  const other = identify(token.text)
  if (other !== null && !(other.id === 'opaque-token' && mayBeCut(token.text))) {
    read.looksLike = other.id
    read.problems.push(whole(other.id, other.message, other.fix, other.reference))
    return read
  }
  // What follows a "~" are the disclosures of an SD-JWT (RFC 9901 §4).
  const compact = token.text.split('~', 1)[0] ?? ''
  const shape = shapeOf(compact.split('.', 1)[0]?.replace(/(?<!=)=+$/u, '') ?? '')
  let segments = segmentsOf(compact)
  const encrypted = shape === null ? segments.length === 5 : shape.segments === 5
  const expected = encrypted ? 5 : 3
  const endsInDots = !encrypted && segments.length > 3 && compact.endsWith('..')
  const split = segments.length === expected ? null : splitAtLookAlikes(compact)
  if (token.nextPiece !== undefined && endsEarly(compact)) {
    read.problems.push(pieceMissing(token.nextPiece))
    segments = wholeSegments(compact)
  } else if ((isCut(compact) || endsInDots) && /[^.]/u.test(compact)) {
    const cut = beforeCut(compact)
    read.problems.push(cutProblem(token.placeOf(cut.at)))
    segments = cut.segments
  } else if (split !== null) {
    read.problems.push(notADot(compact[split.at] ?? '', token.placeOf(split.at)))
    segments = split.segments
  } else if (segments.length !== expected) read.problems.push(countProblem(segments, encrypted))
  read.surplus = !encrypted && segments.length > expected
  const names = encrypted ? JWE : JWS
  let start = 0
  for (const [index, segment] of segments.entries()) {
    const name = names[index]
    if (name !== undefined) readSegment(name, segment, start, token, read)
    start += segment.length + 1
  }
  const header = read.parts[0]?.json ?? null
  if (encrypted && segments.length === expected && header !== null)
    read.problems.push(...lengthProblems(header, read.parts))
  // The dot too many was named already.
  if (read.surplus) read.problems = read.problems.filter(problem => problem.id !== 'empty-part')
  endOfSdJwt(token.text, read.problems)
  if (!compact.startsWith('e')) adviseBeginning(read.problems)
  read.kind = encrypted
    ? 'jwe'
    : shape !== null || segments.length === 3 || split !== null
      ? 'jws'
      : 'unreadable'
  read.signable = read.kind === 'jws' && segments.length === 3 && read.problems.every(isAboutContent)
  return read
}

/** A header that can't be read and does not begin like one has lost its beginning, or was never a header. */
function adviseBeginning(problems: Problem[]): void {
  const first = problems.find(problem => problem.segment === 'header')
  if (first !== undefined && !['bad-character', 'encoded-twice'].includes(first.id))
    first.fix ??= 'Was the beginning cut off? A token begins with "eyJ".'
}

/** An SD-JWT ends with "~", unless a key binding JWT follows, which has dots (RFC 9901 §4). */
function endOfSdJwt(text: string, problems: Problem[]): void {
  const last = text.includes('~') ? text.slice(text.lastIndexOf('~') + 1) : ''
  if (last === '' || last.includes('.')) return
  const message =
    'The "~" at its end is missing: an SD-JWT without a key binding JWT has one after each disclosure.'
  problems.push(whole('sd-jwt-end', message, 'Copy the token again, with the last "~".', 'RFC 9901 §4'))
}

function nothing(): ReadToken {
  return {
    kind: 'unreadable',
    parts: [],
    problems: [],
    duplicates: [],
    trailingBits: [],
    content: { kind: 'unknown' },
    signable: false,
    surplus: false,
    sources: {},
    looksLike: null,
  }
}

/** Problems that a verifier meets only after it has checked the signature (RFC 7519 §7.2, steps 7 to 10). */
const ABOUT_CONTENT = new Set([
  'bad-utf8',
  'empty-part',
  'byte-order-mark',
  'bad-json',
  'encoded-twice',
  'hex-payload',
  'not-an-object',
  'compressed-payload',
  'nested-token',
  'unencoded-payload',
])

function isAboutContent(problem: Problem): boolean {
  return problem.segment === 'payload' && ABOUT_CONTENT.has(problem.id)
}

/** The segments; a payload that is not encoded (b64 is false, RFC 7797 §5.2) may hold dots of its own. */
function segmentsOf(compact: string): string[] {
  const segments = compact.split('.')
  if (segments.length < 4 || !isUnencoded(segments[0] ?? '')) return segments
  return [segments[0] ?? '', segments.slice(1, -1).join('.'), segments.at(-1) ?? '']
}

function isUnencoded(segment: string): boolean {
  const { bytes } = decodeBase64url(segment)
  const header = bytes === null ? null : readHeaderJson(bytes)
  return header !== null && own(header, 'b64') === false
}

function readSegment(
  name: PartName,
  segment: string,
  start: number,
  token: CleanToken,
  read: ReadToken,
): void {
  const placeOf = (offset: number) => token.placeOf(start + offset)
  const part: Part = { name, text: segment, at: placeOf(0), hex: null, length: 0, jsonText: null, json: null }
  read.parts.push(part)
  const header = read.parts[0]?.json ?? null
  if (name === 'payload' && header !== null && own(header, 'b64') === false) {
    fill(part, new TextEncoder().encode(segment))
    readPayload(part, header, Buffer.from(segment), read, placeOf)
    return
  }
  const { bytes, fault, trailingBits } = decodeBase64url(segment)
  if (fault !== null) {
    const where = `In the ${name}, character ${placeOf(fault.at)} of what you gave: `
    read.problems.push({
      id: fault.id,
      message: where + fault.message + (fault.id === 'padding' && bytes !== null ? leftOut(segment) : ''),
      fix: fault.fix,
      segment: name,
      at: placeOf(fault.at),
      reference: fault.reference,
    })
  }
  if (trailingBits) read.trailingBits.push(name)
  if (bytes === null) return
  fill(part, bytes)
  if (name === 'header' || name === 'payload') {
    readPayload(part, header, bytes, read, offset => placeOf(Math.floor((offset * 8) / 6)))
  }
}

function leftOut(segment: string): string {
  return segment.endsWith('==') ? ' It was decoded without them.' : ' It was decoded without it.'
}

function fill(part: Part, bytes: Uint8Array): void {
  part.hex = Buffer.from(bytes).toString('hex')
  part.length = bytes.length
}
