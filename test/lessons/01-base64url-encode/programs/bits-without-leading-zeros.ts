// diagnosis: bits-not-filled-up
// step: group
const A = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
export function encode(bytes: Uint8Array): string { let bits = ''; for (const b of bytes) bits += b.toString(2); return (bits.match(/.{1,6}/g) ?? []).map(x => A[parseInt(x.padEnd(6, '0'), 2)]).join('') }
