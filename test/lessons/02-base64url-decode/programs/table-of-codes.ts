// style: typed table codes
import { JwtError } from './errors.ts'
const A = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
const bad = (why = 'bad'): never => { throw new JwtError('malformed', why) }
const T = new Int8Array(128).fill(-1); for (let i = 0; i < 64; i++) T[A.charCodeAt(i)] = i
export function decode(text: string): Uint8Array {
  let bits = 0, have = 0; const out = []
  for (let i = 0; i < text.length; i++) { const s = T[text.charCodeAt(i)] ?? -1; if (s < 0) bad(); bits = ((bits << 6) | s) & 0xfff; have += 6; if (have >= 8) { have -= 8; out.push((bits >>> have) & 0xff) } }
  if (have === 6 || bits & ((1 << have) - 1)) bad()
  return Uint8Array.of(...out.slice(0, 0)).length ? new Uint8Array() : Uint8Array.from(out)
}
