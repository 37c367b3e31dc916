import { lexer, type Token, type Tokens } from 'marked'
import type { Signs } from '../../text/signs.ts'
import { cleanText } from '../../text/visible.ts'
import { blank, line, type Row, span } from '../../text/span.ts'
import { cutRow, widthOf } from '../../text/width.ts'
import { wrapSpans } from '../../text/wrap.ts'
import { breakCode } from './break-code.ts'
import { codeRow, isHighlighted } from './code.ts'
import { type InlineChoice, inlineSpans } from './inline.ts'
import { tableRows } from './table.ts'

export type MarkdownChoice = {
  signs: Signs
  /** `printed`: the address of a link follows its words. */
  links: 'clickable' | 'printed'
}

/**
 * Markdown as rows of styled text for a number of columns. A line of code that is too long goes on in the next row,
 * two columns further in than it begins: code that is cut can't be copied.
 */
export function renderMarkdown(markdown: string, width: number, choice: MarkdownChoice): Row[] {
  const tokens = lexer(cleanText(markdown))
  return blocks(tokens, width, { ...choice, role: 'plain', codeMark: choice.signs.code, spacing: 'loose' })
}

type BlockChoice = MarkdownChoice & InlineChoice & { spacing: 'loose' | 'tight' }

function blocks(tokens: readonly Token[], width: number, choice: BlockChoice): Row[] {
  const rows: Row[] = []
  const solid = tokens.filter(
    token => token.type !== 'space' && token.type !== 'def' && token.type !== 'html',
  )
  for (const [index, token] of solid.entries()) {
    const before = solid[index - 1]
    const printed = before !== undefined && isRunnable(before) && isOutput(token)
    if (before !== undefined && !printed && choice.spacing === 'loose') rows.push(blank)
    rows.push(...(printed ? printedRows(token as Tokens.Code, width, choice) : block(token, width, choice)))
  }
  return rows
}

function block(token: Token, width: number, choice: BlockChoice): Row[] {
  switch (token.type) {
    case 'heading':
      return wrapSpans(inlineSpans(token.tokens ?? [], { ...choice, role: 'heading' }), width)
    case 'code':
      return codeRows(token as Tokens.Code, width, choice)
    case 'list':
      return listRows(token as Tokens.List, width, choice)
    case 'blockquote':
      return indented(blocks(token.tokens ?? [], width - 2, choice), [
        span(`${choice.signs.gutter} `, 'accent'),
      ])
    case 'hr':
      return [line(choice.signs.horizontal.repeat(Math.min(width, 24)), 'rule')]
    case 'table':
      return tableRows(token as Tokens.Table, width, choice, choice.signs.horizontal)
    default:
      return wrapSpans(inlineSpans(inlineTokens(token), choice), width)
  }
}

function inlineTokens(token: Token): Token[] {
  const inner = 'tokens' in token ? token.tokens : undefined
  return inner === undefined || inner.length === 0 ? [token] : inner
}

function codeRows(token: Tokens.Code, width: number, choice: BlockChoice): Row[] {
  const language = (token.lang ?? '').trim().split(/\s/)[0] ?? ''
  const wrap = isHighlighted(language) ? breakCode : wrapSpans
  return token.text.split('\n').flatMap(text => lineOfCode(codeRow(text, language), width, choice, wrap))
}

function lineOfCode(row: Row, width: number, { signs }: BlockChoice, wrap = wrapSpans): Row[] {
  const gutter = span(`${signs.gutter} `, 'rule')
  const text = row.map(part => part.text).join('')
  const columns = width - widthOf(gutter.text)
  if (widthOf(text) <= columns) return [[gutter, ...row]]
  const indent = Math.min(text.length - text.trimStart().length + 2, Math.floor(columns / 2))
  return wrap(row, columns - indent).map((part, index) =>
    index === 0 ? [gutter, ...part] : [gutter, span(' '.repeat(indent)), ...part],
  )
}

/** What the code block above prints: set apart by a sign instead of a second frame. */
function printedRows(token: Tokens.Code, width: number, choice: BlockChoice): Row[] {
  const label = cutRow(
    [span(`${choice.signs.gutter} `, 'rule'), span('prints:', 'quiet')],
    width,
    choice.signs.cut,
  )
  const lines = token.text.split('\n').flatMap(text => lineOfCode([span(text, 'strong')], width, choice))
  return [label, ...lines]
}

function isRunnable(token: Token): boolean {
  return token.type === 'code' && /^(ts|js)\b/.test(String(token.lang ?? ''))
}

function isOutput(token: Token): boolean {
  return token.type === 'code' && String(token.lang ?? '') === 'text'
}

function listRows(list: Tokens.List, width: number, choice: BlockChoice): Row[] {
  const start = typeof list.start === 'number' ? list.start : 1
  const rows: Row[] = []
  for (const [index, item] of list.items.entries()) {
    const label = list.ordered ? `${start + index}. ` : `${choice.signs.bullet} `
    const spacing = list.loose ? 'loose' : 'tight'
    const content = item.tokens.filter(token => token.type !== 'checkbox')
    const body = blocks(content, width - widthOf(label), { ...choice, spacing })
    if (list.loose && index > 0) rows.push(blank)
    rows.push(...indented(body, [span(label, 'accent')], ' '.repeat(widthOf(label))))
  }
  return rows
}

/** Puts a label before the first row and the same, or spaces of its width, before the others. */
function indented(rows: Row[], label: Row, others?: string): Row[] {
  return rows.map((row, index) => [...(index === 0 || others === undefined ? label : [span(others)]), ...row])
}
