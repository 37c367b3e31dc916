import type { FoundToken, Note } from '../types.ts'
import { describeSurroundings } from './describe.ts'
import { nameBefore } from './names.ts'
import { findRuns, type Run } from './runs.ts'
import { shapeOf } from './shape.ts'
import { unwrap } from './unwrap.ts'

/** A token without what was around it, and where each of its characters was. */
export type CleanToken = {
  text: string
  /** Place in the given text, from 1 and counted in characters, of the character at an offset in `text`. */
  placeOf: (offset: number) => number
  notes: Note[]
  /** All tokens that were found, when there was more than one; `text` is the first. */
  found: FoundToken[]
  /** Of a token that came in pieces, each in a cookie: the name of the one that would go on. */
  nextPiece?: string
}

/** More tokens than these are not described. */
const MOST_FOUND = 100

const WHOLE = /^[A-Za-z0-9_~.-]+$/u
/** White space and characters without width. */
const EDGE = /^[\s\u200b\u2060\ufeff]+|(?<![\s\u200b\u2060\ufeff])[\s\u200b\u2060\ufeff]+$/gu

/**
 * Puts aside what people paste along with a token: names, schemes, quotes, headers, URLs, JSON, line breaks.
 * A verifier refuses all of these, so each is named in `notes`; only white space at the ends is dropped silently,
 * because a pipe adds a line break.
 */
export function cleanToken(given: string): CleanToken {
  const unwrapped = unwrap(given)
  const text = unwrapped.text
  const runs = isPaseto(text) ? [] : findRuns(text)
  const first = runs.find(run => run.text.includes('.')) ?? (holdsMore(text, runs) ? undefined : runs[0])
  if (first === undefined) return withoutToken(text, unwrapped.note)
  const token = withoutCookieSignature(withoutFullStop(first, text), text)
  const before = text.slice(0, token.pieces[0]?.from ?? 0)
  const after = text.slice(token.pieces.at(-1)?.to ?? text.length)
  const dotted = runs.filter(run => run.text.includes('.'))
  const others = [...new Map(dotted.map(run => [run.text, run])).values()]
  const notes = [...unwrapped.note, ...around(before, after, dotted.length), ...gapNotes(token, text)]
  if (others.length === 1 && dotted.length > 1) notes.push(againNote(dotted.length))
  const found = others.length > 1 ? others.slice(0, MOST_FOUND).map(run => describe(run, text)) : []
  if (found.length > 1) notes.push(severalNote(found))
  const { nextPiece } = unwrapped
  const clean = { text: token.text, placeOf: placesOf(token.pieces, text), notes, found }
  return nextPiece === undefined ? clean : { ...clean, nextPiece }
}

function around(before: string, after: string, tokens: number): Note[] {
  const notes = describeSurroundings(before.replace(EDGE, ''), after.replace(EDGE, ''))
  // With several tokens the rest is the other tokens, which are named one by one.
  return tokens > 1 ? notes.filter(note => note.id !== 'surroundings') : notes
}

function isPaseto(text: string): boolean {
  return /(?<![\w.-])[vk][1-4]\.(?:local|public|secret|[a-z-]+wrap|lid|pid|sid|seal)[.-]/u.test(text)
}

