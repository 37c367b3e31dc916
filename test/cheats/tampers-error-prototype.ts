// lesson: 01-base64url-encode
// verdict: failed
// what: setters and getters on Error.prototype
for (const name of ['name', 'message', 'stack', 'code', 'cause']) {
  Object.defineProperty(Error.prototype, name, { get: () => ({}), set() {}, configurable: true })
}

export function encode(_bytes: Uint8Array): string {
  return 'nope'
}
