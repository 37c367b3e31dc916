// lesson: 01-base64url-encode
// verdict: failed
// diagnosis: wrong-type
// what: returns three hundred thousand objects
const many = Array.from({ length: 300_000 }, () => ({ text: 'TWFu' }))

export function encode(_bytes: Uint8Array): string {
  return many as unknown as string
}
