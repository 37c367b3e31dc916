// lesson: 01-base64url-encode
// verdict: broken
// diagnosis: exit
// what: process.abort()
export function encode(_bytes: Uint8Array): string {
  process.abort()
}
