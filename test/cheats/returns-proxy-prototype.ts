// lesson: 01-base64url-encode
// verdict: failed
// diagnosis: wrong-type
// what: returns an object whose prototype throws
export function encode(_bytes: Uint8Array): string {
  return Object.create(new Proxy({}, { get() { throw 1 }, getPrototypeOf() { throw 2 }, getOwnPropertyDescriptor() { throw 3 } })) as unknown as string
}
