import type { Row } from '../../text/span.ts'
import { type MarkdownChoice, renderMarkdown } from './render.ts'

/** Renders Markdown, and remembers the last results: the same page is laid out again on every key. */
export type Typesetter = { markdown(text: string, width: number): Row[] }

const remembered = 64

/** A typesetter for one terminal's signs and links. Its memory is bounded. */
export function createTypesetter(choice: MarkdownChoice): Typesetter {
  const memory = new Map<string, Row[]>()
  return {
    markdown(text, width) {
      const key = `${width}\n${text}`
      const known = memory.get(key)
      if (known !== undefined) return known
      const rows = renderMarkdown(text, width, choice)
      const oldest = memory.keys().next().value
      if (memory.size >= remembered && oldest !== undefined) memory.delete(oldest)
      memory.set(key, rows)
      return rows
    },
  }
}
