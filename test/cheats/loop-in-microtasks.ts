// lesson: 01-base64url-encode
// verdict: broken
// diagnosis: timeout
// what: microtasks that make new microtasks for ever
export function encode(_bytes: Uint8Array): string {
  const spin = (): void => queueMicrotask(spin)
  spin()
  return ''
}
