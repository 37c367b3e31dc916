// lesson: 01-base64url-encode
// verdict: broken
// diagnosis: timeout
// what: prints without end
export function encode(_bytes: Uint8Array): string {
  for (;;) console.log('more')
}
