// lesson: 01-base64url-encode
// verdict: failed
// what: spreading and for...of give nothing
Array.prototype[Symbol.iterator] = function* () {} as never

export function encode(_bytes: Uint8Array): string {
  return 'nope'
}
