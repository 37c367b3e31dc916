// lesson: 01-base64url-encode
// verdict: broken
// diagnosis: timeout
// what: throws an error whose message never comes back
export function encode(_bytes: Uint8Array): string {
  throw Object.defineProperty(new Error(), 'message', { get() { for (;;) {} } })
}
