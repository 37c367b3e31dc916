/** The string that UTF-8 bytes encode, or the place of the byte that is wrong. A byte order mark is kept, not dropped. */
export type Utf8 = { text: string; badByte: null } | { text: null; badByte: number }

/**
 * Decodes strictly (RFC 3629): overlong forms, surrogates and cut sequences are faults.
 * `badByte` counts from 0 and is the byte that begins what is not UTF-8: a lone 0xe9, not the byte after it.
 */
export function decodeUtf8(bytes: Uint8Array): Utf8 {
  try {
    return { text: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes), badByte: null }
  } catch {
    return { text: null, badByte: firstBadByte(bytes) }
  }
}

function firstBadByte(bytes: Uint8Array): number {
  let at = 0
  while (at < bytes.length) {
    const length = sequenceLength(bytes, at)
    if (length === 0) return at
    at += length
  }
  return Math.max(0, bytes.length - 1)
}

/** Bytes of the well-formed sequence at `at` (RFC 3629 §4), or 0. */
function sequenceLength(bytes: Uint8Array, at: number): number {
  const first = bytes[at] ?? 0
  if (first < 0x80) return 1
  const length = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2
  if (first < 0xc2 || first > 0xf4) return 0
  const second = bytes[at + 1] ?? 0
  const lowest = first === 0xe0 ? 0xa0 : first === 0xf0 ? 0x90 : 0x80
  const highest = first === 0xed ? 0x9f : first === 0xf4 ? 0x8f : 0xbf
  if (second < lowest || second > highest) return 0
  for (let index = 2; index < length; index++) {
    if (((bytes[at + index] ?? 0) & 0xc0) !== 0x80) return 0
  }
  return length
}
