// lesson: 01-base64url-encode
// verdict: failed
// what: changes Object.keys, entries, is, defineProperty and the like
for (const name of ['keys', 'entries', 'values', 'is', 'defineProperty', 'getPrototypeOf', 'create', 'assign', 'getOwnPropertyDescriptor', 'freeze'] as const) {
  Object[name] = (() => ({})) as never
}

export function encode(_bytes: Uint8Array): string {
  return 'nope'
}
