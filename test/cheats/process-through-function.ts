// lesson: 01-base64url-encode
// verdict: failed
// what: the real process through code made at run time
let taken: unknown
try {
  taken = new Function('return process')().binding('fs')
} catch {
  // Refused: go on with a wrong answer.
}
console.log(typeof taken)

export function encode(_bytes: Uint8Array): string {
  return 'nope'
}
