import type { Token } from 'marked'
import type { Role, Row, Span } from '../../text/span.ts'

/** What the inline text of a document looks like unless it says otherwise, and how links are shown. */
export type InlineChoice = {
  role: Role
  links: 'clickable' | 'printed'
  /** Stands before and after code. */
  codeMark: string
}

/**
 * Inline Markdown (emphasis, code, links, line breaks) as styled text.
 * With printed links the address follows the words of the link in brackets, since nothing can be clicked.
 */
export function inlineSpans(tokens: readonly Token[], choice: InlineChoice, href?: string): Row {
  return tokens.flatMap(token => inlineToken(token, choice, href))
}

function inlineToken(token: Token, choice: InlineChoice, href: string | undefined): Row {
  const text = (content: string, role: Role): Row => [styled(decodeEntities(content), role, href)]
  switch (token.type) {
    case 'strong':
      return inlineSpans(token.tokens ?? [], { ...choice, role: 'strong' }, href)
    case 'em':
      return inlineSpans(token.tokens ?? [], { ...choice, role: 'emphasis' }, href)
    case 'codespan':
      return [{ ...styled(`${choice.codeMark}${token.text}${choice.codeMark}`, 'code', href), whole: true }]
    case 'br':
      return text('\n', choice.role)
    case 'link':
      return linkSpans(token, choice)
    case 'image':
      return text(String(token.text ?? ''), 'emphasis')
    case 'html':
      return []
    case 'escape':
      return text(String(token.text ?? ''), choice.role)
    default: {
      const inner = 'tokens' in token ? token.tokens : undefined
      if (inner !== undefined && inner.length > 0) return inlineSpans(inner, choice, href)
      return text(String('text' in token ? token.text : token.raw).replaceAll('\n', ' '), choice.role)
    }
  }
}

function linkSpans(token: Token, choice: InlineChoice): Row {
  const href = String(token.type === 'link' ? token.href : '')
  const words = inlineSpans(
    token.type === 'link' ? (token.tokens ?? []) : [],
    { ...choice, role: 'link' },
    href,
  )
  const shown = words.map(word => word.text).join('')
  const isWeb = /^https?:\/\//.test(href)
  if (!isWeb) return words.map(word => styled(word.text, word.role, undefined))
  if (choice.links === 'clickable' || shown === href) return words
  return [...words, styled(` (${href})`, 'quiet', undefined)]
}

function styled(text: string, role: Role, href: string | undefined): Span {
  return href === undefined ? { text, role } : { text, role, href }
}

const entities: Record<string, string> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
  '&nbsp;': ' ',
}

function decodeEntities(text: string): string {
  return text.replace(/&(?:amp|lt|gt|quot|#39|nbsp);/g, entity => entities[entity] ?? entity)
}
