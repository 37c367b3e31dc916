/** From TypeScript to JavaScript, by removing the types; and what is said when that does not work. */
import module from 'node:module'
import type { LoadProblem } from '../types.ts'
import { relative } from './stack-location.ts'
import * as p from './primordials.ts'

const strip = module.stripTypeScriptTypes
/** A place, some source lines of which the last is meant, and marks under that one. */
const SHOWN = /^[^\n]*:(\d+)\n(?:[^\n]*\n)*?([^\n]*)\n( *)\^/

/** Of longer lines only a part is shown. */
const LONGEST_LINE = 160

/** Starts the parser; doing it ahead keeps that time out of the way of a save. */
export function warmTypeStripper(source = 'export const ready: boolean = true'): void {
  strip(source)
}

/** Removes the types; every position stays where it was. `fail` throws the problem of a file that can't be read. */
export function createTypeStripper(
  root: string,
  fail: (problem: LoadProblem) => never,
): (text: string, path: string) => string {
  return (text, path) => {
    // A byte order mark (BOM) is not part of the source.
    const source = text[0] === '\ufeff' ? p.slice(text, 1) : text
    try {
      return strip(source)
    } catch (error) {
      const hasZeros = (p.apply(p.stringIndexOf, source, ['\0']) as number) >= 0
      return fail(hasZeros ? notUtf8(relative(path, root)) : syntaxProblem(error, relative(path, root)))
    }
  }
}

/** Zero bytes stand in no source, but in every second place of one that was saved as UTF-16. */
function notUtf8(file: string): LoadProblem {
  const message =
    'The file has zero bytes in it, so it is not saved as UTF-8 (as UTF-16, probably). Save it with the encoding UTF-8 in your editor.'
  return { kind: 'syntax', message, file, line: null, column: null }
}

function syntaxProblem(error: unknown, file: string): LoadProblem {
  const { stack, message, code } = error as { stack?: unknown; message?: unknown; code?: unknown }
  const first = firstLine(typeof message === 'string' ? message : 'it is no TypeScript')
  const text =
    code === 'ERR_UNSUPPORTED_TYPESCRIPT_SYNTAX'
      ? `${first}. Node runs TypeScript by removing the types, so enum, namespace, decorators and parameter properties can't be used: write a union of strings, an object or a class member instead.`
      : `The file can't be read as TypeScript: ${stillOpen(first) ?? `${first}.`}`
  const shown = shownPlace(stack)
  return {
    kind: 'syntax',
    message: text + (shown?.quoted ?? ''),
    file,
    line: shown?.line ?? null,
    column: shown?.column ?? null,
  }
}

/** In place of the parser's words, where those name the line at which a missing bracket shows, and not the bracket. */
function stillOpen(message: string): string | null {
  const says = (words: string) => (p.apply(p.stringIndexOf, message, [words]) as number) >= 0
  if (says('outside of module code'))
    return 'something above this line is still open. Look for a missing closing } or ).'
  if (says("got '<eof>'"))
    return 'it ends while something is still open. Look for a missing closing }, ) or quote.'
  return null
}

/** The place that Node shows at the top of a SyntaxError's stack, and its source line with a mark, to be printed. */
export function shownPlace(stack: unknown): { line: number; column: number; quoted: string } | null {
  if (typeof stack !== 'string') return null
  const shown = p.apply(p.regExpExec, SHOWN, [stack]) as RegExpExecArray | null
  if (shown === null) return null
  const number = shown[1] as string
  const source = shown[2] as string
  const indent = shown[3] as string
  const { text, at } = around(source, indent.length)
  const quoted = `\n  ${number} | ${text}\n  ${blanks(number.length)} | ${at === indent.length ? indent : blanks(at)}^`
  return { line: +number, column: indent.length + 1, quoted }
}

/** What stands around a place of a line, and where that place is in it. */
function around(line: string, place: number): { text: string; at: number } {
  if (line.length <= LONGEST_LINE) return { text: line, at: place }
  const start = place < LONGEST_LINE / 2 ? 0 : place - LONGEST_LINE / 2
  const end = start + LONGEST_LINE
  const text = `${start > 0 ? '…' : ''}${p.slice(line, start, end)}${end < line.length ? '…' : ''}`
  return { text, at: place - start + (start > 0 ? 1 : 0) }
}

function firstLine(message: string): string {
  const end = p.apply(p.stringIndexOf, message, ['\n']) as number
  const first = p.slice(message, 0, end < 0 ? message.length : end)
  const bounded = first.length > 160 ? `${p.slice(first, 0, 157)}...` : first
  return bounded[bounded.length - 1] === '.' ? p.slice(bounded, 0, bounded.length - 1) : bounded
}

function blanks(count: number): string {
  let text = ''
  while (text.length < count) text += ' '
  return text
}
