/** Reads WWW-Authenticate as RFC 9110 §11.6.1 has it. */

export type Challenge = { scheme: string; parameters: Map<string, string> }
/** Why a value can't be read. */
export type Fault = 'comma-after-scheme' | 'single-quotes' | 'no-challenge'

const TOKEN = /[!#$%&'*+.^_`|~0-9A-Za-z-]+/y
const PARAMETER =
  /([!#$%&'*+.^_`|~0-9A-Za-z-]+)[ \t]*=[ \t]*(?:"((?:[^"\\]|\\.)*)"|([!#$%&'*+.^_`|~0-9A-Za-z-]+))/y
const TOKEN68 = /[A-Za-z0-9._~+/-]+=*(?=[ \t]*(?:,|$))/y
const COMMAS = /(?:[ \t]*,)*[ \t]*/y

/** The challenges of a value, or what is wrong with it. */
export function readChallenges(value: string): Challenge[] | Fault {
  const challenges: Challenge[] = []
  let at = 0
  const take = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at
    const match = pattern.exec(value)
    if (match !== null) at += match[0].length
    return match
  }
  take(COMMAS)
  while (at < value.length) {
    const scheme = take(TOKEN)?.[0]
    if (scheme === undefined) return 'no-challenge'
    // `Bearer, error="x"`: the comma ends the challenge, and what follows is not another one.
    if (value[at] === '=') return challenges.length > 0 ? 'comma-after-scheme' : 'no-challenge'
    const parameters = new Map<string, string>()
    challenges.push({ scheme: scheme.toLowerCase(), parameters })
    const spaces = take(/ +/y) !== null
    if (spaces && take(TOKEN68) === null) {
      for (let match = take(PARAMETER); match !== null; match = take(PARAMETER)) {
        const name = (match[1] as string).toLowerCase()
        const text = match[2]?.replace(/\\(.)/g, '$1') ?? (match[3] as string)
        if (text.startsWith("'")) return 'single-quotes'
        if (parameters.has(name)) return 'no-challenge'
        parameters.set(name, text)
        const before = at
        if (!/,/.test(take(COMMAS)?.[0] ?? '')) break
        PARAMETER.lastIndex = at
        // After a comma a parameter may follow, or the next challenge.
        if (!PARAMETER.test(value)) at = before
      }
    }
    const [separators = ''] = take(COMMAS) ?? []
    if (at < value.length && !separators.includes(','))
      return value.slice(at).includes("'") ? 'single-quotes' : 'no-challenge'
  }
  return challenges.length === 0 ? 'no-challenge' : challenges
}
