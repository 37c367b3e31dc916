import { decodeBase64url } from './base64url.ts'
import type { CleanToken } from './clean.ts'
import { scanJson } from './json-scan.ts'
import { kindOf } from './times.ts'
import type { Part, PartName, Problem } from './types.ts'
import { decodeUtf8 } from './utf8.ts'

/** The segments of a token, read strictly, and what is wrong with them. */
export type ReadToken = {
  kind: 'jws' | 'jwe' | 'unreadable'
  parts: Part[]
  problems: Problem[]
  /** Names that come twice, by part. */
  duplicates: { part: PartName; name: string }[]
  /** Parts whose last character has spare bits that are not zero. */
  trailingBits: PartName[]
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
 * Never throws; goes on after a problem as far as the meaning is clear.
 */
export function readToken(token: CleanToken): ReadToken {
  const whole = wholeProblem(token.text)
  if (whole !== null) {
    return { kind: 'unreadable', parts: [], problems: [whole], duplicates: [], trailingBits: [] }
  }
  const segments = token.text.split('.')
  const names = segments.length === 5 ? JWE : JWS
  const read: ReadToken = { kind: 'jws', parts: [], problems: [], duplicates: [], trailingBits: [] }
  const wrong = countProblem(segments.length)
  if (wrong !== null) read.problems.push(wrong)
  let start = 0
  for (const [index, segment] of segments.entries()) {
    const name = names[index]
    if (name !== undefined) readSegment(name, segment, start, token, read, names)
    start += Array.from(segment).length + 1
  }
  read.kind = segments.length === 3 ? 'jws' : segments.length === 5 ? 'jwe' : 'unreadable'
  return read
}

function wholeProblem(text: string): Problem | null {
  const problem = { segment: null, at: null }
  if (text === '') {
    return {
      ...problem,
      id: 'empty',
      message: 'There is no token.',
      fix: 'Give one as an argument or on stdin.',
      reference: null,
    }
  }
  if (/^(undefined|null|NaN|\[object\w*\])$/iu.test(text)) {
    return {
      ...problem,
      id: 'not-a-value',
      message: `"${text}" is what a program prints when its token is missing.`,
      fix: 'Look where the token is read: the variable was empty there.',
      reference: null,
    }
  }
  if (text.startsWith('{')) {
    return {
      ...problem,
      id: 'json-serialization',
      message: 'This is JSON. A JWT always is the compact form: segments with dots between them.',
      fix: 'Give the token alone: three segments of letters, digits, - and _.',
      reference: 'RFC 7519 §1',
    }
  }
  if (text.startsWith('-----BEGIN')) {
    return {
      ...problem,
      id: 'is-a-key',
      message: 'This is a PEM file: a key or a certificate, not a token.',
      fix: 'Give the token here and the file with --key.',
      reference: null,
    }
  }
  return null
}

function countProblem(count: number): Problem | null {
  if (count === 3 || count === 5) return null
  const message =
    count === 1
      ? 'There is no dot. A signed token has three segments with a dot between them: header.payload.signature.'
      : count === 2
        ? 'There are two segments; the signature is missing. Even an unsigned token ends in a dot.'
        : `There are ${count} segments. A signed token has three, an encrypted one five.`
  const fix =
    count < 3
      ? 'Was the end cut off? Copy the token again.'
      : 'Was something glued to the token? Copy it again.'
  return { id: 'segment-count', message, fix, segment: null, at: null, reference: 'RFC 7515 §7.1' }
}

function readSegment(
  name: PartName,
  segment: string,
  start: number,
  token: CleanToken,
  read: ReadToken,
  names: PartName[],
): void {
  // An empty last segment has no character of its own; it stands behind the last dot.
  const placeOf = (offset: number) => token.places[start + offset] ?? (token.places.at(-1) ?? 0) + 1
  const part: Part = { name, text: segment, at: placeOf(0), hex: null, length: 0, jsonText: null, json: null }
  read.parts.push(part)
  const { bytes, fault, trailingBits } = decodeBase64url(segment)
  if (fault !== null) {
    const where = `In the ${name}, character ${placeOf(fault.at)} of what you gave: `
    read.problems.push({
      id: fault.id,
      message: where + fault.message,
      fix: fault.fix,
      segment: name,
      at: placeOf(fault.at),
      reference: fault.reference,
    })
  }
  if (trailingBits) read.trailingBits.push(name)
  if (bytes === null) return
  part.hex = Buffer.from(bytes).toString('hex')
  part.length = bytes.length
  const isJson = name === 'header' || (name === 'payload' && names === JWS)
  if (isJson) readJson(part, bytes, read, offset => placeOf(Math.floor((offset * 8) / 6)))
}

/** Fills in the JSON of a part; `placeOfByte` maps a byte to the character of the token that starts it. */
function readJson(
  part: Part,
  bytes: Uint8Array,
  read: ReadToken,
  placeOfByte: (offset: number) => number,
): void {
  const problem = (
    id: string,
    message: string,
    byte: number | null,
    reference: string,
    fix: string | null = null,
  ) =>
    read.problems.push({
      id,
      message: byte === null ? message : `${message} (byte ${byte + 1} of the ${part.name})`,
      fix,
      segment: part.name,
      at: byte === null ? part.at : placeOfByte(byte),
      reference,
    })
  const { text, badByte } = decodeUtf8(bytes)
  if (text === null) {
    const value = bytes[badByte]?.toString(16).padStart(2, '0')
    problem(
      'bad-utf8',
      `The ${part.name} is no UTF-8: 0x${value} does not fit there.`,
      badByte,
      'RFC 7519 §7.2',
    )
    return
  }
  part.jsonText = text
  if (text === '') {
    problem('empty-part', `The ${part.name} is empty; it must be a JSON object.`, null, 'RFC 7519 §7.2')
    return
  }
  if (text.startsWith('\ufeff')) {
    problem(
      'byte-order-mark',
      `The ${part.name} starts with a byte order mark; JSON has none.`,
      0,
      'RFC 8259 §8.1',
    )
    return
  }
  const { fault, duplicates } = scanJson(text)
  if (fault !== null) {
    const byte = Buffer.byteLength(text.slice(0, fault.at), 'utf8')
    problem('bad-json', `The ${part.name} is no JSON. ${fault.message}`, byte, 'RFC 7519 §7.2')
    return
  }
  read.duplicates.push(...duplicates.map(name => ({ part: part.name, name })))
  const value = JSON.parse(text) as unknown
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    problem(
      'not-an-object',
      `The ${part.name} is ${kindOf(value)}; it must be a JSON object.`,
      null,
      'RFC 7519 §7.2',
    )
    return
  }
  part.json = value as Record<string, unknown>
}
