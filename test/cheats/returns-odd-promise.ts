// lesson: 01-base64url-encode
// verdict: failed
// diagnosis: returned-promise
// what: returns a promise whose constructor throws
export function encode(_bytes: Uint8Array): string {
  return Object.defineProperty(Promise.reject(new Error('no')), 'constructor', { get() { throw new Error('touched') } }) as unknown as string
}
