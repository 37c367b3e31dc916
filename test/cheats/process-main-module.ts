// lesson: 01-base64url-encode
// verdict: failed
// what: require through process.mainModule
let taken: unknown
try {
  taken = process.mainModule?.require('fs')
} catch {
  // Refused: go on with a wrong answer.
}
console.log(typeof taken)

export function encode(_bytes: Uint8Array): string {
  return 'nope'
}
