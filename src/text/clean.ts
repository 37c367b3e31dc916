// biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is the job of this file
const controls = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g

/**
 * Makes text of unknown origin safe to print: control characters and those that change the direction of
 * writing become visible as `\x1b` or `\u202e`, a tab becomes two blanks, `\r\n` becomes `\n`.
 */
export function cleanText(text: string): string {
  return text.replaceAll('\r\n', '\n').replaceAll('\t', '  ').replace(controls, showControl)
}

/** The same for text that must stay on one line. */
export function cleanLine(text: string): string {
  return cleanText(text).replaceAll('\n', '\\n')
}

function showControl(character: string): string {
  const code = character.charCodeAt(0)
  return code < 0x100 ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u${code.toString(16)}`
}
