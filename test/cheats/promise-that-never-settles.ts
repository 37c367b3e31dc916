// lesson: 01-base64url-encode
// verdict: failed
// diagnosis: returned-promise
// what: returns a promise that never settles
export function encode(_bytes: Uint8Array): string {
  return new Promise(() => {}) as unknown as string
}
