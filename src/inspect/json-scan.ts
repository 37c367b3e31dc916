/** Reads JSON (RFC 8259) only to say what `JSON.parse` does not: where it stops being JSON, and which names come twice. */

export type JsonScan = {
  /** Where the string stops being JSON, counted from 0 in UTF-16 units; null when all of it is. */
  fault: { at: number; message: string } | null
  /** Names that an object has more than once (RFC 7519 §4), each once. */
  duplicates: string[]
}

class JsonFault extends Error {
  readonly at: number
  constructor(at: number, message: string) {
    super(message)
    this.at = at
  }
}

const MAX_DEPTH = 200
const NUMBER = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/uy
// biome-ignore lint/suspicious/noControlCharactersInRegex: JSON forbids them in texts, so the pattern names them
const STRING = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/uy

/** Scans a string; never throws. */
export function scanJson(text: string): JsonScan {
  const duplicates = new Set<string>()
  try {
    const end = skipBlanks(text, scanValue(text, 0, 0, duplicates))
    if (end < text.length)
      throw new JsonFault(end, `${named(text, end)} comes after the end of the JSON value.`)
    return { fault: null, duplicates: [...duplicates] }
  } catch (error) {
    if (!(error instanceof JsonFault)) throw error
    return { fault: { at: error.at, message: error.message }, duplicates: [...duplicates] }
  }
}

/** Returns the place after the value that starts at or after `from`. */
function scanValue(text: string, from: number, depth: number, duplicates: Set<string>): number {
  const at = skipBlanks(text, from)
  const character = text[at]
  if (depth > MAX_DEPTH) throw new JsonFault(at, `The JSON is nested deeper than ${MAX_DEPTH} levels.`)
  if (character === undefined) throw new JsonFault(at, 'The JSON ends too early: a value is missing.')
  if (character === '{') return scanObject(text, at + 1, depth, duplicates)
  if (character === '[') return scanArray(text, at + 1, depth, duplicates)
  if (character === '"') return scanString(text, at)
  for (const word of ['true', 'false', 'null']) if (text.startsWith(word, at)) return at + word.length
  const end = matchAt(NUMBER, text, at)
  if (end !== null) return end
  if (character === "'") throw new JsonFault(at, 'Strings in JSON have double quotes, not single ones.')
  throw new JsonFault(at, `${named(text, at)} is where a JSON value should start.`)
}

function scanObject(text: string, from: number, depth: number, duplicates: Set<string>): number {
  const names = new Set<string>()
  let at = skipBlanks(text, from)
  if (text[at] === '}') return at + 1
  for (;;) {
    at = skipBlanks(text, at)
    if (text[at] !== '"') {
      throw new JsonFault(at, `${named(text, at)} is where a name in double quotes should start.`)
    }
    const end = scanString(text, at)
    const name = JSON.parse(text.slice(at, end)) as string
    if (names.has(name)) duplicates.add(name)
    names.add(name)
    at = skipBlanks(text, end)
    if (text[at] !== ':')
      throw new JsonFault(at, `${named(text, at)} is where the ":" after a name should be.`)
    at = skipBlanks(text, scanValue(text, at + 1, depth + 1, duplicates))
    if (text[at] === '}') return at + 1
    if (text[at] !== ',') throw new JsonFault(at, `${named(text, at)} is where "," or "}" should be.`)
    at++
  }
}

function scanArray(text: string, from: number, depth: number, duplicates: Set<string>): number {
  let at = skipBlanks(text, from)
  if (text[at] === ']') return at + 1
  for (;;) {
    at = skipBlanks(text, scanValue(text, at, depth + 1, duplicates))
    if (text[at] === ']') return at + 1
    if (text[at] !== ',') throw new JsonFault(at, `${named(text, at)} is where "," or "]" should be.`)
    at++
  }
}

function scanString(text: string, at: number): number {
  const end = matchAt(STRING, text, at)
  if (end !== null) return end
  throw new JsonFault(
    at,
    'The string that starts here does not end, or has a character that JSON must escape.',
  )
}

function matchAt(pattern: RegExp, text: string, at: number): number | null {
  pattern.lastIndex = at
  const match = pattern.exec(text)
  return match === null ? null : at + match[0].length
}

function skipBlanks(text: string, from: number): number {
  let at = from
  while (at < text.length && ' \t\r\n'.includes(text[at] as string)) at++
  return at
}

function named(text: string, at: number): string {
  const code = text.codePointAt(at)
  if (code === undefined) return 'The end of the text'
  if (code > 0x20 && code < 0x7f) return `"${text[at]}"`
  return `The character U+${code.toString(16).toUpperCase().padStart(4, '0')}`
}
