// lesson: 01-base64url-encode
// verdict: failed
// diagnosis: returned-generator
// what: the exported function is a generator
export function* encode(_bytes: Uint8Array): Generator<string> {
  yield 'TWFu'
}
