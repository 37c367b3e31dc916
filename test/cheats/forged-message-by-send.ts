// lesson: 01-base64url-encode
// verdict: failed
// what: sends a verdict of its own with process.send
export function encode(_bytes: Uint8Array): string {
  process.send?.({ type: 'answer', token: '', answers: [{ outcome: { kind: 'value', value: { type: 'string', value: 'TWFu' } }, argsAfter: [], watched: null }], console: '', refusals: [] })
  return 'nope'
}
