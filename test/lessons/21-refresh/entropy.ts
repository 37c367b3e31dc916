/** What many tokens of one kind tell: how many bits of them can differ, and what they say about their user. */

/** An upper bound of the random bits in tokens: of each place as many as its different characters allow. */
export function bitsIn(tokens: readonly string[]): number {
  const longest = Math.max(...tokens.map(token => token.length))
  let bits = 0
  for (let place = 0; place < longest; place++)
    bits += Math.log2(new Set(tokens.map(token => token[place] ?? '')).size)
  return bits
}

/** Characters that all tokens of one user have in a place where all those of another have a different one; '' for none. */
export function signOfUser(ours: readonly string[], theirs: readonly string[]): string {
  const [one = '', other = ''] = [ours[0], theirs[0]]
  let sign = ''
  for (let place = 0; place < Math.max(one.length, other.length); place++) {
    const [mine, yours] = [one[place], other[place]]
    if (mine === yours || mine === undefined) continue
    const isSame = ours.every(token => token[place] === mine) && theirs.every(token => token[place] === yours)
    if (isSame) sign += mine
  }
  return sign
}

/** The form in which a token holds a string that it must not hold; null when it does not. */
export function formOf(token: string, secret: string): string | null {
  if (token.includes(secret)) return 'as it is'
  for (const part of [token, ...token.split(/[.~]/)]) {
    if (Buffer.from(part, 'base64url').toString().includes(secret)) return 'in base64url'
    if (Buffer.from(part, 'hex').toString().includes(secret)) return 'in hex'
  }
  return null
}

/**
 * The strings and bytes of a token that nobody may find in memory. What a token shares with its successor may be the id of
 * their family, which is no secret.
 */
export function secretsOf(token: string, successor: string): (string | Uint8Array)[] {
  const secrets: (string | Uint8Array)[] = [token]
  const own = ownPart([...token], [...successor]).join('')
  if (own.length >= 16) secrets.push(own)
  // Not as hex or base64 either.
  secrets.push(Uint8Array.from(Buffer.from(token)))
  for (const encoding of ['base64url', 'hex'] as const) {
    for (const part of new Set([token, ...token.split(/[.~]/)])) {
      const bytes = Buffer.from(part, encoding)
      if (bytes.toString(encoding) !== part.replace(/=+$/, '')) continue
      // What each token of the family has is its id.
      if (part !== token && successor.includes(part)) continue
      const secret = part === token ? ownPart([...bytes], [...Buffer.from(successor, encoding)]) : bytes
      if (secret.length >= 12) secrets.push(Uint8Array.from(secret))
    }
  }
  return secrets
}

/** What is left of a list without what it shares with another at its beginning and at its end. */
function ownPart<T>(list: T[], other: T[]): T[] {
  let start = 0
  while (start < list.length && list[start] === other[start]) start++
  let end = 0
  while (end < list.length - start && list.at(-1 - end) === other.at(-1 - end)) end++
  return list.slice(start, list.length - end)
}
