// lesson: 01-base64url-encode
// verdict: failed
// what: the exported function is a Proxy that lies about itself
export const encode = new Proxy((_bytes: Uint8Array): string => 'nope', {
  get: () => "function encode(bytes) { throw notImplemented('encode') }",
  getOwnPropertyDescriptor: () => undefined,
})
