// diagnosis: bits-not-filled-up
// step: group
import { JwtError } from './errors.ts'
const A = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
const bad = (why = 'bad'): never => { throw new JwtError('malformed', why) }
export const decode = (t: string) => { const v = [...t].map(c => A.indexOf(c)); if (v.some(x => x < 0)) bad(); const bits = v.map(x => x.toString(2)).join(''); return Uint8Array.from(bits.match(/.{8}/g) ?? [], b => parseInt(b, 2)) }
