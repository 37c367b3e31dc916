// lesson: 01-base64url-encode
// verdict: broken
// diagnosis: exit
// what: process.exit(0) instead of an answer
export function encode(_bytes: Uint8Array): string {
  process.exit(0)
}
