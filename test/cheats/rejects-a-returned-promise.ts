// lesson: 01-base64url-encode
// verdict: failed
// diagnosis: returned-promise
// what: an async function that rejects
export async function encode(_bytes: Uint8Array): Promise<string> {
  throw new Error('no')
}
