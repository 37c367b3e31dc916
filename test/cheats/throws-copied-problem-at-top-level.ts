// lesson: 01-base64url-encode
// verdict: broken
// diagnosis: crash
// what: throws an error of the sandbox's own class with a kind of its own, while the file is loaded
try {
  await import('./nowhere.ts')
} catch (error) {
  const Problem = (error as object).constructor as new (problem: unknown) => Error
  throw new Problem({ kind: 'internal', message: 'our fault', file: null, line: null, column: null })
}
export function encode(bytes: Uint8Array): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
  let text = ''
  let bits = 0
  let count = 0
  for (let index = 0; index < bytes.length; index++) {
    bits = ((bits << 8) | (bytes[index] as number)) & 0xffff
    count += 8
    while (count >= 6) {
      count -= 6
      text += alphabet[(bits >> count) & 63]
    }
  }
  if (count > 0) text += alphabet[(bits << (6 - count)) & 63]
  return text
}
