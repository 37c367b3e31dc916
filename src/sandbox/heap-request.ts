/** A look at the heap as it is asked for: what is searched is masked, so that the question itself is not found. */
import type { HeapRequest } from './protocol.ts'

type Needle = HeapRequest['needles'][number]

/**
 * The engine drops compiled code that was not run for several collections: nearly a megabyte of Node's own, which would hide
 * what grows between the first looks.
 */
const FIRST_COLLECTIONS = 4

/** A look at the heap, for `wanted` if anything; the first one after a load takes longer. */
export function heapRequestOf(
  wanted: readonly (string | Uint8Array)[],
  isFirst: boolean,
): Omit<HeapRequest, 'number'> {
  return { type: 'heap', collections: isFirst ? FIRST_COLLECTIONS : 1, needles: wanted.map(needleOf) }
}

/** Everything that counts as this string or these bytes: themselves, and their usual encodings. */
function needleOf(wanted: string | Uint8Array): Needle {
  if (typeof wanted === 'string')
    return { strings: [maskedString(wanted)], bytes: [maskedBytes(Buffer.from(wanted, 'utf8'))] }
  const bytes = Buffer.from(wanted)
  const base64 = bytes.toString('base64').replace(/=+$/, '')
  const hex = bytes.toString('hex')
  const strings = new Set([
    hex,
    hex.toUpperCase(),
    base64,
    bytes.toString('base64url'),
    bytes.toString('latin1'),
  ])
  return { strings: [...strings].map(maskedString), bytes: [maskedBytes(bytes)] }
}

function maskedString(text: string): ArrayBuffer {
  return maskedBytes(Buffer.from(text, 'utf16le'))
}

function maskedBytes(bytes: Uint8Array): ArrayBuffer {
  return Uint8Array.from(bytes, byte => ~byte & 0xff).buffer as ArrayBuffer
}
