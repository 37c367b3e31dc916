// lesson: 01-base64url-encode
// verdict: failed
// diagnosis: wrong-type
// what: returns an object whose getter calls itself without end
export function encode(_bytes: Uint8Array): string {
  return { get text(): unknown { return (this as { text: unknown }).text } } as unknown as string
}
