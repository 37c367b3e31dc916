import { createReadStream } from 'node:fs'
import { resolve } from 'node:path'
import type { Writable } from 'node:stream'
import { type CrackTarget, type Progress, searchWords } from '../inspect/index.ts'
import type { WordListResult } from '../inspect/types.ts'
import type { InspectIo } from './inspect.ts'
import { InspectRequestError, whyNot } from './inspect-input.ts'

/** How often the progress is written again, in milliseconds. */
const REFRESH = 200

/**
 * Tries the words of a file as the secret. On a terminal, stderr shows how many words were tried and how fast.
 * Throws InspectRequestError when the file can't be read.
 */
export async function searchFile(file: string, target: CrackTarget, io: InspectIo): Promise<WordListResult> {
  const progress = progressLine(io.stderr)
  try {
    const words = createReadStream(resolve(io.cwd, file), { highWaterMark: 65_536 })
    return await searchWords(target, words, () => performance.now(), progress.show)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === undefined) throw error
    throw new InspectRequestError(`The word list ${file} can't be read: ${whyNot(error)}.`)
  } finally {
    progress.clear()
  }
}

function progressLine(stderr: Writable & { isTTY?: boolean }): {
  show: (now: Progress) => void
  clear: () => void
} {
  let shown = 0
  let last = 0
  const show = ({ tried, perSecond }: Progress) => {
    const now = performance.now()
    if (stderr.isTTY !== true || now - last < REFRESH) return
    last = now
    const text = `${tried.toLocaleString('en-US')} words tried, ${perSecond.toLocaleString('en-US')} a second`
    stderr.write(`\r${text.padEnd(shown)}`)
    shown = text.length
  }
  const clear = () => {
    if (shown > 0) stderr.write(`\r${' '.repeat(shown)}\r`)
  }
  return { show, clear }
}
