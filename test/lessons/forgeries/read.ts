/** Reads a token that the learner forged, and says what is wrong with its form. */
import { equal, type Found, fromBase64url, show, toBase64url } from '../../../src/grader/kit/index.ts'

export type Json = Record<string, unknown>
export type Token = { header: Json; payload: Json; signingInput: string; signature: string }

export const isFound = (read: object): read is Found => 'id' in read

/** The parts of a token in compact form, or what is wrong with it (RFC 7515 §3.1, RFC 7519 §7.2). */
export function readForgery(token: string): Token | Found {
  const segments = token.split('.')
  if (segments.length === 2) return { id: 'last-dot-missing', expected: 'header.payload.' }
  if (segments.length !== 3)
    return {
      id: 'not-three-segments',
      words: { count: segments.length === 1 ? 'one segment' : `${segments.length} segments` },
    }
  const [first, second, signature] = segments as [string, string, string]
  const header = readJson(first, 'header')
  if (isFound(header)) return header
  const payload = readJson(second, 'payload')
  if (isFound(payload)) return payload
  return {
    header: header.json,
    payload: payload.json,
    signingInput: `${first}.${second}`,
    signature,
  }
}

/** So many differences are shown at once. */
const MOST_SHOWN = 3

/** The claims of a token of ours. */
export const claimsOf = (token: string): Json => objectIn(token.split('.')[1] as string)
/** The header of a token of ours. */
export const headerOf = (token: string): Json => objectIn(token.split('.')[0] as string)

/** What is wrong with characters that must be strict base64url. */
export function base64urlFault(segment: string, part: string): Found | null {
  if (segment.includes('=')) return { id: 'padding-kept', words: { part } }
  if (/[+/]/.test(segment)) return { id: 'standard-base64', words: { part } }
  const odd = /[^\w-]/u.exec(segment)?.[0]
  if (odd !== undefined)
    return { id: 'not-base64url', words: { part, odd: show(odd) }, actual: `${part}: ${show(segment)}` }
  if (toBase64url(fromBase64url(segment)) !== segment)
    return { id: 'not-base64url/bits', words: { part }, actual: `${part}: ${show(segment)}` }
  return null
}

/** What differs between two objects, in the words of the first and of the second. */
export function differenceOf(right: Json, actual: Json, what: string): { expected: string; actual: string } {
  const names = [...new Set([...Object.keys(right), ...Object.keys(actual)])].filter(
    name => Object.hasOwn(right, name) !== Object.hasOwn(actual, name) || !equal(right[name], actual[name]),
  )
  const said = (object: Json): string => {
    const shown = names.slice(0, MOST_SHOWN)
    const parts = shown.map(name =>
      Object.hasOwn(object, name) ? `${name}: ${show(object[name])}` : `no ${name}`,
    )
    return `in the ${what}: ${parts.join(', ')}${names.length > shown.length ? ', …' : ''}`
  }
  return { expected: said(right), actual: said(actual) }
}

function readJson(segment: string, part: string): { json: Json } | Found {
  if (segment.startsWith('{')) return { id: 'segment-not-encoded', words: { part }, actual: show(segment) }
  const fault = base64urlFault(segment, part)
  if (fault !== null) return fault
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(fromBase64url(segment))
  } catch {
    return { id: 'not-utf8', words: { part } }
  }
  const value = parsed(text)
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { json: value as Json }
  if (isObjectText(value) || isObjectText(textBehind(text))) return { id: 'encoded-twice', words: { part } }
  return { id: 'not-a-json-object', words: { part, text: show(text) } }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const isObjectText = (text: unknown): boolean =>
  typeof text === 'string' && equal(typeof parsed(text), 'object') && text.trim().startsWith('{')

const textBehind = (text: string): string => new TextDecoder().decode(fromBase64url(text))

function objectIn(segment: string): Json {
  return JSON.parse(new TextDecoder().decode(fromBase64url(segment)))
}
