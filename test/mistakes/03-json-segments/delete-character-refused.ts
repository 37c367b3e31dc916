// diagnosis: object-refused
// step: read
import { decode, encode } from './base64url.ts'
import { JwtError } from './errors.ts'
function bad(why: string): never { throw new JwtError('malformed', why) }
function plainWrite(value: unknown): string { return encode(new TextEncoder().encode(JSON.stringify(value))) }
function textOf(segment: string): string {
  const bytes = decode(segment)
  try { return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes) } catch { return bad('utf8') }
}
function parse(text: string): unknown { try { return JSON.parse(text) } catch { return bad('json') } }
function object(v: unknown): Record<string, unknown> { if (typeof v !== 'object' || v === null || Array.isArray(v)) bad('no object'); return v as Record<string, unknown> }
function plainRead(segment: string): Record<string, unknown> { return object(parse(textOf(segment))) }
export function encodeJson(value: unknown): string {
  return plainWrite(value)
}
export function decodeJson(segment: string): Record<string, unknown> {
  const t = textOf(segment)
  if (/\x7f/.test(t)) bad('control')
  return object(parse(t))
}
