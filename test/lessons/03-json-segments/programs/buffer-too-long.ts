// diagnosis: zero-bytes-behind
// step: write
import { decode, encode } from './base64url.ts'
import { JwtError } from './errors.ts'
const bad = (why = 'bad'): never => { throw new JwtError('malformed', why) }
function enc(value: unknown): string { return encode(new TextEncoder().encode(JSON.stringify(value))) }
function txt(segment: string): string { const b = decode(segment); try { return new TextDecoder('utf-8', { fatal: true }).decode(b) } catch { return bad('utf8') } }
function parse(t: string): any { try { return JSON.parse(t) } catch { return bad('json') } }
function obj(v: any): Record<string, unknown> { if (typeof v !== 'object' || v === null || Array.isArray(v)) return bad('object'); return v }
function dec(segment: string): Record<string, unknown> { return obj(parse(txt(segment))) }
export const encodeJson = (v: any) => { const t = JSON.stringify(v); const b = Buffer.alloc(t.length * 4); b.write(t); return encode(b) }
export const decodeJson = dec
