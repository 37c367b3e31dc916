// lesson: 01-base64url-encode
// verdict: broken
// diagnosis: timeout
// what: a loop that never ends, in the function
export function encode(_bytes: Uint8Array): string {
  for (;;) {}
}
