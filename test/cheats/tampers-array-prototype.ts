// lesson: 01-base64url-encode
// verdict: failed
// what: changes the methods of arrays
for (const name of ['push', 'map', 'filter', 'every', 'some', 'find', 'includes', 'indexOf', 'join', 'slice', 'concat', 'flatMap', 'forEach', 'reduce'] as const) {
  Array.prototype[name] = (() => true) as never
}

export function encode(_bytes: Uint8Array): string {
  return 'nope'
}
