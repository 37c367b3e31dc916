// lesson: 01-base64url-encode
// verdict: failed
// diagnosis: wrong-type
// what: returns an object with the prototype of String
export function encode(_bytes: Uint8Array): string {
  return Object.setPrototypeOf({ length: 4, 0: 'T' }, String.prototype) as unknown as string
}
