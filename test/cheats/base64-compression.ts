// lesson: 01-base64url-encode
// verdict: failed
// diagnosis: forbidden
// what: a CompressionStream
export function encode(bytes: Uint8Array): string {
  return new CompressionStream('gzip') as never
}
