// lesson: 01-base64url-encode
// verdict: failed
// diagnosis: taken-away
// what: Buffer by the descriptor of the global
export function encode(bytes: Uint8Array): string {
  const maker = Object.getOwnPropertyDescriptor(globalThis, 'Buffer')?.value as typeof Buffer
  return maker.from(bytes).toString('base64url')
}
