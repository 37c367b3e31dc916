// lesson: 01-base64url-encode
// verdict: failed
// diagnosis: taken-away
// what: Buffer in code made at run time
export function encode(bytes: Uint8Array): string {
  return new Function('bytes', "return Buffer.from(bytes).toString('base64url')")(bytes)
}
