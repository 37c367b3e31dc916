// lesson: 01-base64url-encode
// verdict: failed
// what: writes a report with process.report
let taken: unknown
try {
  taken = process.report?.writeReport('/tmp/report.json')
} catch {
  // Refused: go on with a wrong answer.
}
console.log(typeof taken)

export function encode(_bytes: Uint8Array): string {
  return 'nope'
}
