// lesson: 01-base64url-encode
// verdict: failed
// diagnosis: threw
// what: throws an error that says of itself that it comes from a line no file has
export function encode(_bytes: Uint8Array): unknown {
  const error = new Error('no')
  error.stack = `Error\n    at ${import.meta.url}:99999999999999999999:1`
  throw error
}
