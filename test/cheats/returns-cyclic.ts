// lesson: 01-base64url-encode
// verdict: failed
// diagnosis: array-of-characters
// what: returns an array that contains itself
export function encode(_bytes: Uint8Array): string {
  return (() => { const round: unknown[] = []; round.push(round); return round })() as unknown as string
}
