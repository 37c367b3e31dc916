import { styleText } from 'node:util'
import { asciiSigns, type Signs, unicodeSigns } from '../text/signs.ts'
import { cleanText } from '../text/visible.ts'
import { wrapText } from '../text/wrap.ts'
import type { CommandIo, CommonOptions } from './io.ts'

export type Style = 'good' | 'bad' | 'warn' | 'quiet' | 'strong'

/** How a command writes text for people. */
export type Paint = {
  /** Colours a text, or leaves it where colours are not wanted. */
  style(style: Style, text: string): string
  signs: Signs
  /** Columns to wrap at. */
  width: number
  /** Wraps a text of any origin by display width; every line begins with `indent`. */
  wrap(text: string, indent?: string): string
}

const STYLES = { good: 'green', bad: 'red', warn: 'yellow', quiet: 'dim', strong: 'bold' } as const

/** Widest text that is still easy to read, in columns. */
const WIDEST = 100

export function createPaint(options: CommonOptions, io: CommandIo): Paint {
  const coloured = wantsColour(options, io)
  const width = Math.min(WIDEST, Math.max(40, io.columns ?? 80))
  return {
    style: (style, text) => (coloured ? styleText(STYLES[style], text, { validateStream: false }) : text),
    signs: options.ascii || io.env.TERM === 'dumb' ? asciiSigns : unicodeSigns,
    width,
    wrap: (text, indent = '') =>
      wrapText(cleanText(text), width - indent.length)
        .map(row => (row.length === 0 ? '' : indent + row.map(span => span.text).join('')))
        .join('\n'),
  }
}

/** `--no-color` first, then FORCE_COLOR, then NO_COLOR, then whether stdout is a terminal. */
export function wantsColour({ color }: CommonOptions, io: CommandIo): boolean {
  if (color === false) return false
  const forced = io.env.FORCE_COLOR
  if (forced !== undefined) return forced !== '0' && forced !== 'false'
  if (io.env.NO_COLOR) return false
  return io.isTTY && io.env.TERM !== 'dumb'
}
