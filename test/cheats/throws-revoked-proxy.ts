// lesson: 01-base64url-encode
// verdict: failed
// diagnosis: threw
// what: throws a Proxy that is revoked
export function encode(_bytes: Uint8Array): string {
  throw (() => { const { proxy, revoke } = Proxy.revocable({}, {}); revoke(); return proxy })()
}
