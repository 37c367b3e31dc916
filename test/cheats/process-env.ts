// lesson: 01-base64url-encode
// verdict: failed
// what: reads the environment
let taken: unknown
try {
  const names = Object.keys(process.env)
  if (names.length > 0) throw new Error(names.join())
  taken = process.env.HOME
} catch {
  // Refused: go on with a wrong answer.
}
console.log(typeof taken)

export function encode(_bytes: Uint8Array): string {
  return 'nope'
}
