/** Tokens and other long strings of base64url in what a picture shows: short on the screen, whole for `inspect`. */

const LONG = /[\w-]{41,}(?:\.[\w-]+)*|[\w-]{10,}(?:\.[\w-]{10,})+/g
/** Shorter ones are shown as they are. */
const LONGEST = 40

/** Tokens by their beginnings and their ends. */
export function shortTokens(text: string): string {
  return text.replace(LONG, token =>
    token.length <= LONGEST ? token : `${token.slice(0, 12)}...${token.slice(-4)}`,
  )
}

/** The tokens that `shortTokens` shortens, whole and each once: JWTs first, then others. */
export function tokensIn(texts: readonly string[]): string[] {
  const found = texts.flatMap(text =>
    [...text.matchAll(LONG)]
      .filter(([token]) => token.length > LONGEST)
      .map(match => withLastDot(match[0], text[match.index + match[0].length])),
  )
  const isJwt = (token: string): boolean => token.startsWith('eyJ') && token.includes('.')
  const all = [...new Set(found)]
  return [...all.filter(isJwt), ...all.filter(token => !isJwt(token))]
}

/** An unsigned token ends with its second dot. */
const withLastDot = (token: string, following: string | undefined): string =>
  following === '.' && /^eyJ[\w-]*\.[\w-]+$/.test(token) ? `${token}.` : token
