/** The frames of protocol.ts on the host side; pure. */
import { deserialize, serialize } from 'node:v8'
import { MAX_FRAME_BYTES } from './protocol.ts'
import { isModest } from './scan-frame.ts'

const HEADER_BYTES = 4

/** One message as a frame. */
export function frameOf(message: unknown): Buffer {
  const body = serialize(message)
  const header = Buffer.alloc(HEADER_BYTES)
  header.writeUInt32LE(body.length)
  return Buffer.concat([header, body])
}

/**
 * Takes chunks as they come and hands on each whole message; what is no message is handed on as `garbled`, once,
 * and ends the reading.
 */
export function createFrameReader(
  onMessage: (message: unknown) => void,
  onGarbled: () => void,
): (chunk: Buffer) => void {
  let chunks: Buffer[] = []
  let size = 0
  let garbled = false

  const giveUp = (): void => {
    garbled = true
    chunks = []
    onGarbled()
  }
  return chunk => {
    if (garbled) return
    chunks.push(chunk)
    size += chunk.length
    while (size >= HEADER_BYTES) {
      if ((chunks[0] as Buffer).length < HEADER_BYTES) chunks = [Buffer.concat(chunks)]
      const length = (chunks[0] as Buffer).readUInt32LE(0)
      if (length > MAX_FRAME_BYTES) return giveUp()
      if (size < HEADER_BYTES + length) return
      const all = chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks)
      const rest = all.subarray(HEADER_BYTES + length)
      chunks = rest.length === 0 ? [] : [rest]
      size = rest.length
      const body = all.subarray(HEADER_BYTES, HEADER_BYTES + length)
      if (!isModest(body)) return giveUp()
      let message: unknown
      try {
        message = deserialize(body)
      } catch {
        return giveUp()
      }
      onMessage(message)
    }
  }
}
