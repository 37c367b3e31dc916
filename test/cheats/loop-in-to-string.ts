// lesson: 01-base64url-encode
// verdict: broken
// diagnosis: timeout
// what: a toString that never comes back
export function encode(_bytes: Uint8Array): string {
  const text = { toString(): string { for (;;) {} } }
  return `${text}`
}
