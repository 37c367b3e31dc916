import { jsonObjectOf } from './around/shape.ts'
import { decompressed } from './compressed.ts'
import { shapeOf } from './around/shape.ts'
import { readJsonSource } from './json-source.ts'
import { scanJson } from './json-scan.ts'
import type { ReadToken } from './parts.ts'
import { kindOf, own } from './times.ts'
import type { Part } from './types.ts'
import { parseObject } from '../text/json.ts'
import { decodeUtf8 } from './utf8.ts'

/**
 * What the payload of a JWS is.
 * `claims`: a JSON object. `token`: another token, with or without `cty`. `detached`: empty, because it is sent elsewhere.
 * `compressed`: gzip, zlib or DEFLATE. `unencoded`: the text itself (b64 is false). `unknown`: none of these.
 */
export type Content =
  | { kind: 'claims' | 'detached' | 'compressed' | 'unencoded' | 'unknown' }
  | { kind: 'token'; text: string; announced: boolean }

type Report = (id: string, message: string, byte: number | null, reference: string, fix?: string) => void

/** The JSON object that the bytes of a header encode, or null. */
export function readHeaderJson(bytes: Uint8Array): Record<string, unknown> | null {
  const { text } = decodeUtf8(bytes)
  return text === null || scanJson(text).fault !== null ? null : asObject(JSON.parse(text))
}

/**
 * Fills in the JSON of a header or payload and reports what is wrong with it.
 * The header is asked first: it may say that the payload is not claims at all.
 * `header` is null for the header itself; `placeOfByte` maps a byte to the character of the token that starts it.
 */
export function readPayload(
  part: Part,
  header: Record<string, unknown> | null,
  bytes: Uint8Array,
  read: ReadToken,
  placeOfByte: (offset: number) => number,
): void {
  const report: Report = (id, message, byte, reference, fix) =>
    read.problems.push({
      id,
      message: byte === null ? message : `${message} (byte ${byte + 1} of the ${part.name})`,
      fix: fix ?? null,
      segment: part.name,
      at: byte === null ? part.at : placeOfByte(byte),
      reference,
    })
  if (part.name === 'payload' && header !== null && readSpecial(part, header, bytes, read, report)) return
  const json = readJson(part, bytes, read, report)
  part.json = json
  if (part.name === 'payload' && json !== null) read.content = { kind: 'claims' }
}

/** Contents that are not plain claims, as the header announces them. Returns whether it was one. */
function readSpecial(
  part: Part,
  header: Record<string, unknown>,
  bytes: Uint8Array,
  read: ReadToken,
  report: Report,
): boolean {
  if (bytes.length === 0) {
    read.content = { kind: 'detached' }
    part.jsonText = ''
    const message =
      'The payload is empty. Either the content is detached, which means sent beside the token (RFC 7515 Appendix F), or it was lost. A JWT must have claims.'
    report('empty-part', message, null, 'RFC 7519 §7.2')
    return true
  }
  if (own(header, 'b64') === false) {
    read.content = { kind: 'unencoded' }
    const { text } = decodeUtf8(bytes)
    part.jsonText = text
    part.json = text === null || scanJson(text).fault !== null ? null : asObject(JSON.parse(text))
    const message =
      'b64 is false: the payload is the text itself, not base64url of it. A JWS may do that, a JWT must not.'
    report('unencoded-payload', message, null, 'RFC 7797 §7')
    return true
  }
  if (readHex(part, read, report) || readCompressed(part, header, bytes, read, report)) return true
  return readNested(part, header, bytes, read, report)
}

function readCompressed(
  part: Part,
  header: Record<string, unknown>,
  bytes: Uint8Array,
  read: ReadToken,
  report: Report,
): boolean {
  const found = decompressed(Buffer.from(bytes))
  if (found === null) return false
  const { name, content } = found
  const { text } = content === null ? { text: null } : decodeUtf8(content)
  const isJson = text !== null && scanJson(text).fault === null
  read.content = { kind: 'compressed' }
  part.jsonText = text
  part.json = isJson ? asObject(JSON.parse(text)) : null
  if (isJson && part.json !== null) read.sources[part.name] = readJsonSource(text)
  const why =
    own(header, 'zip') === undefined
      ? `The payload is compressed (${name}); the payload of a JWT is the JSON itself, in base64url, so a verifier finds no JSON here.`
      : `The header has zip and the payload is compressed (${name}). Only encrypted tokens (JWE) have zip; a JWT verifier finds no JSON here.`
  const rest =
    content === null
      ? "It can't be decompressed: it is damaged, does not end, or is too large."
      : isJson
        ? 'It is shown decompressed.'
        : 'What is in it is not JSON either.'
  report(
    'compressed-payload',
    `${why} ${rest}`,
    null,
    own(header, 'zip') === undefined ? 'RFC 7519 §7.2' : 'RFC 7516 §4.1.3',
    'The issuer must leave the compression out.',
  )
  return true
}

