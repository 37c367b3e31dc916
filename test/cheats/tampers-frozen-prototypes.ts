// lesson: 01-base64url-encode
// verdict: failed
// what: freezes everything in reach
for (const owner of [Object.prototype, Array.prototype, Function.prototype, Error.prototype, Uint8Array.prototype, Promise.prototype, globalThis.console, Object, Array]) Object.freeze(owner)

export function encode(_bytes: Uint8Array): string {
  return 'nope'
}
