import { hmacTarget, matcherOf } from './hmac-match.ts'
import type { Inspection, WordListResult } from './types.ts'
import { dangersFirst } from './warnings/find.ts'

/** Words between two reports of the progress. */
const REPORT_EVERY = 500

/** How far the search is: words tried so far and words a second. */
export type Progress = { tried: number; perSecond: number }

/** What a search needs to know of a token; null when its algorithm has no secret or its signature can't be read. */
export type CrackTarget = NonNullable<ReturnType<typeof hmacTarget>>

/** The target for the words, or null when no word can be the secret. */
export function crackTarget(inspection: Inspection): CrackTarget | null {
  if (inspection.kind !== 'jws' || inspection.parts.length !== 3) return null
  return hmacTarget(inspection.parts.map(part => part.text).join('.'), inspection.algorithm)
}

/**
 * Tries every line of a word list as the secret: its bytes, and what it decodes to where it is base64.
 * `chunks` are the bytes of the list, `milliseconds` a clock. `onProgress` is called now and then.
 */
export async function searchWords(
  target: CrackTarget,
  chunks: AsyncIterable<Uint8Array>,
  milliseconds: () => number,
  onProgress: (progress: Progress) => void,
): Promise<WordListResult> {
  const start = milliseconds()
  const matches = matcherOf(target)
  let tried = 0
  const progress = (): Progress => {
    const seconds = Math.max(0.001, (milliseconds() - start) / 1000)
    return { tried, perSecond: Math.round(tried / seconds) }
  }
  for await (const words of linesOf(chunks)) {
    for (const word of words) {
      tried++
      if (isSecret(matches, word)) return { ...progress(), line: tried }
      if (tried % REPORT_EVERY === 0) onProgress(progress())
    }
  }
  return { ...progress(), line: null }
}

function isSecret(matches: (secret: Uint8Array) => boolean, word: Buffer): boolean {
  if (matches(word)) return true
  const text = word.length >= 16 && word.length % 4 === 0 ? word.toString('latin1') : ''
  return /^[A-Za-z0-9+/_-]+=*$/u.test(text) && matches(Buffer.from(text, 'base64'))
}

/** The lines of each chunk without their line breaks; a line may begin in one chunk and end in the next. */
async function* linesOf(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer[]> {
  let rest = Buffer.alloc(0)
  for await (const chunk of chunks) {
    const bytes = rest.length === 0 ? Buffer.from(chunk) : Buffer.concat([rest, chunk])
    const words: Buffer[] = []
    let from = 0
    for (let end = bytes.indexOf(0x0a); end >= 0; end = bytes.indexOf(0x0a, from)) {
      words.push(withoutReturn(bytes.subarray(from, end)))
      from = end + 1
    }
    rest = Buffer.from(bytes.subarray(from))
    yield words
  }
  if (rest.length > 0) yield [withoutReturn(rest)]
}

function withoutReturn(line: Buffer): Buffer {
  return line.at(-1) === 0x0d ? line.subarray(0, -1) : line
}

/** The inspection with what the word list showed. The secret itself is not in it. */
export function withWordList(inspection: Inspection, wordList: WordListResult): Inspection {
  if (wordList.line === null) return { ...inspection, wordList }
  const message = `The secret is in the word list, in line ${wordList.line.toLocaleString('en-US')}: anyone can find it and forge this token.`
  const warnings = [
    ...inspection.warnings,
    { id: 'secret-in-word-list', level: 'danger' as const, message, reference: 'RFC 8725 §3.5' },
  ]
  const { signature } = inspection
  const found = 'A secret of the word list made this signature, so it proves nothing: see the warnings.'
  return {
    ...inspection,
    wordList,
    warnings: dangersFirst(warnings),
    signature:
      signature.state === 'not-checked' ? { state: 'not-checked', message: found, key: null } : signature,
  }
}
