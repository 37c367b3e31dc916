import { lexer } from 'marked'

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
 * Splits Markdown at its headings of level 1 to 3.
 * @param body Markdown with `\n` line ends
 * @param firstLine line of the file on which `body` begins
 * @returns the text before the first heading, and the sections in order, each text without blank lines around it
 */
export function splitSections(body: string, firstLine: number): { before: string; sections: Section[] } {
  let before = ''
  let line = firstLine
  const sections: Section[] = []
  for (const token of lexer(body)) {
    const section = sections.at(-1)
    if (token.type === 'heading' && token.depth <= 3)
      sections.push({ level: token.depth, title: token.text, text: '', line })
    else if (section === undefined) before += token.raw
    else section.text += token.raw
    line += token.raw.split('\n').length - 1
  }
  return {
    before: before.trim(),
    sections: sections.map(section => ({ ...section, text: trimBlankLines(section.text) })),
  }
}

// Spaces at the start of the first line are kept: they may be an indented drawing.
function trimBlankLines(text: string): string {
  return text.replace(/^(?:[ \t]*\n)+/, '').trimEnd()
}
