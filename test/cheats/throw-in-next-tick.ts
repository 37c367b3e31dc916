// lesson: 01-base64url-encode
// verdict: broken
// diagnosis: crash
// what: throws in process.nextTick after the answer
export function encode(_bytes: Uint8Array): string {
  process.nextTick(() => {
    throw new Error('later')
  })
  return ''
}
