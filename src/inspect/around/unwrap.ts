import { stripVTControlCharacters } from 'node:util'
import type { Note } from '../types.ts'
import { findRuns } from './runs.ts'
import { shapeOf } from './shape.ts'

/** A text in which tokens can be found, and what was undone to get it. */
export type Unwrapped = { text: string; note: Note[] }

/**
 * Undoes what hides a whole token: the colours of a terminal, percent-encoding (RFC 3986 §2.1), and base64 or hex of the
 * token itself.
 * The text stays as it is where that shows no token.
 */
export function unwrap(given: string): Unwrapped {
  let text = given
  const note: Note[] = []
  for (let round = 0; round < 4; round++) {
    const next = withoutColours(text) ?? percentDecoded(text) ?? baseDecoded(text) ?? encodedInside(text)
    if (next === null) break
    text = next.text
    if (!note.some(known => known.id === next.note[0]?.id)) note.push(...next.note)
  }
  return { text, note }
}

/** What a program writes between the characters to colour them: a pipe or a log file has it still. */
function withoutColours(text: string): Unwrapped | null {
  const plain = stripVTControlCharacters(text)
  if (plain === text || !findRuns(plain).some(run => isToken(run.text))) return null
  const message =
    'Colours and other codes of a terminal were taken out first; they are not part of the token. Places are counted in the text without them.'
  return { text: plain, note: [{ id: 'terminal-codes', message }] }
}

/** Percent-encoded dots, or a percent-encoded character right before a token, hide where it begins and ends. */
function percentDecoded(text: string): Unwrapped | null {
  if (!/%2e|%25[0-9a-f]{2}|%[0-9a-f]{2}e(?:yJ|yA|w)/iu.test(text)) return null
  let decoded: string
  try {
    decoded = decodeURIComponent(text)
  } catch {
    return null
  }
  if (decoded === text || !findRuns(decoded).some(run => isToken(run.text))) return null
  return {
    text: decoded,
    note: [
      {
        id: 'percent-encoding',
        message:
          'The text was percent-encoded, as in a URL, and was decoded first (RFC 3986 §2.1). Places are counted in the decoded text.',
      },
    ],
  }
}

/** Layers of base64 or hex around a token. */
const MOST_LAYERS = 3

function baseDecoded(given: string): Unwrapped | null {
  let text = given
  let form = ''
  for (let layer = 0; layer < MOST_LAYERS; layer++) {
    const compact = text.replace(/^\s*(?:bearer\s+|basic\s+)?["'`]?|["'`]?\s*$/giu, '').replace(/\s+/gu, '')
    const isHex = /^(?:0x)?(?:[0-9a-f]{2}){20,}$/iu.test(compact)
    if (!isHex && !/^[A-Za-z0-9+/_-]{20,}=*$/u.test(compact)) return null
    text = Buffer.from(compact.replace(/^0x/iu, ''), isHex ? 'hex' : 'base64').toString('latin1')
    if (!/^[\t\n\r -~]+$/u.test(text)) return null
    form ||= isHex ? 'hex' : /[-_]/u.test(compact) ? 'base64url' : 'base64'
    if (findRuns(text).some(run => isToken(run.text))) return { text, note: [encodedNote(form)] }
  }
  return null
}

/** A token in base64 within other text: the value of a Kubernetes secret, for example. */
function encodedInside(text: string): Unwrapped | null {
  const found = /(?<![A-Za-z0-9+/_.-])(?:ZXlK|ZXdv|QmVhcmVyIGV5)[A-Za-z0-9+/_-]{20,}=*/u.exec(text)?.[0]
  if (found === undefined || found.length === text.length) return null
  if (findRuns(text).some(run => isToken(run.text))) return null
  return baseDecoded(found)
}

function encodedNote(form: string): Note {
  const message =
    `This is the ${form} of a whole token, not a token: it was encoded once more. ` +
    'It was decoded first; places are counted in the decoded text.'
  return { id: 'encoded-token', message }
}

function isToken(text: string): boolean {
  return text.split('.').length > 2 && shapeOf(text.split('.')[0] ?? '') !== null
}
