import { gunzipSync, inflateRawSync, inflateSync } from 'node:zlib'
import { parseObject } from '../text/json.ts'

/** What bytes were compressed with, and what they were before; null when they are damaged or too many. */
export type Compressed = { name: 'gzip' | 'zlib' | 'DEFLATE'; content: Buffer | null }

const LIMIT = { maxOutputLength: 4_194_304 }

/**
 * Recognises gzip (RFC 1952 §2.3.1) by its first bytes, zlib (RFC 1950 §2.2) by its first bytes when it can be read, and
 * bare DEFLATE (RFC 1951), which nothing shows, only when it is JSON or a text that `accepts`. Null for other bytes.
 */
export function decompressed(
  bytes: Buffer,
  accepts = (content: Buffer): boolean => parseObject(content.toString('utf8')) !== null,
): Compressed | null {
  if (bytes.subarray(0, 3).toString('hex') === '1f8b08' && bytes.length > 10)
    return { name: 'gzip', content: attempt(() => gunzipSync(bytes, LIMIT)) }
  const [first = 0, second = 0] = bytes
  if ((first & 0x8f) === 8 && (first * 256 + second) % 31 === 0) {
    const content = attempt(() => inflateSync(bytes, LIMIT))
    if (content !== null) return { name: 'zlib', content }
  }
  const content = attempt(() => inflateRawSync(bytes, LIMIT))
  return content !== null && accepts(content) ? { name: 'DEFLATE', content } : null
}

function attempt(read: () => Buffer): Buffer | null {
  try {
    return read()
  } catch {
    return null
  }
}
