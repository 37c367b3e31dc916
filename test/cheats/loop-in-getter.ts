// lesson: 01-base64url-encode
// verdict: broken
// diagnosis: timeout
// what: returns an object whose getter never comes back
export function encode(_bytes: Uint8Array): string {
  return { get text() { for (;;) {} } } as unknown as string
}
