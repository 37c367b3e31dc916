import { isMap, LineCounter, type ParsedNode, parseDocument } from 'yaml'
import { CourseError } from './errors.ts'

/** A value of the front matter with the line that it stands on. */
export type Field = { value: unknown; line: number }

/** The head of a Markdown file between two `---` lines, and what follows it. */
export type FrontMatter = {
  fields: Map<string, Field>
  body: string
  /** Line of the file on which `body` begins, from 1. */
  bodyLine: number
}

/**
 * Splits a Markdown file into its YAML front matter and its body.
 * @param source the file's text, with `\n` line ends
 * @param file name to put into errors
 * @throws CourseError `malformed` when there is no front matter or it is no YAML mapping
 */
export function parseFrontMatter(source: string, file: string): FrontMatter {
  const match = /^---\n([\s\S]*?)\n---[ \t]*(?:\n|$)/.exec(source)
  if (match === null) {
    throw new CourseError(
      'malformed',
      file,
      1,
      'the file must start with front matter between two lines of ---',
    )
  }
  const head = match[1] as string
  const counter = new LineCounter()
  const document = parseDocument(head, { lineCounter: counter })
  // The front matter starts on the second line of the file.
  const lineAt = (offset: number) => counter.linePos(offset).line + 1
  const fault = document.errors[0]
  if (fault !== undefined) {
    throw new CourseError(
      'malformed',
      file,
      lineAt(fault.pos[0]),
      `front matter: ${fault.message.split('\n')[0]}`,
    )
  }
  if (!isMap<ParsedNode, ParsedNode | null>(document.contents)) {
    throw new CourseError('malformed', file, 2, 'front matter must be lines of "name: value"')
  }
  const fields = new Map<string, Field>()
  for (const pair of document.contents.items) {
    fields.set(String(pair.key), { value: pair.value?.toJSON() ?? null, line: lineAt(pair.key.range[0]) })
  }
  const body = source.slice(match[0].length)
  return { fields, body, bodyLine: match[0].split('\n').length }
}
