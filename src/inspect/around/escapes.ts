/** Characters that are escaped, as source code, JSON, Markdown and HTML write them. */

const NAMED: Record<string, string> = {
  period: '.',
  lowbar: '_',
  UnderBar: '_',
  hyphen: '-',
  dash: '-',
  tilde: '~',
  plus: '+',
  sol: '/',
  equals: '=',
  quot: '"',
  apos: "'",
  amp: '&',
  colon: ':',
}

/** One backslash or several: only the first of a run is looked at, so that a long run takes no longer than its length. */
const ESCAPE =
  /(?<!\\)\\+(?:u(?:00([0-9a-f]{2})|\{0{0,4}([0-9a-f]{2})\})|x([0-9a-f]{2})|0?(5[567]|137|176)(?![0-9])|([._~+/=-]))|&#x0{0,4}([0-9a-f]{2});|&#0{0,4}(\d{2,3});|&([A-Za-z]{1,12});/giu

/** The text with what is escaped in it as what it means, and the first escape; null when there is none. */
export function unescaped(text: string): { text: string; first: string } | null {
  let first: string | null = null
  const decoded = text.replace(ESCAPE, (written: string, ...groups: (string | undefined)[]) => {
    const character = meaningOf(groups)
    if (character === undefined || !/^[\t\n\r -~]$/u.test(character)) return written
    first ??= written
    return character
  })
  return first === null ? null : { text: decoded, first }
}

function meaningOf(groups: (string | undefined)[]): string | undefined {
  const [four, braced, two, octal, itself, hex, decimal, name] = groups
  const hexadecimal = four ?? braced ?? two ?? hex
  if (hexadecimal !== undefined) return String.fromCharCode(Number.parseInt(hexadecimal, 16))
  if (octal !== undefined) return String.fromCharCode(Number.parseInt(octal, 8))
  if (decimal !== undefined) return String.fromCharCode(Number(decimal))
  if (name !== undefined) return Object.hasOwn(NAMED, name) ? NAMED[name] : undefined
  return itself
}
