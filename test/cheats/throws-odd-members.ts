// lesson: 01-base64url-encode
// verdict: failed
// diagnosis: threw
// what: throws an error whose members are not texts
export function encode(_bytes: Uint8Array): string {
  throw Object.assign(Object.create(Error.prototype), { name: Symbol('n'), message: { toString: null }, stack: 7, code: [] })
}
