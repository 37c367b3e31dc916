// lesson: 01-base64url-encode
// verdict: broken
// what: setters for indexes on Object.prototype and Array.prototype
for (let index = 0; index < 50; index++) {
  for (const owner of [Object.prototype, Array.prototype]) {
    Object.defineProperty(owner, index, { set() {}, get: () => 'TWFu', configurable: true })
  }
}

export function encode(_bytes: Uint8Array): string {
  return 'nope'
}
