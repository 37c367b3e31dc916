/** Reads what JSON.parse loses of a JSON text: numbers as they are written, and properties that come twice. */

export type JsonSource = {
  /** The properties of the outermost object, every one, with their values as written, without white space. */
  members: { name: string; source: string }[]
  /** Every number, with the way to it: `exp`, `address.zip`, `list[2]`. */
  numbers: { path: string; source: string }[]
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: JSON allows no control characters in strings
const TOKEN = /"(?:[^"\\\u0000-\u001f]|\\.)*"|-?[0-9][0-9.eE+-]*|true|false|null|[{}[\],:]/gu

/** Reads valid JSON (RFC 8259) whose outermost value is an object. */
export function readJsonSource(json: string): JsonSource {
  const tokens = json.match(TOKEN) ?? []
  const found: JsonSource = { members: [], numbers: [] }
  let at = 0
  const value = (path: string): string => {
    const token = tokens[at++] ?? 'null'
    if (token === '{') return object(path, null)
    if (token === '[') return array(path)
    if (token.startsWith('"')) return JSON.stringify(JSON.parse(token))
    if (/^[-0-9]/u.test(token)) found.numbers.push({ path, source: token })
    return token
  }
  const object = (path: string, list: JsonSource['members'] | null): string => {
    const parts: string[] = []
    while (at < tokens.length && tokens[at] !== '}') {
      if (tokens[at] === ',') at++
      const name = JSON.parse(tokens[at++] ?? '""') as string
      at++
      const source = value(path === '' ? name : `${path}.${name}`)
      parts.push(`${JSON.stringify(name)}:${source}`)
      list?.push({ name, source })
    }
    at++
    return `{${parts.join(',')}}`
  }
  const array = (path: string): string => {
    const parts: string[] = []
    while (at < tokens.length && tokens[at] !== ']') {
      if (tokens[at] === ',') at++
      parts.push(value(`${path}[${parts.length}]`))
    }
    at++
    return `[${parts.join(',')}]`
  }
  if (tokens[at++] === '{') object('', found.members)
  return found
}

/**
 * What happens to a number in a program that reads numbers as 64-bit floating point, as JavaScript does (RFC 8259 §6).
 * `changed`: it gets another value. `unsafe`: an integer beyond 2^53 - 1, where neighbours are confused (RFC 7493 §2.2).
 * `respelled`: the same value, but written again it looks different. `same`: nothing.
 */
export function fateOfNumber(source: string): 'changed' | 'unsafe' | 'respelled' | 'same' {
  const value = Number(source)
  if (!Number.isFinite(value) || normal(source) !== normal(String(value))) return 'changed'
  if (Number.isInteger(value) && !Number.isSafeInteger(value)) return 'unsafe'
  return JSON.stringify(value) === source ? 'same' : 'respelled'
}

/** A decimal number as digits and exponent, the same for every way to write one value. */
function normal(source: string): string {
  const match = /^(-?)([0-9]*)(?:\.([0-9]*))?(?:[eE]([+-]?[0-9]+))?$/u.exec(source)
  if (match === null) return source
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = match
  const digits = `${whole}${fraction}`.replace(/^0+/u, '')
  if (digits === '') return '0'
  const kept = digits.replace(/(?<!0)0+$/u, '')
  return `${sign}${kept}e${Number(exponent) - fraction.length + digits.length - kept.length}`
}
