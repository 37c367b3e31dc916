/** Characters that steer a terminal or hide text: control codes but line ends and tabs, C1, bidi, zero width, tags. */
/* biome-ignore-start lint/suspicious/noControlCharactersInRegex: these are what is looked for. */
const HIDDEN =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\u{e0000}-\u{e007f}]/gu
/* biome-ignore-end lint/suspicious/noControlCharactersInRegex: as above. */

/** A text for a terminal: hidden characters as `\u202e`. */
export function visible(text: string): string {
  return text.replace(HIDDEN, escaped)
}

/** JSON whose hidden characters are escapes, so that it can be printed on a terminal. */
export function jsonText(value: unknown, replacer?: (key: string, value: unknown) => unknown): string {
  return JSON.stringify(value, replacer, 2).replace(HIDDEN, escaped)
}

function escaped(character: string): string {
  return Array.from({ length: character.length }, (_, index) => character.charCodeAt(index))
    .map(unit => `\\u${unit.toString(16).padStart(4, '0')}`)
    .join('')
}
