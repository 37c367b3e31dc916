import { completes, type Growing, grow, isComplete, startGrowing } from './growing.ts'
import { shapeOf } from './shape.ts'

/** A token inside a longer text: the pieces of the text (from, to in UTF-16 units) that make it up. */
export type Run = { pieces: { from: number; to: number }[]; text: string }

/** `{` in base64url, followed by what may follow it in JSON: `"`, a space, a line break, a tab, or `}`. */
const FIRST = 'e(?:yJ|yA|wo|wk|w0|30)'
const AT_BOUNDARY = new RegExp(`(?<![A-Za-z0-9_.~-])${FIRST}`, 'gu')
/** After an escape or a word that names a token, when nothing separates them. */
const AFTER_NAME = new RegExp(`(?<=\\\\[nrt]|%[0-9a-fA-F]{2}|bearer[_-]?|token[_-]?|jwt[_-]?)${FIRST}`, 'giu')
const IS_FIRST = new RegExp(`^${FIRST}`, 'u')

const PLAIN = /[A-Za-z0-9_.~-]+/uy
/** White space, characters without width, and the ways to go on in the next line. */
const GAP =
  /(?:\r?\n[ \t]*(?:>|#|\/\/|\*|\|)(?:[ \t]*>)*[ \t]+|\\\r?\n|=\r?\n|\^\r?\n|["'`]\s*(?:\+|\.|\\)?\s*["'`]|\\[nrt]|\s|\u00ad|\u200b|\u200c|\u200d|\u2060|\ufeff)+/uy
const PADDING = /=+(?=[.\s"'`;,&)\]]|$)/uy
const NEXT = /[A-Za-z0-9_.~+/-]+/uy
const CUT =
  /(?:[[<(]\s*)?(?:\u2026|\*{3,}|\.{3,}|(?:snip(?:ped)?|redacted|truncated|omitted)\b|(?<=[[<(]\s*)(?:signature|payload|header|pii|removed|hidden|masked)\b[^\])>\n]{0,100})(?:\s*[\])>])?/iuy
/** Characters that end a token for a reader, though none of them can be in one. */
const CLOSING = /["'`\u2018-\u201f\u00ab\u00bb)\]}<>,;&#|:\\]/u

/** All tokens in a text, in order: runs of base64url and dots that begin with an encoded JSON object. */
export function findRuns(text: string): Run[] {
  const runs = collect(text, AT_BOUNDARY)
  return runs.length > 0 ? runs : collect(text, AFTER_NAME).filter(run => run.text.includes('.'))
}

function collect(text: string, start: RegExp): Run[] {
  const runs: Run[] = []
  let from = 0
  for (;;) {
    // Another token may begin right where one ends.
    const isGlued = runs.length > 0 && IS_FIRST.test(text.slice(from, from + 3))
    start.lastIndex = from
    const at = isGlued ? from : start.exec(text)?.index
    if (at === undefined) return runs
    const token = extend(text, at)
    const isToken = token.first.startsWith('eyJ') || shapeOf(token.first) !== null
    from = isToken ? Math.max(token.pieces.at(-1)?.to ?? at, at + 1) : at + 1
    if (!isToken) continue
    runs.push({
      pieces: token.pieces,
      text: token.pieces.map(piece => text.slice(piece.from, piece.to)).join(''),
    })
  }
}

/** Follows a token from its first character over line breaks and other gaps to its end. */
function extend(text: string, at: number): Growing {
  const token = startGrowing()
  let position = at
  while (position < text.length) {
    const plain = matchAt(PLAIN, text, position)
    if (plain !== null) {
      const end = grow(token, text, position, plain)
      if (end < plain) return token
      position = end
      continue
    }
    const complete = isComplete(token)
    const gap = matchAt(GAP, text, position)
    if (gap !== null && (complete || !goesOn(token, text, position, gap))) return token
    if (gap !== null) {
      position = gap
      continue
    }
    const odd = matchAt(PADDING, text, position) ?? rest(token, text, position, complete)
    if (odd === null) return token
    position = grow(token, text, position, odd)
  }
  return token
}

/** The end of what goes on with characters that are not base64url. A signature can be whole by a shorter key's length, too. */
function rest(token: Growing, text: string, at: number, complete: boolean): number | null {
  if (!complete) return oddCharacters(text, at)
  return token.isBase64 ? matchAt(/[+/]+(?=[A-Za-z0-9+/])/uy, text, at) : null
}

/** The end of characters that are not base64url, yet seem to be meant as part of the token; null when they end it. */
function oddCharacters(text: string, at: number): number | null {
  const end =
    matchAt(CUT, text, at) ??
    // Padding where none can be; it is kept, so that it can be named.
    matchAt(/=+(?=[A-Za-z0-9_-])/uy, text, at) ??
    matchAt(/%[0-9a-fA-F]{2}/uy, text, at) ??
    matchAt(/[+/]+(?=[A-Za-z0-9_+/.=-])/uy, text, at)
  if (end !== null) return end
  const character = String.fromCodePoint(text.codePointAt(at) ?? 0)
  return CLOSING.test(character) || '=+/%'.includes(character) ? null : at + character.length
}

/** Whether the characters after a gap belong to the token before it. */
function goesOn(token: Growing, text: string, from: number, at: number): boolean {
  const end = matchAt(NEXT, text, at)
  if (end === null) return matchAt(CUT, text, at) !== null
  const next = text.slice(at, end)
  const startsToken = IS_FIRST.test(next)
  if (startsToken && (next.split('.').length > 2 || (token.dots >= 2 && token.lastLength > 0))) return false
  // `lang=en` or `Host: x` after the token is the next name, not its rest.
  if (/^\s*(?:=(?![=.\s]|$)|:|\()/u.test(text.slice(end, end + 8))) return false
  const hasBreak = /[\r\n]|\\[nr]/u.test(text.slice(from, at))
  if (token.hasTilde) return hasBreak
  if (completes(token, next.length)) return true
  if (token.dots < 2 && hasBreak && end === text.length) return true
  return /[0-9_.-]|[a-z][A-Z]/u.test(next) || next.length >= 16
}

function matchAt(pattern: RegExp, text: string, at: number): number | null {
  pattern.lastIndex = at
  const match = pattern.exec(text)
  return match === null || match[0] === '' ? null : at + match[0].length
}
