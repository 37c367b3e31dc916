// lesson: 01-base64url-encode
// verdict: failed
// what: changes call, apply and bind
Function.prototype.call = Function.prototype.apply = Function.prototype.bind = (() => 'TWFu') as never

export function encode(_bytes: Uint8Array): string {
  return 'nope'
}
