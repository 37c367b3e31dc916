// lesson: 01-base64url-encode
// verdict: failed
// what: replaces console and its methods
console.log = () => {
  throw new Error('no')
}
globalThis.console = { log: () => 'TWFu' } as never

export function encode(_bytes: Uint8Array): string {
  return 'nope'
}
