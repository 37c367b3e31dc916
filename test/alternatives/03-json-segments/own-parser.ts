// style: UTF-8 and JSON read by hand
import { decode, encode } from './base64url.ts'
import { JwtError } from './errors.ts'
export const encodeJson = (value: unknown): string => encode(utf8(JSON.stringify(value)))
function utf8(text: string): Uint8Array {
  const out: number[] = []
  for (const ch of text) {
    const c = ch.codePointAt(0)!
    if (c < 0x80) out.push(c)
    else if (c < 0x800) out.push(0xc0 | (c >> 6), 0x80 | (c & 63))
    else if (c < 0x10000) out.push(0xe0 | (c >> 12), 0x80 | ((c >> 6) & 63), 0x80 | (c & 63))
    else out.push(0xf0 | (c >> 18), 0x80 | ((c >> 12) & 63), 0x80 | ((c >> 6) & 63), 0x80 | (c & 63))
  }
  return Uint8Array.from(out)
}
function fail(why: string): never { throw new JwtError('malformed', why) }
function text(bytes: Uint8Array): string {
  let s = ''
  for (let i = 0; i < bytes.length; ) {
    const b = bytes[i++]!
    let n: number, min: number, c: number
    if (b < 0x80) { s += String.fromCharCode(b); continue }
    if (b >= 0xc2 && b < 0xe0) [n, min, c] = [1, 0x80, b & 31]
    else if (b >= 0xe0 && b < 0xf0) [n, min, c] = [2, 0x800, b & 15]
    else if (b >= 0xf0 && b < 0xf5) [n, min, c] = [3, 0x10000, b & 7]
    else fail('first byte')
    while (n--) {
      const k = bytes[i++]
      if (k === undefined || (k & 0xc0) !== 0x80) fail('next byte')
      c = (c << 6) | (k & 63)
    }
    if (c < min || c > 0x10ffff || (c >= 0xd800 && c < 0xe000)) fail('code point')
    s += String.fromCodePoint(c)
  }
  return s
}
export function decodeJson(segment: string): Record<string, unknown> {
  const source = text(decode(segment))
  let at = 0
  const blank = () => { while (at < source.length && ' \t\r\n'.includes(source[at]!)) at++ }
  const take = (c: string) => { if (source[at] !== c) fail(`${c} expected at ${at}`); at++ }
  function value(): unknown {
    blank()
    const c = source[at]
    let v: unknown
    if (c === '{') v = object()
    else if (c === '[') v = array()
    else if (c === '"') v = string()
    else {
      const word = /(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)/y
      word.lastIndex = at
      const found = word.exec(source)
      if (!found) fail(`at ${at}`)
      at += found[0].length
      v = { true: true, false: false, null: null }[found[0] as 'true'] ?? (found[0] === 'null' ? null : found[0] === 'false' ? false : Number(found[0]))
    }
    blank()
    return v
  }
  function string(): string {
    take('"')
    let s = ''
    for (;;) {
      const c = source[at++]
      if (c === undefined || c < ' ') fail('string')
      if (c === '"') return s
      if (c !== '\\') { s += c; continue }
      const e = source[at++] ?? ''
      if (e === 'u') {
        const hex = source.slice(at, at + 4)
        if (!/^[0-9a-fA-F]{4}$/.test(hex)) fail('\\u')
        s += String.fromCharCode(parseInt(hex, 16))
        at += 4
      } else {
        const i = '"\\/bfnrt'.indexOf(e)
        if (i < 0 || e === '') fail('escape')
        s += '"\\/\b\f\n\r\t'[i]
      }
    }
  }
  function array(): unknown[] {
    const list: unknown[] = []
    take('[')
    blank()
    if (source[at] === ']') { at++; return list }
    for (;;) {
      list.push(value())
      if (source[at] === ']') { at++; return list }
      take(',')
    }
  }
  function object(): Record<string, unknown> {
    const members: [string, unknown][] = []
    take('{')
    blank()
    if (source[at] === '}') { at++; return {} }
    for (;;) {
      blank()
      const name = string()
      blank()
      take(':')
      members.push([name, value()])
      if (source[at] === '}') { at++; return Object.fromEntries(members) }
      take(',')
    }
  }
  blank()
  if (source[at] !== '{') fail('no object')
  const result = value() as Record<string, unknown>
  if (at < source.length) fail('something behind')
  return result
}
