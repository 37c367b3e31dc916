// lesson: 01-base64url-encode
// verdict: failed
// what: changes exec, test, flags and replace of regular expressions
RegExp.prototype.exec = (() => ['TWFu']) as never
RegExp.prototype.test = () => true
RegExp.prototype[Symbol.replace] = (() => ({})) as never
Object.defineProperty(RegExp.prototype, 'flags', { get: () => 'g' })

export function encode(_bytes: Uint8Array): string {
  return 'nope'
}
