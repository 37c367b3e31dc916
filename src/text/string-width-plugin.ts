/**
 * For the bundle: one `string-width` for the program and for Ink, and only from the first string on that needs it. Its tables
 * take 50 ms to make, which the first frame would wait for.
 */
import { fileURLToPath } from 'node:url'
import type { Plugin } from 'rolldown'

const NAME = 'string-width'
const LAZY = '\0lazy-string-width'

/** One column each, and joined with nothing: printable ASCII and Latin-1, quotes and dashes, arrows, lines, blocks, ✓ and ✗. */
const NARROW = String.raw`[ -~\u00a1-\u00ac\u00ae-\u00ff\u2010-\u2027\u2190-\u21ff\u2500-\u25fc\u25ff\u2713\u2717]`
/** What switches colours and styles, which takes no columns. */
const STYLE = String.raw`\u001b\[[\d;]*m`

const source = (library: string): string => `
const styles = /${STYLE}/g
const narrow = /^(?:${NARROW}|${STYLE})*$/
let measure
export default function stringWidth(text, options) {
  if (options === undefined && typeof text === 'string' && narrow.test(text))
    return text.includes('\\u001b') ? text.replace(styles, '').length : text.length
  measure ??= require(${JSON.stringify(library)}).default
  return measure(text, options)
}
`

export const stringWidthPlugin: Plugin = {
  name: 'lazy-string-width',
  resolveId(id) {
    return id === NAME ? LAZY : null
  },
  load(id) {
    return id === LAZY ? source(fileURLToPath(import.meta.resolve(NAME))) : null
  },
}
