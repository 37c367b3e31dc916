// lesson: 01-base64url-encode
// verdict: failed
// diagnosis: wrong-type
// what: returns a Proxy that is revoked
export function encode(_bytes: Uint8Array): string {
  return (() => { const { proxy, revoke } = Proxy.revocable({}, {}); revoke(); return proxy })() as unknown as string
}
