// lesson: 01-base64url-encode
// verdict: broken
// diagnosis: timeout
// what: process.nextTick for ever
export function encode(_bytes: Uint8Array): string {
  const spin = (): void => process.nextTick(spin)
  spin()
  return ''
}
