// diagnosis: text-not-decoded
// step: group
export function decode(text: string): Uint8Array {
  return new TextEncoder().encode(text)
}