/** Whether the text is more than one run without a dot: JSON, for example, that has an encoded header in it. */
function holdsMore(text: string, runs: Run[]): boolean {
  const after = text.slice(runs[0]?.pieces.at(-1)?.to ?? 0)
  return runs.length !== 1 || /^\s*[[{]/u.test(text) || !/^[\s"'`,;.)\]}>]*$/u.test(after)
}

/** The whole text, for what is not a token; only edges, a scheme and quotes are put aside. */
function withoutToken(text: string, earlier: Note[]): CleanToken {
  let from = 0
  let to = text.length
  const notes = [...earlier]
  for (let round = 0; round < 4; round++) {
    while (from < to && /[\s\u200b\u2060\ufeff]/u.test(text[from] as string)) from++
    while (to > from && /[\s\u200b\u2060\ufeff]/u.test(text[to - 1] as string)) to--
    const rest = text.slice(from, to)
    const scheme = /^(?:authorization\s*:\s*)?bearer\s+(?=\S)|^authorization\s*:\s*(?=\S)/iu.exec(rest)
    const quoted = /^(["'`])(.*)\1$/su.exec(rest)
    if (scheme !== null) {
      notes.push(...describeSurroundings(scheme[0], ''))
      from += scheme[0].length
    } else if (quoted !== null) {
      from++
      to--
    } else break
  }
  const pieces = [{ from, to }]
  return { text: text.slice(from, to), placeOf: placesOf(pieces, text), notes, found: [] }
}

/** A full stop at the end of a sentence is not part of the token. */
function withoutFullStop(run: Run, text: string): Run {
  const last = run.pieces.at(-1)
  if (last === undefined || WHOLE.test(text.replace(EDGE, ''))) return run
  const dots = run.text.split('.').length - 1
  const segments = shapeOf(run.text.split('.')[0] ?? '')?.segments ?? 3
  if (!/[^.]\.$/u.test(run.text) || dots !== segments) return run
  const pieces = [...run.pieces.slice(0, -1), { from: last.from, to: last.to - 1 }]
  return { pieces, text: run.text.slice(0, -1) }
}

/** Express signs a cookie as `s:value.signature`; the value may be a token. */
function withoutCookieSignature(run: Run, text: string): Run {
  const [piece, ...more] = run.pieces
  const segments = run.text.split('.')
  if (piece === undefined || more.length > 0 || segments.length !== 4) return run
  if (!/(?<![\w-])s:$/u.test(text.slice(Math.max(0, piece.from - 3), piece.from))) return run
  const short = segments.slice(0, 3).join('.')
  return { pieces: [{ from: piece.from, to: piece.from + short.length }], text: short }
}

/** Characters without width: a soft hyphen, those of joining and not joining, a byte order mark. */
const INVISIBLE = /^[\u00ad\u200b-\u200d\u2060\ufeff]+$/u

function gapNotes({ pieces }: Run, text: string): Note[] {
  let removed = 0
  let hasBreak = false
  let isMail = false
  let isVisible = false
  let first: number | null = null
  for (const [index, piece] of pieces.entries()) {
    const next = pieces[index + 1]
    if (next === undefined || next.from === piece.to) continue
    const gap = text.slice(piece.to, next.from)
    removed += Array.from(gap).length
    hasBreak ||= /[\r\n]|\\[nr]/u.test(gap)
    isVisible ||= !INVISIBLE.test(gap)
    // A soft line break of an e-mail (RFC 2045 §6.7).
    isMail ||= /=\r?\n/u.test(gap)
    first ??= piece.to
  }
  if (first === null) return []
  const breaks = isMail ? 'line breaks with the "=" that e-mail puts before them,' : 'line breaks or spaces'
  const what = hasBreak ? breaks : isVisible ? 'spaces' : 'invisible characters'
  const message =
    `${removed} character${removed === 1 ? ' was' : 's were'} put aside (${what} inside the token, ` +
    `the first at character ${placeIn(text, first)}). A verifier refuses a token with them (RFC 7515 §2).`
  return [{ id: hasBreak ? 'line-breaks' : 'blanks', message }]
}

function describe(run: Run, text: string): FoundToken {
  const from = run.pieces[0]?.from ?? 0
  return {
    name: nameBefore(text.slice(Math.max(0, from - 200), from)),
    at: placeIn(text, from),
    characters: run.text.length,
    algorithm: shapeOf(run.text.split('.')[0] ?? '')?.alg ?? null,
  }
}

function againNote(times: number): Note {
  const message = `The same token is there ${times} times; it is shown once. Sent like that, it would be refused.`
  return { id: 'token-again', message }
}

function severalNote(found: FoundToken[]): Note {
  const list = found.slice(0, 8).map(({ name, at, algorithm }, index) => {
    const called = name === null ? 'a token' : JSON.stringify(name)
    return `${index + 1}. ${called} at character ${at}${algorithm === null ? '' : ` (${algorithm})`}`
  })
  const more = found.length > 8 ? `; and ${found.length - 8} more` : ''
  const message = `${found.length} tokens were found: ${list.join('; ')}${more}. This is the first; give another one alone to see it.`
  return { id: 'several-tokens', message }
}

/** Maps an offset in the joined pieces to the place in the text, from 1, counted in characters. */
function placesOf(pieces: Run['pieces'], text: string): (offset: number) => number {
  // Surrogate pairs are one character; without any, the index is the place.
  const hasPairs = SURROGATE.test(text)
  return offset => {
    let rest = offset
    for (const { from, to } of pieces) {
      if (rest < to - from) return hasPairs ? placeIn(text, from + rest) : from + rest + 1
      rest -= to - from
    }
    const end = (pieces.at(-1)?.to ?? 0) + rest
    return hasPairs ? placeIn(text, end) : end + 1
  }
}

const SURROGATE = /[\ud800-\udbff]/

function placeIn(text: string, at: number): number {
  return at + 1 - (text.slice(0, at).match(/[\u{10000}-\u{10ffff}]/gu)?.length ?? 0)
}
