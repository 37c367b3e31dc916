// lesson: 01-base64url-encode
// verdict: failed
// what: opens the debugger
let taken: unknown
try {
  (process as unknown as { _debugProcess: (pid: number) => void })._debugProcess(process.pid)
  taken = true
} catch {
  // Refused: go on with a wrong answer.
}
console.log(typeof taken)

export function encode(_bytes: Uint8Array): string {
  return 'nope'
}
