// lesson: 01-base64url-encode
// verdict: failed
// what: Error.stackTraceLimit throws
Object.defineProperty(Error, 'stackTraceLimit', {
  get() {
    throw new Error('touched')
  },
})

export function encode(_bytes: Uint8Array): string {
  return 'nope'
}
