/** Longest input that a picture hands to the learner's code, in bytes. */
export const LONGEST_INPUT = 4096

/** Bytes that a person typed: `0x` and hex digits, or else text as UTF-8. A sentence when it can't be read. */
export function parseBytes(input: string): Uint8Array | string {
  const digits = /^0x(.*)$/iu.exec(input.trim())?.[1]?.replaceAll(/[\s:]/gu, '')
  if (digits === undefined) {
    const bytes = new TextEncoder().encode(input)
    return bytes.length <= LONGEST_INPUT ? bytes : `more than ${LONGEST_INPUT} bytes`
  }
  if (!/^([0-9a-f]{2})*$/iu.test(digits)) return 'after 0x come pairs of hex digits, for example 0xFBFF'
  const bytes = new Uint8Array(Buffer.from(digits, 'hex'))
  return bytes.length <= LONGEST_INPUT ? bytes : `more than ${LONGEST_INPUT} bytes`
}

/** A byte as a person would name it: the ASCII character where it is one, or nothing. */
export function asciiOf(byte: number): string {
  return byte > 0x20 && byte < 0x7f ? String.fromCharCode(byte) : ''
}
