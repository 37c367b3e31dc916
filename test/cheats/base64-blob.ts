// lesson: 01-base64url-encode
// verdict: failed
// diagnosis: taken-away
// what: a Blob with a FileReader
export function encode(bytes: Uint8Array): string {
  return new Blob([bytes as never]) as never
}
