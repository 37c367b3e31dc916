/** What a sandbox process writes on its stderr: a byte for each call that begins, and Node's words when it dies. */
import { randomUUID } from 'node:crypto'
import { closeSync, fstatSync, openSync, readSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { NOTE_BYTE } from './protocol.ts'

/** More than all notes of a lesson and the longest words of Node, in bytes. */
const MOST_BYTES = 1024 * 1024

export type Notes = {
  /** What the process gets as its stderr. */
  stdio: number | 'ignore'
  /** Notes so far; null where none are kept. */
  count: () => number | null
  /** Everything but the notes. */
  words: () => string
  close: () => void
}

/**
 * A file without a name: a pipe would be full while nobody reads it, and whoever reads it is woken by each note.
 * Where no temporary file can be made nothing is noted, and the process works all the same.
 */
export function openNotes(): Notes {
  const path = join(tmpdir(), `jwt-lessons-${randomUUID()}`)
  let file: number
  try {
    file = openSync(path, 'ax+', 0o600)
  } catch {
    return { stdio: 'ignore', count: () => null, words: () => '', close: () => {} }
  }
  rmSync(path, { force: true })
  let isOpen = true
  const text = (): string => {
    if (!isOpen) return ''
    const bytes = Buffer.alloc(Math.min(fstatSync(file).size, MOST_BYTES))
    readSync(file, bytes, 0, bytes.length, 0)
    return bytes.toString('latin1')
  }
  const withoutNotes = (all: string): string => all.replaceAll(String.fromCharCode(NOTE_BYTE), '')
  return {
    stdio: file,
    count() {
      const all = text()
      return all.length - withoutNotes(all).length
    },
    words: () => withoutNotes(text()),
    close() {
      if (isOpen) closeSync(file)
      isOpen = false
    },
  }
}
