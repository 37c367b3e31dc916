// diagnosis: utf8-not-strict
// step: strict
import { decode, encode } from './base64url.ts'
import { JwtError } from './errors.ts'
const bad = (why = 'bad'): never => { throw new JwtError('malformed', why) }
function enc(value: unknown): string { return encode(new TextEncoder().encode(JSON.stringify(value))) }
function txt(segment: string): string { const b = decode(segment); try { return new TextDecoder('utf-8', { fatal: true }).decode(b) } catch { return bad('utf8') } }
function parse(t: string): any { try { return JSON.parse(t) } catch { return bad('json') } }
function obj(v: any): Record<string, unknown> { if (typeof v !== 'object' || v === null || Array.isArray(v)) return bad('object'); return v }
function dec(segment: string): Record<string, unknown> { return obj(parse(txt(segment))) }
export const encodeJson = enc
function u8(b: Uint8Array) { let o = ''; for (let i = 0; i < b.length;) { const x = b[i++]!; if (x < 128) o += String.fromCharCode(x); else { const n = x >= 240 ? 3 : x >= 224 ? 2 : x >= 194 ? 1 : bad(); if (x > 244) bad(); let v = x & (63 >> n); for (let k = 0; k < n; k++) { const y = b[i++]; if (y === undefined || (y & 192) !== 128) bad(); v = v << 6 | y! & 63 } if (v > 0x10ffff || v >= 0xd800 && v < 0xe000) bad(); o += String.fromCodePoint(v) } } return o }
export const decodeJson = (s: string) => obj(parse(u8(decode(s))))
