// lesson: 01-base64url-encode
// verdict: broken
// diagnosis: memory or timeout
// what: a list that grows without end
export function encode(_bytes: Uint8Array): string {
  const list: number[][] = []
  for (;;) list.push(new Array(1000).fill(list.length))
}
