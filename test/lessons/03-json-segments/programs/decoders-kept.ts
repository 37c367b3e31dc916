// style: shared decoders
import { decode, encode } from './base64url.ts'
import { JwtError } from './errors.ts'
const bad = (why = 'bad'): never => { throw new JwtError('malformed', why) }
function enc(value: unknown): string { return encode(new TextEncoder().encode(JSON.stringify(value))) }
function txt(segment: string): string { const b = decode(segment); try { return new TextDecoder('utf-8', { fatal: true }).decode(b) } catch { return bad('utf8') } }
function parse(t: string): any { try { return JSON.parse(t) } catch { return bad('json') } }
function obj(v: any): Record<string, unknown> { if (typeof v !== 'object' || v === null || Array.isArray(v)) return bad('object'); return v }
function dec(segment: string): Record<string, unknown> { return obj(parse(txt(segment))) }
const D = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }); const E = new TextEncoder()
export const encodeJson = (v: unknown) => encode(E.encode(JSON.stringify(v)))
export const decodeJson = (s: string) => { const b = decode(s); let t; try { t = D.decode(b) } catch { return bad() } return obj(parse(t)) }
