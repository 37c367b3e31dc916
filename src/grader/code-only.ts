/** A source with blanks in place of comments and of what stands between quotes; every line and column stays. */
export function codeOnly(source: string): string {
  let code = ''
  let at = 0
  /** How many braces are open in each `${` that is open. */
  const holes: number[] = []
  const blank = (length: number): void => {
    code += source.slice(at, at + length).replace(/[^\n]/g, ' ')
    at += length
  }
  while (at < source.length) {
    const rest = source.slice(at, at + 2)
    const character = source[at] as string
    if (rest === '//' || rest === '/*') blank(lengthOf(rest === '//' ? LINE_COMMENT : COMMENT, source, at))
    else if (character === "'" || character === '"') blank(lengthOf(QUOTED, source, at))
    else if (character === '/' && MAY_PRECEDE_PATTERN.test(code.slice(-80)))
      blank(lengthOf(PATTERN, source, at))
    else if (character === '`' || (character === '}' && holes.at(-1) === 0)) {
      if (character === '}') holes.pop()
      const length = lengthOf(TEMPLATE, source, at)
      if (source.slice(at, at + length).endsWith('${')) holes.push(0)
      blank(length)
    } else {
      const last = holes.length - 1
      if (last >= 0 && character === '{') holes[last] = (holes[last] ?? 0) + 1
      if (last >= 0 && character === '}') holes[last] = (holes[last] ?? 0) - 1
      code += character
      at += 1
    }
  }
  return code
}

const LINE_COMMENT = /\/\/[^\n]*/y
const COMMENT = /\/\*[\s\S]*?(?:\*\/|$)/y
const QUOTED = /(['"])(?:\\[\s\S]|(?!\1)[^\\\n])*\1?/y
/** From a backtick, or the end of a `${...}`, to the next of them. */
const TEMPLATE = /[`}](?:\\[\s\S]|\$(?!\{)|[^\\`$])*(?:`|\$\{|$)/y
/** As far as anyone writes one: what is open for longer is no pattern. */
const PATTERN = /\/(?:\\.|\[(?:\\.|[^\]\\\n]){0,200}\]|[^/\\[\n]){1,500}\/[a-z]*|\//y
/** A slash after one of these begins a regular expression; after a name or a bracket it divides. */
const MAY_PRECEDE_PATTERN = /(?:^|[(,=:[!&|?{};+\-*%<>~^]|\breturn)\s*$/

function lengthOf(pattern: RegExp, source: string, at: number): number {
  pattern.lastIndex = at
  return Math.max(1, pattern.exec(source)?.[0].length ?? 1)
}
