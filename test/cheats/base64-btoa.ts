// lesson: 01-base64url-encode
// verdict: failed
// diagnosis: taken-away
// what: btoa
export function encode(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes)).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
}
