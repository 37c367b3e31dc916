// lesson: 01-base64url-encode
// verdict: failed
// what: dynamic import of the sandbox's own program
let taken: unknown
try {
  const stack = String(new Error().stack)
  taken = await import(/file:[^)\s]+sandbox-child\.js/.exec(stack)?.[0] ?? 'file:///dist/sandbox-child.js')
} catch {
  // Refused: go on with a wrong answer.
}
console.log(typeof taken)

export function encode(_bytes: Uint8Array): string {
  return 'nope'
}
