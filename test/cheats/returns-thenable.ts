// lesson: 01-base64url-encode
// verdict: failed
// diagnosis: wrong-type
// what: returns an object with a then
export function encode(_bytes: Uint8Array): string {
  return { then(resolve: (text: string) => void) { resolve('TWFu') } } as unknown as string
}