/** JSON in hex where base64url belongs: most hex is base64url of something, too. */
function readHex(part: Part, read: ReadToken, report: Report): boolean {
  const json = hexText(part.text)
  const object = json === null ? null : parseObject(json)
  if (json === null || object === null) return false
  read.content = { kind: 'claims' }
  // The bits that seem to be left over are those of a text that is not base64url.
  read.trailingBits = read.trailingBits.filter(name => name !== part.name)
  part.hex = part.text.toLowerCase()
  part.length = part.text.length / 2
  part.jsonText = json
  part.json = object
  read.sources[part.name] = readJsonSource(json)
  report(
    'hex-payload',
    'The payload is written in hex; a token has base64url there. A verifier decodes it to other bytes and finds no JSON.',
    null,
    'RFC 7515 §7.1',
    'The program that made the token must encode the payload in base64url.',
  )
  return true
}

/** The text that an even number of hexadecimal characters encodes, or null. */
function hexText(text: string): string | null {
  return /^(?:[0-9a-f]{2}){2,}$/iu.test(text) ? Buffer.from(text, 'hex').toString('utf8') : null
}

function readNested(
  part: Part,
  header: Record<string, unknown>,
  bytes: Uint8Array,
  read: ReadToken,
  report: Report,
): boolean {
  const cty = own(header, 'cty')
  const announced = typeof cty === 'string' && /^(?:application\/)?(?:[\w.-]+\+)?jwt$/iu.test(cty)
  const text = Buffer.from(bytes).toString('latin1').trim()
  const isToken = text.includes('.') && shapeOf(text.split('.', 1)[0] ?? '') !== null
  if (!isToken) return false
  read.content = { kind: 'token', text, announced }
  part.jsonText = text
  if (!announced) {
    const message =
      'The payload is another token, but the header does not have cty "JWT", which a nested JWT must have.'
    report(
      'nested-token',
      message,
      null,
      'RFC 7519 §5.2',
      'The issuer must add "cty": "JWT" to the outer header.',
    )
  }
  return true
}

/** The JSON object of a part, or null with the reason reported. */
function readJson(
  part: Part,
  bytes: Uint8Array,
  read: ReadToken,
  report: Report,
): Record<string, unknown> | null {
  const { text, badByte } = decodeUtf8(bytes)
  if (text === null) {
    report('bad-utf8', badUtf8(part, bytes, badByte), badByte, 'RFC 7519 §7.2')
    return null
  }
  part.jsonText = text
  if (text === '') {
    report('empty-part', `The ${part.name} is empty; it must be a JSON object.`, null, 'RFC 7519 §7.2')
    return null
  }
  if (text.startsWith('\ufeff')) {
    report(
      'byte-order-mark',
      `The ${part.name} starts with a byte order mark; JSON must not.`,
      0,
      'RFC 8259 §8.1',
    )
    return null
  }
  const { fault, duplicates } = scanJson(text)
  if (fault !== null) {
    const byte = Buffer.byteLength(text.slice(0, fault.at), 'utf8')
    const form =
      jsonObjectOf(text) !== null ? 'base64url' : parseObject(hexText(text) ?? '') !== null ? 'hex' : null
    if (form !== null)
      report(
        'encoded-twice',
        `The ${part.name} is ${form} of JSON once more: it was encoded twice.`,
        byte,
        'RFC 7519 §7.2',
      )
    else report('bad-json', `The ${part.name} is not valid JSON. ${fault.message}`, byte, 'RFC 7519 §7.2')
    return null
  }
  read.duplicates.push(...duplicates.map(name => ({ part: part.name, name })))
  const value = JSON.parse(text) as unknown
  const object = asObject(value)
  if (object === null) {
    report(
      'not-an-object',
      `The ${part.name} is ${kindOf(value)}; it must be a JSON object.`,
      null,
      'RFC 7519 §7.2',
    )
    return null
  }
  read.sources[part.name] = readJsonSource(text)
  return object
}

function badUtf8(part: Part, bytes: Uint8Array, badByte: number): string {
  const byte = bytes[badByte] ?? 0
  const value = `0x${byte.toString(16).padStart(2, '0')}`
  const latin1 = byte >= 0xa0 ? ` In ISO 8859-1 (Latin-1) that byte is "${String.fromCharCode(byte)}".` : ''
  return `The ${part.name} is not UTF-8: ${value} does not fit there.${latin1}`
}

function asObject(value: unknown): Record<string, unknown> | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : null
}
