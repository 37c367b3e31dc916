import type { Note } from './types.ts'

/** A token without what stood around it, and where each of its characters was. */
export type CleanToken = {
  text: string
  /** For each character of `text` its place in the given text, from 1. */
  places: number[]
  notes: Note[]
}

type Character = { text: string; place: number }

const BLANK = /^[\s\u200b\u2060\ufeff]$/u
const QUOTES = new Map([
  ['"', '"'],
  ["'", "'"],
  ['`', '`'],
  ['\u201c', '\u201d'],
  ['\u2018', '\u2019'],
])

/**
 * Puts aside what people paste along with a token: `Authorization:`, `Bearer `, quotes, blanks and line breaks.
 * A verifier refuses all of these, so each is told in `notes`; only blanks at the ends go silently,
 * because a pipe adds a line break.
 */
export function cleanToken(given: string): CleanToken {
  const notes: Note[] = []
  let characters: Character[] = Array.from(given, (text, index) => ({ text, place: index + 1 }))
  characters = trim(characters)
  // Quotes may be around the scheme ("Bearer eyJ...") or inside it (Bearer "eyJ..."), so every step may come twice.
  for (let round = 0; round < 3; round++) {
    characters = withoutQuotes(characters, notes)
    characters = withoutPrefix(characters, /^authorization\s*:\s*/iu, notes, {
      id: 'authorization-header',
      message: 'The name of the Authorization header was put aside; it is no part of the token.',
    })
    characters = withoutPrefix(characters, /^bearer\s+/iu, notes, {
      id: 'bearer-prefix',
      message:
        '"Bearer " was put aside: it is the scheme of the Authorization header, no part of the token (RFC 6750 §2.1).',
    })
  }
  characters = withoutBlanks(characters, notes)
  return { text: join(characters), places: characters.map(character => character.place), notes }
}

function join(characters: Character[]): string {
  return characters.map(character => character.text).join('')
}

function trim(characters: Character[]): Character[] {
  let start = 0
  let end = characters.length
  while (start < end && BLANK.test(characters[start]?.text ?? '')) start++
  while (end > start && BLANK.test(characters[end - 1]?.text ?? '')) end--
  return characters.slice(start, end)
}

function withoutQuotes(characters: Character[], notes: Note[]): Character[] {
  const comma = /^[,;]$/u.test(characters.at(-1)?.text ?? '') ? 1 : 0
  const inner = trim(characters.slice(0, characters.length - comma))
  const closing = QUOTES.get(inner[0]?.text ?? '')
  if (closing === undefined || inner.length < 2 || inner.at(-1)?.text !== closing) return characters
  note(notes, {
    id: 'quotes',
    message: 'The quotes around the token were put aside; they are no part of it.',
  })
  return trim(inner.slice(1, -1))
}

function withoutPrefix(characters: Character[], prefix: RegExp, notes: Note[], told: Note): Character[] {
  const match = prefix.exec(join(characters))
  if (match === null) return characters
  note(notes, told)
  return trim(characters.slice(Array.from(match[0]).length))
}

function withoutBlanks(characters: Character[], notes: Note[]): Character[] {
  // JSON may hold blanks; it is told as a whole, not glued together.
  if (characters[0]?.text === '{') return characters
  const kept = characters.filter(character => !BLANK.test(character.text))
  const removed = characters.length - kept.length
  if (removed === 0) return characters
  const first = characters.find(character => BLANK.test(character.text))
  const lineBreak = characters.some(character => /[\r\n]/u.test(character.text))
  const what = lineBreak ? 'line breaks or blanks' : 'blanks'
  note(notes, {
    id: lineBreak ? 'line-breaks' : 'blanks',
    message:
      `${removed} ${removed === 1 ? 'character was' : 'characters were'} put aside (${what} inside the token, ` +
      `the first at character ${first?.place}). A verifier refuses a token that holds them (RFC 7515 §2).`,
  })
  return kept
}

function note(notes: Note[], told: Note): void {
  if (!notes.some(known => known.id === told.id)) notes.push(told)
}
