/** Reads what learner code returned leniently: for mistakes, which recognise the right thing in a wrong form. */
import { MISSING_EXPORT } from '../../sandbox/protocol.ts'
import type { CallResult } from '../diagnose/evidence.ts'
import { equal, NOT_PLAIN } from '../diagnose/plain.ts'
import { fromBase64url, toBase64, toBase64url, toHex } from './bytes.ts'

/**
 * Whether what was called is not exported. A lesson may offer functions that its contract does not ask for: they are not in
 * `exports`, and are tested where they are.
 */
export const isMissingExport = ({ outcome }: CallResult): boolean =>
  outcome.kind === 'thrown' && outcome.value.type === 'error' && outcome.value.code === MISSING_EXPORT

const TOKEN = /[A-Za-z0-9_-]*\.[A-Za-z0-9_-]*\.[A-Za-z0-9_-]*/

/** The first token in a value: a string with two dots, alone, in a longer string, or in an array or object; or null. */
export function tokenIn(value: unknown): string | null {
  return firstString(value, text => TOKEN.exec(text)?.[0] ?? null)
}

/** JSON in a value: in a string, in bytes, in base64url or base64 of it; undefined when there is none. */
export function jsonIn(value: unknown): unknown {
  const texts =
    typeof value === 'string' ? [value, decoded(value)] : value instanceof Uint8Array ? [asUtf8(value)] : []
  for (const text of texts) {
    try {
      return JSON.parse(text)
    } catch {
      // The next form may be JSON.
    }
  }
  return undefined
}

/** The parts of a token as JSON, without any check; null for what is not one. */
export function tokenParts(
  token: string,
): { header: unknown; payload: unknown; signature: Uint8Array } | null {
  const parts = token.split('.')
  if (parts.length !== 3) return null
  const [header, payload, signature] = parts as [string, string, string]
  return {
    header: jsonIn(decoded(header)),
    payload: jsonIn(decoded(payload)),
    signature: fromBase64url(signature),
  }
}

/** A form in which bytes can be written. */
export type ByteForm = 'bytes' | 'hex' | 'base64' | 'base64url' | 'latin1' | 'utf8' | 'numbers' | 'object'

/** The form in which a value holds these bytes, or null: `bytesFormOf('00ff', bytes(0, 255)) === 'hex'`. */
export function bytesFormOf(value: unknown, bytes: Uint8Array): ByteForm | null {
  if (value instanceof Uint8Array) return equal(value, bytes) ? 'bytes' : null
  if (Array.isArray(value)) return equal(value, [...bytes]) ? 'numbers' : null
  if (typeof value === 'object' && value !== null && value !== (NOT_PLAIN as unknown))
    return equal(value, { ...bytes }) || equal(value, { type: 'Buffer', data: [...bytes] }) ? 'object' : null
  if (typeof value !== 'string') return null
  if (value.toLowerCase() === toHex(bytes)) return 'hex'
  if (value === toBase64url(bytes)) return 'base64url'
  if (value === toBase64(bytes) || value === toBase64(bytes).replace(/=+$/, '')) return 'base64'
  if (value === Buffer.from(bytes).toString('latin1')) return 'latin1'
  return value === asUtf8(bytes) ? 'utf8' : null
}

/** What a string has wrong that is nearly another one. */
export type NearMiss = 'case' | 'spaces' | 'quotes' | 'normalisation' | 'longer' | 'shorter'

/** In which way a string is nearly another one, or null. */
export function nearMissOf(text: string, wanted: string): NearMiss | null {
  if (text === wanted || wanted === '') return null
  if (text.toLowerCase() === wanted.toLowerCase()) return 'case'
  if (text.replace(/\s/g, '') === wanted.replace(/\s/g, '')) return 'spaces'
  if (text === JSON.stringify(wanted) || text === `'${wanted}'`) return 'quotes'
  if (text.normalize('NFC') === wanted.normalize('NFC')) return 'normalisation'
  if (text.startsWith(wanted) || text.endsWith(wanted)) return 'longer'
  return text !== '' && (wanted.startsWith(text) || wanted.endsWith(text)) ? 'shorter' : null
}

/** Strings that are nearly this one, for inputs that must not match it. */
export function nearMissesOf(text: string): string[] {
  const swapped = [...text].map(character =>
    character === character.toLowerCase() ? character.toUpperCase() : character.toLowerCase(),
  )
  const all = [
    text.toUpperCase(),
    text.toLowerCase(),
    swapped.join(''),
    ` ${text}`,
    `${text} `,
    `${text}\n`,
    `${text}\0`,
    `"${text}"`,
    `${text}x`,
    `x${text}`,
    text.slice(1),
    text.slice(0, -1),
    [...text].reverse().join(''),
    text.normalize('NFD'),
    '',
  ]
  return [...new Set(all)].filter(other => other !== text)
}

function firstString(value: unknown, find: (text: string) => string | null): string | null {
  if (typeof value === 'string') return find(value)
  if (value instanceof Uint8Array) return find(asUtf8(value))
  if (typeof value !== 'object' || value === null) return null
  for (const item of Object.values(value)) {
    const found = firstString(item, find)
    if (found !== null) return found
  }
  return null
}

const decoded = (text: string): string => asUtf8(Uint8Array.from(Buffer.from(text, 'base64url')))
const asUtf8 = (bytes: Uint8Array): string => new TextDecoder().decode(bytes)
