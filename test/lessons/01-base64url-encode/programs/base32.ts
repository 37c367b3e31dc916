// diagnosis: wrong-length
// step: group
export function encode(bytes: Uint8Array): string { let bits = ''; for (const b of bytes) bits += b.toString(2).padStart(8, '0'); return (bits.match(/.{1,5}/g) ?? []).map(x => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'[parseInt(x.padEnd(5, '0'), 2)]).join('') }
