// diagnosis: segment-not-utf8
// step: write
import { decode, encode } from './base64url.ts'
import { JwtError } from './errors.ts'
const bad = (why = 'bad'): never => { throw new JwtError('malformed', why) }
function enc(value: unknown): string { return encode(new TextEncoder().encode(JSON.stringify(value))) }
function txt(segment: string): string { const b = decode(segment); try { return new TextDecoder('utf-8', { fatal: true }).decode(b) } catch { return bad('utf8') } }
function parse(t: string): any { try { return JSON.parse(t) } catch { return bad('json') } }
function obj(v: any): Record<string, unknown> { if (typeof v !== 'object' || v === null || Array.isArray(v)) return bad('object'); return v }
function dec(segment: string): Record<string, unknown> { return obj(parse(txt(segment))) }
export const encodeJson = (v: unknown) => encode(Uint8Array.from(JSON.stringify(v).replace(/[\u0100-\uffff]/g, c => '\\u' + c.charCodeAt(0).toString(16).padStart(4, '0')), c => c.charCodeAt(0)))
export const decodeJson = dec
