// lesson: 01-base64url-encode
// verdict: failed
// diagnosis: array-of-characters
// what: returns an array nested five hundred times
export function encode(_bytes: Uint8Array): string {
  return (() => { let nest: unknown = 'TWFu'; for (let depth = 0; depth < 500; depth++) nest = [nest]; return nest })() as unknown as string
}
