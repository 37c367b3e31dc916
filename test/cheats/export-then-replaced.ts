// lesson: 01-base64url-encode
// verdict: broken
// diagnosis: crash
// what: an export called then puts another module in the place of this one
export function then(resolve: (module: unknown) => void): void {
  resolve({ encode: () => 'TWFu' })
}
export function encode(_bytes: Uint8Array): string {
  return 'nope'
}
