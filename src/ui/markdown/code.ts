import type { Row } from '../../text/span.ts'

const keywords =
  'as async await break case catch class const continue default else export extends false finally for from function if import in instanceof let new null of return static switch this throw true try type typeof undefined void while'

const parts = new RegExp(
  [
    '(?<comment>//.*$|/\\*.*?\\*/)',
    '(?<string>\'(?:[^\'\\\\]|\\\\.)*\'|"(?:[^"\\\\]|\\\\.)*"|`(?:[^`\\\\]|\\\\.)*`)',
    `(?<keyword>\\b(?:${keywords.replaceAll(' ', '|')})\\b)`,
    '(?<number>\\b(?:0x[\\da-fA-F_]+|0b[01_]+|\\d[\\d_.]*)\\b)',
  ].join('|'),
  'g',
)

/** Whether a language of a code block is one that this file knows. */
export const isHighlighted = (language: string): boolean =>
  /^(ts|js|typescript|javascript|json)$/.test(language)

/** One line of code with its comments, strings, keywords and numbers told apart. Other languages stay plain. */
export function codeRow(text: string, language: string): Row {
  if (!isHighlighted(language)) return [{ text, role: 'plain' }]
  const row: Row = []
  let end = 0
  for (const match of text.matchAll(parts)) {
    if (match.index > end) row.push({ text: text.slice(end, match.index), role: 'plain' })
    row.push({ text: match[0], role: roleOf(match.groups ?? {}) })
    end = match.index + match[0].length
  }
  if (end < text.length) row.push({ text: text.slice(end), role: 'plain' })
  return row
}

function roleOf(groups: Record<string, string | undefined>): Row[number]['role'] {
  if (groups.comment !== undefined) return 'comment'
  if (groups.string !== undefined) return 'code'
  return groups.keyword !== undefined ? 'accent' : 'code'
}
