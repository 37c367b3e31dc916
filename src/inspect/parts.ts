import type { CleanToken } from './around/clean.ts'
import { shapeOf } from './around/shape.ts'
import { decodeBase64url } from './base64url.ts'
import { type Content, readHeaderJson, readPayload } from './content.ts'
import { identify } from './identify/identify.ts'
import type { JsonSource } from './json-source.ts'
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
  if (other !== null && !isCut(token.text)) {
    read.looksLike = other.id
    read.problems.push(whole(other.id, other.message, other.fix, other.reference))
    return read
  }
  // What follows a "~" are the disclosures of an SD-JWT (RFC 9901 §4).
  const compact = token.text.split('~', 1)[0] ?? ''
  const shape = shapeOf(compact.split('.', 1)[0]?.replace(/=+$/u, '') ?? '')
  const segments = segmentsOf(compact)
  const encrypted = shape === null ? segments.length === 5 : shape.segments === 5
  const endsInDots = !encrypted && segments.length > 3 && compact.endsWith('..')
  if (isCut(compact) || endsInDots) read.problems.push(cutProblem(compact, token))
  else if (segments.length !== (encrypted ? 5 : 3))
    read.problems.push(countProblem(segments.length, encrypted))
  const names = encrypted ? JWE : JWS
  let start = 0
  for (const [index, segment] of segments.entries()) {
    const name = names[index]
    if (name !== undefined && !isCut(segment)) readSegment(name, segment, start, token, read)
    start += segment.length + 1
  }
  if (!compact.startsWith('e')) adviseBeginning(read.problems)
  read.kind = encrypted ? 'jwe' : shape !== null || segments.length === 3 ? 'jws' : 'unreadable'
  read.signable = read.kind === 'jws' && segments.length === 3 && read.problems.every(isAboutContent)
  return read
}

/** A header that can't be read and does not begin like one has lost its beginning, or was never a header. */
function adviseBeginning(problems: Problem[]): void {
  const first = problems.find(problem => problem.segment === 'header')
  if (first !== undefined) first.fix ??= 'Was the beginning cut off? A token begins with "eyJ".'
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

function isCut(text: string): boolean {
  return /\.{3,}|\u2026|\*{3,}|\b(?:snip(?:ped)?|redacted|truncated|omitted)\b[\])>]/iu.test(text)
}

function cutProblem(text: string, token: CleanToken): Problem {
  const at = token.placeOf(
    text.search(/\.\.$|\.{3,}|\u2026|\*{3,}|[[<(]?\s*\b(?:snip|redacted|truncated|omitted)/iu),
  )
  return {
    id: 'cut-short',
    message: `The token was shortened: at character ${at} there are dots or another mark instead of its rest.`,
    fix: 'Programs shorten tokens in logs and windows. Copy the whole token from where it is stored.',
    segment: null,
    at,
    reference: 'RFC 7515 §7.1',
  }
}

function countProblem(count: number, encrypted: boolean): Problem {
  if (encrypted) {
    const message = `The header has enc, so this is an encrypted token (JWE), which has five segments. Here ${count === 1 ? 'is 1' : `are ${count}`}.`
    return whole('segment-count', message, cutOff, 'RFC 7516 §7.1')
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
  return whole('segment-count', message, 'Was something glued to the token? Copy it again.', 'RFC 7516 §9')
}

const cutOff = 'Was the end cut off? Copy the token again.'

function whole(id: string, message: string, fix: string | null, reference: string | null): Problem {
  return { id, message, fix, segment: null, at: null, reference }
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
