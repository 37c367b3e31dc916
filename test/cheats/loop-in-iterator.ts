// lesson: 01-base64url-encode
// verdict: broken
// diagnosis: timeout
// what: spreads a list that has no end
export function encode(_bytes: Uint8Array): string {
  let sum = 0
  const endless = { [Symbol.iterator]: () => ({ next: () => ({ done: false, value: 1 }) }) }
  for (const one of endless) sum = (sum + one) & 255
  return `${sum}`
}
