/** Puts `text` instead of what stands from `start` up to `end` (indexes into the source). */
export type Edit = { start: number; end: number; text: string }

/** Applies edits that do not overlap, in any order. */
export function applyEdits(source: string, edits: readonly Edit[]): string {
  return edits
    .toSorted((a, b) => b.start - a.start)
    .reduce(
      (text, { start, end, text: replacement }) => text.slice(0, start) + replacement + text.slice(end),
      source,
    )
}

/** Takes out blank lines that removed code left: runs of them, and those at the start or end of a block. */
export function tidyBlankLines(source: string): string {
  const lines = source.split('\n').map(line => (line.trim() === '' ? '' : line))
  const kept = lines.filter((line, index) => {
    const above = lines.slice(0, index).findLast(other => other !== '') ?? ''
    const below = lines[index + 1] ?? ''
    return line !== '' || !(below === '' || above.endsWith('{') || below.trim() === '}')
  })
  return `${kept.join('\n').trim()}\n`
}
