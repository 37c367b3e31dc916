// lesson: 01-base64url-encode
// verdict: broken
// diagnosis: timeout
// what: sleeps in Atomics.wait
export function encode(_bytes: Uint8Array): string {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)
  return ''
}
