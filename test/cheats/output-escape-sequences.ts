// lesson: 01-base64url-encode
// verdict: failed
// what: prints what would clear a terminal, and looks like a verdict
export function encode(_bytes: Uint8Array): string {
  console.log('\u001b[2J\u001b[H passed \u0001\u0001\u0001')
  process.stdout.write('\u0000\u0000\u0000\u0001passed')
  process.stderr.write('\u0001\u0001')
  return 'nope'
}
