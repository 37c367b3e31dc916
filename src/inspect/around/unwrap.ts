import { stripVTControlCharacters } from 'node:util'
import type { Note } from '../types.ts'
import { decompressed } from '../compressed.ts'
import { joinPieces } from './cookie-pieces.ts'
import { unescaped } from './escapes.ts'
import { findRuns } from './runs.ts'
import { shapeOf } from './shape.ts'

/** A text in which tokens can be found, and what was undone to get it. */
export type Unwrapped = {
  text: string
  note: Note[]
  /** Of a token that came in pieces: the name of the piece that is missing, or of the one after the last. */
  nextPiece?: string
}

/**
 * Undoes what hides a whole token: the colours of a terminal, escapes, percent-encoding (RFC 3986 §2.1), pieces in
 * several cookies, and base64 or hex of the token itself.
 * The text stays as it is where that shows no token.
 */
export function unwrap(given: string): Unwrapped {
  let text = given
  let nextPiece: string | undefined
  const note: Note[] = []
  for (let round = 0; round < 6; round++) {
    const next =
      withoutColours(text) ??
      joined(text) ??
      sessionDecoded(text) ??
      basicDecoded(text) ??
      withoutEscapes(text) ??
      percentDecoded(text) ??
      baseDecoded(text) ??
      encodedInside(text)
    if (next === null) break
    text = next.text
    nextPiece ??= next.nextPiece
    if (!note.some(known => known.id === next.note[0]?.id)) note.push(...next.note)
  }
  return nextPiece === undefined ? { text, note } : { text, note, nextPiece }
}

const hasToken = (text: string): boolean => findRuns(text).some(run => isToken(run.text))

/** Whether there is a token in a text that is not in another one as it is. */
function showsMore(text: string, before: string): boolean {
  const known = new Set(findRuns(before).map(run => run.text))
  return findRuns(text).some(run => isToken(run.text) && !known.has(run.text))
}

function joined(text: string): Unwrapped | null {
  const pieces = joinPieces(text)
  if (pieces === null) return null
  const { count, nameOf, gap } = pieces
  const next = nameOf(gap ?? count)
  const range = count === 1 ? nameOf(0) : `${nameOf(0)} to ${nameOf(count - 1)}`
  if (count > 1) {
    const rest = gap === null ? '' : ` ${next} is missing, and what comes after it was put aside.`
    const message =
      `The value was in ${count} cookies (${range}), because one cookie holds about 4096 bytes. ` +
      `They were joined in the order of their numbers; places are counted in the joined text.${rest}`
    return { text: pieces.text, note: [{ id: 'cookie-pieces', message }], nextPiece: next }
  }
  return { text: pieces.text, note: [], nextPiece: next }
}

