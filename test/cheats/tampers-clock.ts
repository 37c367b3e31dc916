// lesson: 01-base64url-encode
// verdict: failed
// what: stops the clock and the timers
Date.now = () => 0
performance.now = () => 0
globalThis.setTimeout = (() => 0) as never
globalThis.setImmediate = (() => 0) as never
Math.random = () => 0

export function encode(_bytes: Uint8Array): string {
  return 'nope'
}
