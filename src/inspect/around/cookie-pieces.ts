/** A token that is too long for one cookie: frameworks cut it into several, NAME.0, NAME.1 and so on. */

/** The pieces of one value, joined as far as they are there. */
export type JoinedPieces = {
  /** The text with the joined value in the place of the first piece, and without the others. */
  text: string
  /** Pieces that were joined. */
  count: number
  /** Name of the piece with a number, as it is written. */
  nameOf: (number: number) => string
  /** The number that is missing before others that are there, or null. */
  gap: number | null
}

type Piece = { number: number; value: string; from: number; to: number }
type Series = { base: string; separator: string; pieces: Piece[] }

/** A name with a number, and its value: in a header, a table, or JSON, where they may be two members of an object. */
const PIECE =
  /(?<![\w.-])([A-Za-z_][\w-]*(?:\.[A-Za-z_][\w-]*)*?)(\.|__)(\d{1,2})(?:\\?["']?[ ]*(?:=|:|,\s*\\?["']?value\\?["']?\s*:)[ ]*\\?["']?|\t)([A-Za-z0-9._~+/%=-]+)/gu

/** How the value begins: a token, or the session of Supabase. */
const FIRST = /^(?:base64-)?e(?:yJ|yA|wo|wk|w0|30)/u

/** More pieces than these are not looked for. */
const MOST = 200

function seriesIn(text: string): Series[] {
  const found = new Map<string, Series>()
  let count = 0
  for (const match of text.matchAll(PIECE)) {
    if (++count > MOST) break
    const [whole, base = '', separator = '', digits = '', value = ''] = match
    const series = found.get(base + separator) ?? { base, separator, pieces: [] }
    found.set(base + separator, series)
    const number = Number(digits)
    // A header of the request and one of the answer may both have it; the first counts.
    if (series.pieces.some(piece => piece.number === number)) continue
    series.pieces.push({ number, value, from: match.index, to: match.index + whole.length })
  }
  return [...found.values()]
}

/** Joins the pieces of the first value that came in pieces; null when there is none. */
export function joinPieces(text: string): JoinedPieces | null {
  for (const { base, separator, pieces } of seriesIn(text)) {
    const sorted = pieces.toSorted((one, other) => one.number - other.number)
    const [first, ...others] = sorted
    if (first?.number !== 0 || !FIRST.test(first.value)) continue
    // Tokens that are numbered are no pieces of one.
    if (others.some(piece => FIRST.test(piece.value))) continue
    const end = sorted.findIndex((piece, index) => piece.number !== index)
    const joined = end < 0 ? sorted : sorted.slice(0, end)
    return {
      text: replaced(text, base, pieces, joined),
      count: joined.length,
      nameOf: number => `${base}${separator}${number}`,
      gap: end < 0 ? null : end,
    }
  }
  return null
}

/** What stands between two cookies. */
const BETWEEN = /;?[ \t]*/uy

function replaced(text: string, base: string, pieces: Piece[], joined: Piece[]): string {
  let result = ''
  let at = 0
  for (const [index, piece] of pieces.entries()) {
    result += text.slice(at, piece.from)
    at = piece.to
    if (index === 0) {
      result += `${base}=${joined.map(one => one.value).join('')}`
      // White space would not end a token that is not whole.
      if (/\s/u.test(text[at] ?? '')) result += ';'
    } else {
      BETWEEN.lastIndex = at
      at += BETWEEN.exec(text)?.[0].length ?? 0
    }
  }
  return result + text.slice(at)
}

/** What to do when a piece is missing. `name` is that of any piece. */
export function copyAllPieces(name: string): string {
  return `Copy all cookies whose names begin with "${name.replace(/\d+$/u, '')}", and give them together.`
}

/** Shorter values say nothing about what they are a piece of. */
const SHORTEST_VALUE = 16

/** The name of the first piece when only later ones are there, or null. */
export function firstPieceMissing(text: string): string | null {
  const series = seriesIn(text).find(
    ({ pieces }) =>
      pieces.every(piece => piece.number > 0) &&
      pieces.some(piece => piece.value.length >= SHORTEST_VALUE && /[A-Za-z]/u.test(piece.value)),
  )
  return series === undefined ? null : `${series.base}${series.separator}0`
}
