import { createInterface } from 'node:readline/promises'
import type { CommandIo } from './io.ts'

/**
 * Asks a question on the terminal. Enter alone is the usual answer; the end of input is a no.
 * @returns whether the answer was `y` or `yes`
 */
export async function askYes(question: string, usual: 'yes' | 'no', io: CommandIo): Promise<boolean> {
  // The terminal echoes and edits the line by itself; readline would send sequences that the filter makes visible.
  const reader = createInterface({ input: io.stdin, terminal: false })
  io.stderr.write(`${question} ${usual === 'yes' ? '[Y/n]' : '[y/N]'} `)
  try {
    const closed = new Promise<string>(resolve => reader.once('close', () => resolve('no')))
    const answer = await Promise.race([reader.question(''), closed])
    return /^y(?:es)?$/i.test(answer.trim() === '' ? usual : answer.trim())
  } finally {
    reader.close()
  }
}

/** Waits for Enter on the terminal, or for the end of input. */
export async function askEnter(words: string, io: CommandIo): Promise<void> {
  const reader = createInterface({ input: io.stdin, terminal: false })
  io.stderr.write(words)
  try {
    const closed = new Promise<void>(resolve => reader.once('close', resolve))
    await Promise.race([reader.question(''), closed])
  } finally {
    reader.close()
  }
}
