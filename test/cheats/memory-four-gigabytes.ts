// lesson: 01-base64url-encode
// verdict: broken
// diagnosis: memory or timeout
// what: takes four gigabytes and fills them
export function encode(_bytes: Uint8Array): string {
  const many: Uint8Array[] = []
  for (let index = 0; index < 16; index++) many.push(new Uint8Array(2 ** 28).fill(1))
  return `${many.length}`
}
