// lesson: 01-base64url-encode
// verdict: broken
// diagnosis: timeout
// what: a regular expression that backtracks for years
export function encode(_bytes: Uint8Array): string {
  return /^(a+)+$/.test(`${'a'.repeat(60)}!`) ? '' : 'TWFu'
}
