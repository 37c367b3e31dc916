// lesson: 01-base64url-encode
// verdict: failed
// diagnosis: wrong-type
// what: returns an array nested a hundred thousand times
export function encode(_bytes: Uint8Array): string {
  return (() => { let nest: unknown = 'TWFu'; for (let depth = 0; depth < 100_000; depth++) nest = [nest]; return nest })() as unknown as string
}
