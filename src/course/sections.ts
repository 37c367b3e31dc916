/** A heading and the text under it, up to the next heading that counts. */
export type Section = {
  /** 1 to 3; deeper headings are part of the text. */
  level: number
  title: string
  text: string
  /** Line of the heading, from 1. */
  line: number
}

/**
 * Splits Markdown at its headings of level 1 to 3; lines inside fenced code are never headings.
 * @param body Markdown with `\n` line ends
 * @param firstLine line of the file on which `body` begins
 * @returns the text before the first heading, and the sections in order, each text trimmed
 */
export function splitSections(body: string, firstLine: number): { before: string; sections: Section[] } {
  const before: string[] = []
  const found: { section: Section; lines: string[] }[] = []
  const fences = createFenceReader()
  body.split('\n').forEach((line, index) => {
    const heading = fences(line) ? null : /^(#{1,3})[ \t]+(.*?)(?:[ \t]+#+)?[ \t]*$/.exec(line)
    if (heading === null) {
      const lines = found.at(-1)?.lines ?? before
      lines.push(line)
      return
    }
    const section = {
      level: (heading[1] as string).length,
      title: heading[2] as string,
      text: '',
      line: firstLine + index,
    }
    found.push({ section, lines: [] })
  })
  return {
    before: before.join('\n').trim(),
    sections: found.map(({ section, lines }) => ({ ...section, text: trimBlankLines(lines) })),
  }
}

/** Returns a function that is given the lines in order and says whether a line belongs to fenced code. */
export function createFenceReader(): (line: string) => boolean {
  let open: string | null = null
  return line => {
    const fence = /^ {0,3}(`{3,}|~{3,})(.*)$/.exec(line.replace(/^(?: {2}|\t)+/, ''))
    if (fence === null) return open !== null
    const marks = fence[1] as string
    if (open === null) open = marks
    else if (marks.startsWith(open) && (fence[2] as string).trim() === '') open = null
    return true
  }
}

// Leading blanks of the first line are kept: they may be an indented drawing.
function trimBlankLines(lines: string[]): string {
  return lines
    .join('\n')
    .replace(/^(?:[ \t]*\n)+/, '')
    .trimEnd()
}
