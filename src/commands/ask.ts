import { createInterface } from 'node:readline/promises'
import type { CommandIo } from './io.ts'

/** Asks a question on the terminal; only `y` or `yes` is a yes, and the end of input is a no. */
export async function askYes(question: string, io: CommandIo): Promise<boolean> {
  const reader = createInterface({ input: io.stdin, output: io.stderr })
  try {
    const closed = new Promise<string>(resolve => reader.once('close', () => resolve('')))
    const answer = await Promise.race([reader.question(`${question} [y/N] `), closed])
    return /^\s*y(?:es)?\s*$/i.test(answer)
  } finally {
    reader.close()
  }
}
