import { parseObject } from '../text/json.ts'

/** JSON that was read from a damaged copy, and what had to be repaired, as sentences. */
export type RepairedJson = { value: Record<string, unknown>; repairs: string[] }

type Repair = { words: string; apply: (text: string) => string | null }

/** What shells, environment variables and programs do to a JWK; each is tried on a copy, one after the other. */
const REPAIRS: Repair[] = [
  {
    words: 'The lines in front of it were dropped.',
    apply: text => replaced(text, /^(?:\s*(?:\/\/|#).*\n)+/u, ''),
  },
  {
    words: 'The name in front of it was dropped.',
    apply: text =>
      replaced(
        text,
        /^\s*(?:export\s+|const\s+|let\s+|set\s+)?[A-Za-z_][\w.-]*\s*[=:]\s*(?=["'`{[]|eyJ)/u,
        '',
      ),
  },
  { words: 'The comma or semicolon after it was dropped.', apply: text => replaced(text, /[,;]\s*$/u, '') },
  { words: 'The quotes around it were dropped.', apply: withoutQuotes },
  { words: 'The base64 around it was decoded.', apply: fromBase64 },
  { words: 'Escaped quotes were made quotes.', apply: text => replaced(text, /\\"/gu, '"') },
  {
    words: 'Single quotes were made double quotes, which JSON has.',
    apply: text => (text.includes('"') ? null : replaced(text, /'/gu, '"')),
  },
  {
    words: 'Names without quotes were put in quotes.',
    apply: text => replaced(text, /([{,]\s*)([A-Za-z_][\w]*)\s*:/gu, '$1"$2":'),
  },
  {
    words: 'A comma before a closing bracket was dropped.',
    apply: text => replaced(text, /,\s*([}\]])/gu, '$1'),
  },
]

/**
 * Reads a JSON object, by repairing a copy step by step where it is damaged. An array is read as a key set.
 * Returns null when no repair helps.
 */
export function repairJson(given: string): RepairedJson | null {
  let text = given.replace(/^\ufeff/u, '').trim()
  const repairs: string[] = []
  const read = () => parseObject(text) ?? fromArray(text, repairs)
  const whole = read()
  if (whole !== null) return { value: whole, repairs }
  for (const { words, apply } of REPAIRS) {
    const next = apply(text)?.trim()
    if (next === undefined) continue
    text = next
    repairs.push(words)
    const value = read()
    if (value !== null) return { value, repairs }
  }
  return null
}

function fromArray(text: string, repairs: string[]): Record<string, unknown> | null {
  if (!text.startsWith('[')) return null
  const wrapped = parseObject(`{"keys":${text}}`)
  const keys = wrapped?.keys
  if (!Array.isArray(keys) || keys.length === 0 || !keys.every(isKey)) return null
  repairs.push('The array of keys was read as a key set, which is an object with "keys".')
  return wrapped
}

function isKey(value: unknown): boolean {
  return typeof value === 'object' && value !== null && typeof (value as { kty?: unknown }).kty === 'string'
}

function withoutQuotes(text: string): string | null {
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value === 'string') return value
  } catch {
    // Quotes of a shell are not JSON.
  }
  return replaced(text, /^(["'`\u201c\u2018])([\s\S]*)["'`\u201d\u2019]$/u, '$2')
}

function fromBase64(text: string): string | null {
  const compact = text.replace(/\s+/gu, '')
  if (!/^(?:eyJ|eyA|ewo|ewk|ew0|W3si|WyJ)[A-Za-z0-9+/_-]+=*$/u.test(compact)) return null
  return Buffer.from(compact, 'base64').toString('utf8')
}

function replaced(text: string, pattern: RegExp, replacement: string): string | null {
  const after = text.replace(pattern, replacement)
  return after === text ? null : after
}
