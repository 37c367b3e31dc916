// lesson: 01-base64url-encode
// verdict: failed
// diagnosis: threw
// what: a text that doubles until it is too long for the engine
export function encode(_bytes: Uint8Array): string {
  let text = 'x'
  for (;;) text += text
}
