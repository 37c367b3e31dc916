// lesson: 01-base64url-encode
// verdict: broken
// diagnosis: crash
// what: throws in a microtask after the answer
export function encode(_bytes: Uint8Array): string {
  queueMicrotask(() => {
    throw new Error('later')
  })
  return ''
}
