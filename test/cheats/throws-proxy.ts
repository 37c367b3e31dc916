// lesson: 01-base64url-encode
// verdict: failed
// diagnosis: threw
// what: throws a Proxy that throws whenever it is touched
export function encode(_bytes: Uint8Array): string {
  throw new Proxy(new Error(), { get() { throw new Error() }, getPrototypeOf() { throw new Error() } })
}
