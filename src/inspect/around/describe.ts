import type { Note } from '../types.ts'

const OPENING_QUOTE = /["'`\u2018\u201c\u201e\u00ab]$/u
const CLOSING_QUOTE = /^["'`\u2019\u201d\u201c\u00bb]/u
/** Characters on each side of a token in which its name and scheme are looked for. */
const NEAR = 4000
const NAME = /([A-Za-z_$][\w.$-]*(?:\[[\w"']*\])?)$/u

/** What was before and after a token, in the order in which it was there. The text itself is not repeated: it may be secret. */
export function describeSurroundings(before: string, after: string): Note[] {
  // What is far away says nothing about the token; it is only counted.
  const far = { before: Math.max(0, before.length - NEAR), after: Math.max(0, after.length - NEAR) }
  const rest = { before: before.slice(far.before).trimEnd(), after: after.slice(0, NEAR).trimStart() }
  const notes: Note[] = []
  const add = (note: Note) => {
    if (!notes.some(known => known.id === note.id)) notes.unshift(note)
  }
  for (let round = 0; round < 6; round++) {
    const note =
      takeQuotes(rest) ?? takeScheme(rest) ?? takeHeaderName(rest) ?? takeCookieHeader(rest) ?? takeName(rest)
    if (note === null) break
    add(note)
  }
  const remains = takeRest(rest, far)
  if (remains !== null) add(remains)
  return notes
}

type Rest = { before: string; after: string }

function takeQuotes(rest: Rest): Note | null {
  const opens = OPENING_QUOTE.test(rest.before)
  if (!opens && !(rest.before === '' && CLOSING_QUOTE.test(rest.after))) return null
  rest.before = rest.before.replace(/\\?["'`\u2018\u201c\u201e\u00ab]$/u, '').trimEnd()
  rest.after = rest.after.replace(/^\\?["'`\u2019\u201d\u201c\u00bb]/u, '').trimStart()
  return { id: 'quotes', message: 'The quotes around the token were put aside; they are not part of it.' }
}

function takeScheme(rest: Rest): Note | null {
  const basic = /(?:^|(?<=authorization\\?["']?\s*[:=,]\s*["']?))basic\s*$/iu.exec(rest.before)
  if (basic !== null) {
    rest.before = rest.before.slice(0, basic.index).trimEnd()
    return rawBasic
  }
  const scheme = /(?<![\w-])(bearer|dpop|jwt|token)(?:\s|%20|\+|:)*$/iu.exec(rest.before)
  const isOwnWord = scheme === null || /^(?:bearer|dpop)$/iu.test(scheme[1] ?? '')
  const afterHeader = /authorization\\?["']?\s*[:=]\s*["']?(?:jwt|token)\s*$/iu.test(rest.before)
  if (scheme === null || !(isOwnWord || afterHeader) || /[=:]\s*$/u.test(rest.before)) {
    const colon = /(?<![\w-])(bearer)\s*:\s*$/iu.exec(rest.before)
    if (colon === null) return null
    rest.before = rest.before.slice(0, colon.index).trimEnd()
    return bearer
  }
  rest.before = rest.before.slice(0, scheme.index).trimEnd()
  const name = (scheme[1] ?? '').toLowerCase()
  if (name === 'bearer') return bearer
  const message = `${JSON.stringify(scheme[1])} was put aside: it is the scheme of an Authorization header, not part of the token (RFC 9110 §11.1).`
  return { id: 'scheme', message }
}

const rawBasic: Note = {
  id: 'scheme',
  message:
    '"Basic" was put aside: it is the scheme for a user name and a password in base64 (RFC 7617 §2), and this is a token. A token goes with "Bearer" (RFC 6750 §2.1).',
}

const bearer: Note = {
  id: 'bearer-prefix',
  message:
    '"Bearer " was put aside: it is the scheme of the Authorization header, not part of the token (RFC 6750 §2.1).',
}

function takeHeaderName(rest: Rest): Note | null {
  const match = /(?<![\w-])(?:proxy-)?authorization\\?["']?\s*(?::|=>?|,)\s*$/iu.exec(rest.before)
  if (match === null) return null
  rest.before = rest.before.slice(0, match.index).trimEnd()
  return {
    id: 'authorization-header',
    message: 'The name of the Authorization header was put aside; it is not part of the token.',
  }
}

/** `TOKEN=`, `"access_token":`, `?token=`, `const token =`. */
function takeName(rest: Rest): Note | null {
  const separator = /\\?["']?\s*(?::=|=>|=|:)\s*$/u.exec(rest.before)
  if (separator === null) return null
  const name = NAME.exec(rest.before.slice(0, separator.index))
  if (name === null) return null
  const start = rest.before.slice(0, name.index)
  const inUrl = /[?&#;]$/u.test(start) && /(?:https?:\/\/|^\/|[?#])/u.test(start)
  const shown = JSON.stringify(name[1])
  rest.before = start
    .replace(/\\?["']$/u, '')
    .trimEnd()
    .replace(/(?<![\w-])(?:export|set|setx|declare\s+-x|let|const|var|env|\$env:|--?)$/iu, '')
    .trimEnd()
  if (inUrl) return { id: 'url', message: `The token was taken out of a URL, where it is called ${shown}.` }
  return {
    id: 'name',
    message: `The name ${shown} in front of the token was put aside; it is not part of it.`,
  }
}

function takeCookieHeader(rest: Rest): Note | null {
  const match = /(?<![\w-])(set-)?cookie\\?["']?\s*:(?:\s*|\s.*[;,])$/isu.exec(rest.before)
  if (match === null) return null
  rest.before = rest.before.slice(0, match.index).trimEnd()
  if (rest.before === '') rest.after = ''
  const header = match[1] === undefined ? 'Cookie' : 'Set-Cookie'
  return {
    id: 'cookie-header',
    message: `The rest of the ${header} header was put aside: other cookies and attributes are not part of the token.`,
  }
}

function takeRest(rest: Rest, far: { before: number; after: number }): Note | null {
  const before = far.before + Array.from(rest.before.trim()).length
  const after = far.after + Array.from(rest.after.trim().replace(/^[,;.)\]}]+$/u, '')).length
  const places = [
    before > 0 ? `${count(before)} before the token` : '',
    after > 0 ? `${count(after)} after it` : '',
  ]
  const text = places.filter(place => place !== '').join(' and ')
  if (text === '') return null
  return {
    id: 'surroundings',
    message: `Other text was put aside: ${text.replace(/^(\S+ \S+) after it$/u, '$1 after the token')}.`,
  }
}

function count(characters: number): string {
  return `${characters.toLocaleString('en-US')} character${characters === 1 ? '' : 's'}`
}
