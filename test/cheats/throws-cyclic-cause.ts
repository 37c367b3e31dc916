// lesson: 01-base64url-encode
// verdict: failed
// diagnosis: threw
// what: throws an error that is its own cause
export function encode(_bytes: Uint8Array): string {
  throw (() => { const error = new Error('round'); error.cause = error; return error })()
}
