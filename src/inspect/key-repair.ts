import { keysInJson } from './key-json.ts'
import { firstBlock, type ReadKey, readDer, readPem } from './pem.ts'

/** A key that was read from a damaged copy, and what had to be repaired, as sentences. */
export type RepairedKey = ReadKey & {
  repairs: string[]
  /** The repaired text, where all of it could be read; there may be more keys in it. */
  text?: string
}

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
  {
    words: 'The quotes and operators between its lines were dropped.',
    apply: text => replaced(text, /(?:(?<!\\)\\+n)?["'`]\s*(?:[+,.]|\\)?[ \t]*\r?\n\s*["'`]/gu, '\n'),
  },
  { words: 'Its percent-encoding was decoded.', apply: percentDecoded },
  { words: 'The quotes around it were dropped.', apply: withoutQuotes },
  {
    words: 'Line breaks that were written out as "\\n" were made line breaks.',
    apply: text => replaced(text, /(?<!\\)(?:\\+r)?\\+n/gu, '\n'),
  },
  { words: 'The base64 around the whole file was decoded.', apply: fromBase64 },
  {
    words: 'Typographic dashes were made hyphens.',
    apply: text =>
      replaced(
        text,
        /(?<![\u2010-\u2015\u2212])[\u2010-\u2015\u2212]+(?=\s*(?:BEGIN|END)|\s*$|\s*\n)/gu,
        '-----',
      ),
  },
]

/**
 * Reads a key file that Node.js can't read as it is, by repairing a copy step by step.
 * Returns null when no repair helps. The file itself is not touched.
 */
export function repairKey(given: string): RepairedKey | null {
  if (keysInJson(given).length > 1) return null
  let text = given
  const repairs: string[] = []
  const whole = readPem(text)
  if (whole !== null) return { ...whole, repairs, text }
  for (const { words, apply } of REPAIRS) {
    const next = apply(text)
    if (next === null) continue
    text = next
    repairs.push(words)
    const key = readPem(text)
    if (key !== null) return { ...key, repairs, text }
  }
  const rest = readBody(text)
  return rest === null ? null : { ...rest, repairs: [...repairs, ...rest.repairs] }
}

/** Reads the base64 between the lines by what it encodes, whatever its lines and labels say. */
function readBody(text: string): RepairedKey | null {
  const block = firstBlock(text)
  const body = block?.body ?? text.replace(/-{2,}.*?-{2,}/gu, '').replace(/\s+/gu, '')
  const found = decodeBody(body) ?? (block === null ? null : decodeBody(withPluses(text)))
  if (found === null) return null
  const repairs = edgeRepairs(text, block !== null)
  if (block !== null && found.base64 !== body && found.base64 === withPluses(text)) {
    repairs.push('Spaces in its lines were made "+" again.')
  } else {
    if (block !== null) repairs.push(...lineRepairs(text))
    if (found.base64 !== body) repairs.push('base64url was made base64, which PEM has.')
    if (body.length % 4 !== 0) repairs.push('The "=" that is missing at its end was put back.')
  }
  const { read } = found
  if (block !== null && block.label !== read.label) {
    repairs.push(
      `Its label was corrected: it said "${block.label}", but it contains ${read.name}, which has "${read.label}".`,
    )
  }
  if (repairs.length === 0) repairs.push('Its lines were written again.')
  return { key: read.key, isPrivate: read.isPrivate, repairs }
}

function decodeBody(body: string): { base64: string; read: NonNullable<ReturnType<typeof readDer>> } | null {
  const base64 = body.replaceAll('-', '+').replaceAll('_', '/')
  if (!/^[A-Za-z0-9+/]+=*$/u.test(base64)) return null
  const read = readDer(Buffer.from(base64, 'base64'))
  return read === null ? null : { base64, read }
}

/** The body with the spaces inside its lines as "+", which is what form encoding makes of a plus. */
function withPluses(text: string): string {
  const inner = /-----BEGIN [A-Z0-9 ]+-----\r?\n([\s\S]*?)-----END/u.exec(text)?.[1] ?? ''
  return inner.replaceAll(' ', '+').replace(/\s+/gu, '')
}

function edgeRepairs(text: string, hasBegin: boolean): string[] {
  if (!hasBegin) return ['Its BEGIN line, which is missing or damaged, was put back.']
  if (!/-----END [A-Z0-9 ]+-----/u.test(text))
    return ['Its END line, which is missing or damaged, was put back.']
  return /^\s*-----BEGIN [A-Z0-9 ]+-----/mu.test(text)
    ? []
    : ['Its BEGIN line, which is damaged, was corrected.']
}

function lineRepairs(text: string): string[] {
  const inner = text.replace(/(?<!-)-{2,}\s*(BEGIN|END)[^-]*-{2,}/giu, '-----$1-----').trim()
  const lines = inner.split(/\r\n|\r|\n/u)
  const isGlued = /-----BEGIN-----[^\s-]|[^\s-]-----END/u.test(inner)
  if (lines.length < 3) {
    return [/-----BEGIN-----\s+\S/u.test(inner) ? 'Spaces were made line breaks again.' : MISSING_BREAKS]
  }
  if (isGlued) return [MISSING_BREAKS]
  return lines.some(line => /^[ \t]+[A-Za-z0-9+/]|[A-Za-z0-9+/][ \t]+[A-Za-z0-9+/]/u.test(line))
    ? ['The white space in its lines was dropped.']
    : []
}

const MISSING_BREAKS = 'Line breaks that were missing were put back.'

function replaced(text: string, pattern: RegExp, replacement: string): string | null {
  const after = text.replace(pattern, replacement)
  return after === text ? null : after
}

function percentDecoded(text: string): string | null {
  if (!/%(?:0A|20|2B|2D)/iu.test(text)) return null
  try {
    return decodeURIComponent(text)
  } catch {
    return null
  }
}

function withoutQuotes(text: string): string | null {
  return replaced(text, /^\s*(["'`\u201c\u2018\u201e])([\s\S]*?)["'`\u201d\u2019\u201c][,;]?\s*$/u, '$2')
}

function fromBase64(text: string): string | null {
  const compact = text.replace(/\s+/gu, '')
  if (!/^LS0t[A-Za-z0-9+/_-]+=*$/u.test(compact)) return null
  return Buffer.from(compact, 'base64').toString('utf8')
}

/** The only key in the values of a JSON object. */
function fromJson(text: string): string | null {
  const found = keysInJson(text)
  return found.length === 1 ? (found[0] ?? null) : null
}
