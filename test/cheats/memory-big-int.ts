// lesson: 01-base64url-encode
// verdict: broken
// diagnosis: timeout or memory
// what: computes a number with far too many digits
export function encode(_bytes: Uint8Array): string {
  let big = 3n
  for (;;) big *= big
}
