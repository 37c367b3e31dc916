// lesson: 01-base64url-encode
// verdict: failed
// diagnosis: wrong-type
// what: returns an object whose conversions throw
export function encode(_bytes: Uint8Array): string {
  return { toJSON() { throw 1 }, [Symbol.toPrimitive]() { throw 2 }, toString() { throw 3 }, get [Symbol.toStringTag]() { throw 4 } } as unknown as string
}
