// lesson: 01-base64url-encode
// verdict: failed
// diagnosis: threw
// what: throws an object whose members throw
export function encode(_bytes: Uint8Array): string {
  throw { get message() { throw 1 }, get name() { throw 2 }, get code() { throw 3 }, get stack() { throw 4 } }
}
