// lesson: 01-base64url-encode
// verdict: failed
// what: prints one line of fifty megabytes
export function encode(_bytes: Uint8Array): string {
  console.log('x'.repeat(50_000_000))
  return 'nope'
}
