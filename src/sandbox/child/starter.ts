/** Whether a function still only says that it is not implemented. */
import * as p from './primordials.ts'

const STARTER = /^(async)?function\*?\w*\(.*\)\{thrownotImplemented\((['"`])[\w.]+\2,?\);?\}$/

const MEMBER = String.raw`(?:static|async|get|set)*\*?[\w$]+(?:\([^;]*?\)\{thrownotImplemented\((['"\x60])[\w.]+\1,?\);?\}|;)`
const STARTER_CLASS = new RegExp(`^class\\w*(?:extends[\\w.]+)?\\{(?:${MEMBER})+\\}$`)

/** Looks at the source of a function or class, without its comments and blanks. */
export function isStarter(value: (...args: unknown[]) => unknown): boolean {
  if (p.isProxy(value)) return false
  const source = compact(p.apply(p.functionToString, value, []) as string)
  return p.matches(STARTER, source) || p.matches(STARTER_CLASS, source)
}

/** A source without comments and white space, up to a bound that no starter reaches. */
export function compact(source: string): string {
  let result = ''
  let index = 0
  while (index < source.length && result.length < 2000) {
    const two = p.slice(source, index, index + 2)
    if (two === '//' || two === '/*') {
      const end = p.apply(p.stringIndexOf, source, [two === '//' ? '\n' : '*/', index + 2]) as number
      if (end < 0) return result
      index = end + (two === '//' ? 1 : 2)
      continue
    }
    const character = source[index] as string
    if (character > ' ') result += character
    index++
  }
  return result
}
