import { codeOnly } from './mask-comments.ts'

/** What a glance at the source shows; `line` counts from 1. */
export type Slip = { line: number; text: string }

type Open = { bracket: string; line: number; indent: number }

const CLOSERS: Record<string, string> = { '{': '}', '(': ')', '[': ']' }

/**
 * The bracket of a source that seems to have no partner, or null. Of many that may be it, the one whose line is
 * indented more than the line of the bracket that would close it.
 */
export function unmatchedBracket(source: string): Slip | null {
  const code = codeOnly(source)
  if (isBalanced(code)) return null
  const open: Open[] = []
  for (const [index, text] of code.split('\n').entries()) {
    const indent = text.search(/\S|$/)
    const last = open.at(-1)
    if (last !== undefined && /^(?:export|import)\b/.test(text)) return slipOf(last)
    for (const [column, character] of Array.from(text).entries()) {
      if (CLOSERS[character] !== undefined) open.push({ bracket: character, line: index + 1, indent })
      if (!')]}'.includes(character)) continue
      const opened = open.pop()
      if (opened === undefined) return closesNothing(character, index + 1)
      const begins = column === indent && opened.line !== index + 1
      if (CLOSERS[opened.bracket] !== character || (begins && indent < opened.indent)) return slipOf(opened)
    }
  }
  const last = open.at(-1)
  return last === undefined ? null : slipOf(last)
}

function isBalanced(code: string): boolean {
  const open: string[] = []
  for (const bracket of code.match(/[([{}\])]/g) ?? []) {
    if (CLOSERS[bracket] !== undefined) open.push(bracket)
    else if (CLOSERS[open.pop() ?? ''] !== bracket) return false
  }
  return open.length === 0
}

function closesNothing(bracket: string, line: number): Slip {
  return {
    line,
    text: `Line ${line} has a ${bracket} that closes nothing: there is one too many, here or above.`,
  }
}

function slipOf({ bracket, line }: Open): Slip {
  return { line, text: `Line ${line} opens a ${bracket} that seems to have no ${CLOSERS[bracket]}.` }
}
