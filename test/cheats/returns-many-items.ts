// lesson: 01-base64url-encode
// verdict: failed
// diagnosis: wrong-type
// what: returns three hundred thousand objects
export function encode(_bytes: Uint8Array): string {
  return Array.from({ length: 300_000 }, () => ({ text: 'TWFu' })) as unknown as string
}
