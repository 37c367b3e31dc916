// lesson: 01-base64url-encode
// verdict: broken
// diagnosis: timeout
// what: prints an object that never finishes showing itself
export function encode(_bytes: Uint8Array): string {
  console.log({ [Symbol.for('nodejs.util.inspect.custom')]() { for (;;) {} } })
  return ''
}
