// lesson: 01-base64url-encode
// verdict: failed
// what: an addon through process.dlopen
let taken: unknown
try {
  process.dlopen({ exports: {} }, '/lib/x86_64-linux-gnu/libc.so.6')
  taken = true
} catch {
  // Refused: go on with a wrong answer.
}
console.log(typeof taken)

export function encode(_bytes: Uint8Array): string {
  return 'nope'
}
