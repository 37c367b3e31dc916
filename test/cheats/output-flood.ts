// lesson: 01-base64url-encode
// verdict: failed
// what: prints some hundred thousand lines
export function encode(_bytes: Uint8Array): string {
  for (let line = 0; line < 2000; line++) console.log('flood', line, 'x'.repeat(500))
  return 'nope'
}
