import { applyEdits, tidyBlankLines } from './edits.ts'
import { outlineSource } from './outline.ts'

/**
 * A module without its comments, for reading two versions of it beside each other: what is explained in a doc comment is
 * no difference of the code.
 * @returns the source as it is when it can't be parsed
 */
export function withoutComments(source: string): string {
  try {
    const { comments } = outlineSource(source)
    const edits = comments.map(({ start, end }) => {
      const lineStart = source.lastIndexOf('\n', start - 1) + 1
      const isAlone =
        source.slice(lineStart, start).trim() === '' && /^[ \t]*(?:\r?\n|$)/.test(source.slice(end))
      if (isAlone) return { start: lineStart, end: end + lineBreakAfter(source, end), text: '' }
      const blanks = /[ \t]*$/.exec(source.slice(lineStart, start))?.[0].length ?? 0
      return { start: start - blanks, end, text: '' }
    })
    return tidyBlankLines(applyEdits(source, edits))
  } catch {
    return source
  }
}

function lineBreakAfter(source: string, position: number): number {
  return /^[ \t]*\r?\n/.exec(source.slice(position))?.[0].length ?? 0
}