/** Supabase keeps its session, JSON with tokens in it, in base64url behind "base64-". The end may be missing. */
function sessionDecoded(text: string): Unwrapped | null {
  const found = /(?<![A-Za-z0-9_-])base64-([A-Za-z0-9_-]{20,})=*/u.exec(text)
  if (found === null) return null
  const decoded = Buffer.from(found[1] ?? '', 'base64url').toString('utf8')
  if (!/^\s*[[{]/u.test(decoded) || findRuns(decoded).length === 0) return null
  const message =
    'The value begins with "base64-", as Supabase writes its sessions: base64url of JSON that has the token in it. ' +
    'It was decoded first; places are counted in the decoded text.'
  return { text: text.replace(found[0], () => decoded), note: [{ id: 'encoded-session', message }] }
}

/** Basic credentials (RFC 7617 §2) in which a token is the user name, the password, or all. */
function basicDecoded(text: string): Unwrapped | null {
  const found =
    /(?:(?<![\w-])(?:proxy-)?authorization\s*:\s*)?(?<![\w-])basic\s+([A-Za-z0-9+/_-]{20,}={0,2})(?![\w.])/iu.exec(
      text,
    )
  if (found === null) return null
  const decoded = Buffer.from(found[1] ?? '', 'base64')
    .toString('latin1')
    .trim()
  const run = findRuns(decoded).find(one => isToken(one.text))
  const start = run?.pieces[0]?.from
  if (run === undefined || start === undefined) return null
  const colon = decoded.indexOf(':')
  const where =
    colon < 0
      ? 'a token alone, with no ":" in it'
      : start > colon
        ? 'a token, where the password should be'
        : 'a token, where the user name should be'
  const message =
    `"Basic" stands for a user name, ":" and a password in base64 (RFC 7617 §2); here it has ${where}. ` +
    'It was decoded first; places are counted in the decoded text. Unless a service says otherwise, a token goes with "Bearer" (RFC 6750 §2.1).'
  return { text: text.replace(found[0], () => run.text), note: [{ id: 'basic-token', message }] }
}

/** Escapes in a token, or right before it. */
function withoutEscapes(text: string): Unwrapped | null {
  const plain = unescaped(text)
  if (plain === null || !showsMore(plain.text, text)) return null
  const message =
    `Characters were escaped, as in JSON, source code or HTML (${JSON.stringify(plain.first).replaceAll('\\\\', '\\')} is the first), and were read as what they mean. ` +
    'A verifier needs the characters themselves. Places are counted in the text without the escapes.'
  return { text: plain.text, note: [{ id: 'escapes', message }] }
}

/** What a program writes between the characters to colour them: a pipe or a log file has it still. */
function withoutColours(text: string): Unwrapped | null {
  const plain = stripVTControlCharacters(text)
  if (plain === text || !hasToken(plain)) return null
  const message =
    'Colours and other codes of a terminal were taken out first; they are not part of the token. Places are counted in the text without them.'
  return { text: plain, note: [{ id: 'terminal-codes', message }] }
}

/** Characters of a token, or one right before it, that are percent-encoded, once or twice. */
function percentDecoded(text: string): Unwrapped | null {
  const hidesEnds = /%2e|%25[0-9a-f]{2}|%[0-9a-f]{2}e(?:yJ|yA|w)/iu.test(text)
  if (!hidesEnds && !/%(?:2d|5f|7e)/iu.test(text)) return null
  let decoded = text
  try {
    for (let layer = 0; layer < MOST_LAYERS; layer++) {
      const next = decodeURIComponent(decoded)
      if (next === decoded) break
      decoded = next
    }
  } catch {
    return null
  }
  if (decoded === text || !(hidesEnds ? hasToken(decoded) : showsMore(decoded, text))) return null
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
    const compact = text
      .trim()
      .replace(/^(?:bearer\s+|basic\s+)?["'`]?|["'`]?$/giu, '')
      .replace(/\s+/gu, '')
    const isHex = /^(?:0x)?(?:[0-9a-f]{2}){20,}$/iu.test(compact)
    if (!isHex && !/^[A-Za-z0-9+/_-]{20,}=*$/u.test(compact)) return null
    const bytes = Buffer.from(compact.replace(/^0x/iu, ''), isHex ? 'hex' : 'base64')
    const zipped = decompressed(bytes, content => hasToken(content.toString('latin1')))
    text = (zipped?.content ?? bytes).toString('latin1')
    if (!/^[\t\n\r -~]+$/u.test(text)) return null
    form ||= isHex ? 'hex' : /[-_]/u.test(compact) ? 'base64url' : 'base64'
    if (zipped !== null) form += `, compressed with ${zipped.name},`
    if (findRuns(text).some(run => isToken(run.text))) return { text, note: [encodedNote(form, text)] }
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

function encodedNote(form: string, decoded: string): Note {
  const isWhole = /^\s*["'`]?(?:bearer\s+)?[\w.~-]+["'`]?\s*$/iu.test(decoded)
  const what = isWhole
    ? `This is the ${form} of a whole token, not a token: it was encoded once more.`
    : `This is the ${form} of text that has a token in it.`
  return {
    id: 'encoded-token',
    message: `${what} It was decoded first; places are counted in the decoded text.`,
  }
}

function isToken(text: string): boolean {
  return text.split('.').length > 2 && shapeOf(text.split('.')[0] ?? '') !== null
}
