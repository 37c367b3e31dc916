/** Text of UTF-8 bytes, or the place of the first byte that is none. A byte order mark is kept, not swallowed. */
export type Utf8 = { text: string; badByte: null } | { text: null; badByte: number }

/** Decodes strictly (RFC 3629): overlong forms, surrogates and cut sequences are faults. `badByte` counts from 0. */
export function decodeUtf8(bytes: Uint8Array): Utf8 {
  const text = tryDecode(bytes, false)
  if (text !== null) return { text, badByte: null }
  // A prefix that may end inside a character decodes exactly when no fault lies in it: look for the longest one.
  let good = 0
  let bad = bytes.length + 1
  while (bad - good > 1) {
    const middle = (good + bad) >> 1
    if (middle <= bytes.length && tryDecode(bytes.subarray(0, middle), true) !== null) good = middle
    else bad = middle
  }
  return { text: null, badByte: Math.min(good, bytes.length - 1) }
}

function tryDecode(bytes: Uint8Array, stream: boolean): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes, { stream })
  } catch {
    return null
  }
}
