// lesson: 01-base64url-encode
// verdict: failed
// diagnosis: wrong-type or state-between-calls
// what: returns an object whose getter calls itself without end
const round = { get text(): unknown { return asked++ === 0 ? this.dive() : 1 }, dive(): unknown { return this.dive() } }
let asked = 0

export function encode(_bytes: Uint8Array): string {
  return round as unknown as string
}
