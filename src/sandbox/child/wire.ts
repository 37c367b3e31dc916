/**
 * The line to the host: frames of a length and a value, over stdin and stdout, read and written synchronously.
 * There is no channel object and no event that learner code could get hold of, and while no question is asked
 * the process sleeps in a read: nothing of learner code runs between two questions.
 */
import fs from 'node:fs'
import v8 from 'node:v8'
import { NOTE_BYTE } from '../protocol.ts'
import * as p from './primordials.ts'

// Constants, not imports: an import is a live binding, which syncBuiltinESMExports changes.
const { readSync, writeSync } = fs
const { Deserializer, deserialize, serialize } = v8

// Node sets this member on each deserializer: with one on the prototype, no setter of Object.prototype is asked.
p.defineProperty(Deserializer.prototype, 'buffer', { value: undefined, writable: true, configurable: true })

const STDIN = 0
const STDOUT = 1
const STDERR = 2
const HEADER_BYTES = 4

/** What comes from the host; null when the host is gone. */
export function readMessage(): unknown {
  const header = readBytes(HEADER_BYTES)
  if (header === null) return null
  const length =
    (header[0] as number) +
    (header[1] as number) * 0x100 +
    (header[2] as number) * 0x10000 +
    (header[3] as number) * 0x1000000
  const body = readBytes(length)
  return body === null ? null : deserialize(body)
}

/** Sends a value; it must be made of plain objects, arrays, texts, numbers and ArrayBuffers. */
export function writeMessage(message: unknown): void {
  const body = serialize(message)
  const length = p.apply(p.typedArrayLength, body, []) as number
  const frame = new p.Uint8ArrayClass(HEADER_BYTES + length)
  frame[0] = length
  frame[1] = length >>> 8
  frame[2] = length >>> 16
  frame[3] = length >>> 24
  p.apply(p.typedArraySet, frame, [body, HEADER_BYTES])
  shield(frame, HEADER_BYTES + length)
  let written = 0
  while (written < HEADER_BYTES + length)
    written += writeSync(STDOUT, frame, written, HEADER_BYTES + length - written, null)
}

const note = new p.Uint8ArrayClass(1)
note[0] = NOTE_BYTE
shield(note, 1)

/** One byte on stderr: tells the host that the next call begins, so that it knows which one never came back. */
export function noteCall(): void {
  try {
    writeSync(STDERR, note, 0, 1, null)
  } catch {
    // A full disk only makes the note less exact.
  }
}

/** Like `noteCall`, but notes nothing. */
export function rehearseNote(): void {
  writeSync(STDERR, note, 0, 0, null)
}

function readBytes(length: number): Uint8Array | null {
  const bytes = new p.Uint8ArrayClass(length)
  shield(bytes, length)
  let filled = 0
  while (filled < length) {
    const count = readChunk(bytes, filled, length - filled)
    if (count === 0) return null
    filled += count
  }
  return bytes
}

function readChunk(bytes: Uint8Array, at: number, length: number): number {
  try {
    return readSync(STDIN, bytes, at, length, null)
  } catch {
    // Windows reports the end of a pipe as an error; and with a broken line there is nothing else to do.
    return 0
  }
}

/** Node's fs looks these up on the bytes: own members keep getters of learner code away from them. */
function shield(bytes: Uint8Array, length: number): void {
  p.defineProperty(bytes, 'length', { value: length })
  p.defineProperty(bytes, 'byteLength', { value: length })
  p.defineProperty(bytes, 'byteOffset', { value: 0 })
  p.defineProperty(bytes, 'buffer', { value: p.apply(p.typedArrayBuffer, bytes, []) })
}
