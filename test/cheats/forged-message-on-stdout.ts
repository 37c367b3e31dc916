// lesson: 01-base64url-encode
// verdict: failed
// what: writes what looks like an answer to standard output
export function encode(_bytes: Uint8Array): string {
  const write = process.stdout.write as (data: unknown) => void
  write(new Uint8Array([1, 0, 0, 0, 255]))
  write('\u0001\u0000\u0000\u0000TWFu')
  return 'nope'
}
