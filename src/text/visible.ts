/** Text that is safe for a terminal: what would steer it or hide text is shown as an escape, never sent. */

/** Control codes but line ends and tabs, C1, bidi, zero width, lone surrogates, tags. */
/* biome-ignore-start lint/suspicious/noControlCharactersInRegex: these are what is looked for. */
const HIDDEN =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff\ufff9-\ufffb\u{e0000}-\u{e007f}]/gu
/** Colours, and the wiping of a line that shows progress: all that this program itself sends besides text. */
const OWN_SEQUENCES = /(\u001b\[[0-9;]{1,12}m|\r\u001b\[2K)/u
/* biome-ignore-end lint/suspicious/noControlCharactersInRegex: as above. */

/** Select Graphic Rendition codes that the program uses: weights, reverse, the eight colours. */
const OWN_CODES = ['0', '1', '2', '7', '22', '27', '30', '31', '32', '33', '34', '35', '36', '37', '39']

/** A string for a terminal: hidden characters as `\u202e`. */
export function visible(text: string): string {
  return text.replace(HIDDEN, escaped)
}

/** The same with line ends as `\n` and tabs as two spaces, for text that keeps its lines. */
export function cleanText(text: string): string {
  return visible(text.replaceAll('\r\n', '\n').replaceAll('\t', '  '))
}

/** The same for text that must stay on one line: line ends and tabs become `\n` and `\t`. */
export function printable(text: string): string {
  return visible(text.replaceAll('\r\n', '\n')).replaceAll('\n', '\\n').replaceAll('\t', '\\t')
}

/**
 * A string that may hold colours of the program's own: every other hidden character becomes visible. It is the last
 * filter before a terminal; what comes from a learner went through `visible` or `cleanText` before.
 */
export function visibleButColours(text: string): string {
  return text
    .split(OWN_SEQUENCES)
    .map((part, index) => (index % 2 === 1 && isOwn(part) ? part : visible(part)))
    .join('')
}

function isOwn(sequence: string): boolean {
  if (sequence.startsWith('\r')) return true
  return sequence
    .slice(2, -1)
    .split(';')
    .every(code => OWN_CODES.includes(code))
}

/** JSON whose hidden characters are escapes, so that it can be printed on a terminal and in a CI log. */
export function jsonText(value: unknown, replacer?: (key: string, value: unknown) => unknown): string {
  return JSON.stringify(value, replacer, 2).replace(HIDDEN, escaped).replaceAll('##', '#\\u0023')
}

/**
 * Breaks up what a CI system would take for a command: `::error::` at the start of a line, after blanks of any kind, and `##[error]` (GitHub,
 * Azure), `##teamcity[`. Learner code prints what it likes, and a log must stay a log.
 */
export function withoutWorkflowCommands(text: string): string {
  return text.replace(/^([^\S\n]*:):/gmu, '$1 :').replace(/##(?=\[|vso\[|teamcity\[)/gu, '# #')
}

function escaped(character: string): string {
  return Array.from({ length: character.length }, (_, index) => character.charCodeAt(index))
    .map(unit => `\\u${unit.toString(16).padStart(4, '0')}`)
    .join('')
}
