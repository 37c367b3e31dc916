import { firstBlock, type ReadKey, readDer, readPem } from './pem.ts'

/** A key that was read from a damaged copy, and what had to be repaired, as sentences. */
export type RepairedKey = ReadKey & { repairs: string[] }

type Repair = { words: string; apply: (text: string) => string | null }

/** What environment variables, JSON and chat programs do to a key file; each is tried on a copy, one after the other. */
const REPAIRS: Repair[] = [
  { words: 'The byte order mark at its start was dropped.', apply: text => replaced(text, /^\ufeff/u, '') },
  { words: 'It was taken out of JSON.', apply: fromJson },
  {
    words: 'The name in front of it was dropped.',
    apply: text =>
      replaced(
        text,
        /^\s*(?:export\s+|set\s+)?[A-Za-z_][\w.-]*\s*[=:]\s*(?=["'`]?\s*(?:-{3,}|LS0t|M[IC]))/u,
        '',
      ),
  },
  { words: 'The quotes around it were dropped.', apply: withoutQuotes },
  {
    words: 'Line breaks that were written out as "\\n" were made line breaks.',
    apply: text => replaced(text, /(?:\\+r)?\\+n/gu, '\n'),
  },
  { words: 'The base64 around the whole file was decoded.', apply: fromBase64 },
  {
    words: 'Typographic dashes were made hyphens.',
    apply: text => replaced(text, /[\u2010-\u2015\u2212]+(?=\s*(?:BEGIN|END)|\s*$|\s*\n)/gu, '-----'),
  },
]

/**
 * Reads a key file that Node.js can't read as it is, by repairing a copy step by step.
 * Returns null when no repair helps. The file itself is not touched.
 */
export function repairKey(given: string): RepairedKey | null {
  let text = given
  const repairs: string[] = []
  const whole = readPem(text)
  if (whole !== null) return { ...whole, repairs }
  for (const { words, apply } of REPAIRS) {
    const next = apply(text)
    if (next === null) continue
    text = next
    repairs.push(words)
    const key = readPem(text)
    if (key !== null) return { ...key, repairs }
  }
  const rest = readBody(text)
  return rest === null ? null : { ...rest, repairs: [...repairs, ...rest.repairs] }
}

/** Reads the base64 between the lines by what it encodes, whatever its lines and labels say. */
function readBody(text: string): RepairedKey | null {
  const block = firstBlock(text)
  const repairs: string[] = []
  const body = block?.body ?? text.replace(/-{2,}.*?-{2,}/gu, '').replace(/\s+/gu, '')
  if (block === null) repairs.push('Its BEGIN line, which is missing, was put back.')
  else if (!/-----END [A-Z0-9 ]+-----/u.test(text))
    repairs.push('Its END line, which is damaged or missing, was put back.')
  const base64 = body.replaceAll('-', '+').replaceAll('_', '/')
  if (!/^[A-Za-z0-9+/]+=*$/u.test(base64)) return null
  const read = readDer(Buffer.from(base64, 'base64'))
  if (read === null) return null
  if (block !== null) repairs.push(...lineRepairs(text))
  if (base64 !== body) repairs.push('base64url was made base64, which PEM has.')
  if (block !== null && block.label !== read.label) {
    repairs.push(
      `Its label was corrected: it said "${block.label}", but it contains ${read.name}, which has "${read.label}".`,
    )
  }
  if (repairs.length === 0) repairs.push('Its lines were set again.')
  return { key: read.key, isPrivate: read.isPrivate, repairs }
}

function lineRepairs(text: string): string[] {
  const lines = text.trim().split(/\r\n|\r|\n/u)
  if (
    lines.length >= 3 &&
    !lines.some(line => /^[ \t]+\S|\S[ \t]+\S/u.test(line) && !line.includes('-----'))
  ) {
    return lines.some(line => /-----BEGIN.*-----[^\s-]|[^\s-]-----END/u.test(line))
      ? ['Line breaks that were missing were put back.']
      : []
  }
  if (lines.length >= 3) return ['The white space in its lines was dropped.']
  return /-----\s+\S|\S\s+\S+\s+-----END/u.test(text.replace(/(BEGIN|END) [A-Z ]+/gu, '$1'))
    ? ['Spaces were made line breaks again.']
    : ['Line breaks that were missing were put back.']
}

function replaced(text: string, pattern: RegExp, replacement: string): string | null {
  const after = text.replace(pattern, replacement)
  return after === text ? null : after
}

function withoutQuotes(text: string): string | null {
  return replaced(text, /^\s*(["'`\u201c\u2018\u201e])([\s\S]*?)["'`\u201d\u2019\u201c][,;]?\s*$/u, '$2')
}

function fromBase64(text: string): string | null {
  const compact = text.replace(/\s+/gu, '')
  if (!/^LS0t[A-Za-z0-9+/_-]+=*$/u.test(compact)) return null
  return Buffer.from(compact, 'base64').toString('utf8')
}

/** The only PEM in the values of a JSON object. */
function fromJson(text: string): string | null {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return null
  }
  if (typeof value !== 'object') return null
  const strings: string[] = []
  const collect = (one: unknown): void => {
    if (typeof one === 'string' && /BEGIN /u.test(one)) strings.push(one)
    else if (typeof one === 'object' && one !== null) Object.values(one).forEach(collect)
  }
  collect(value)
  return strings.length === 1 ? (strings[0] ?? null) : null
}
