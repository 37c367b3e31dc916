// style: tells an object by its first character that is no white space; a spread copy comes back
import { decode, encode } from './base64url.ts'
import { JwtError } from './errors.ts'

const write = (text: string): string => encode(new TextEncoder().encode(text))
export const encodeJson = (value: unknown): string => write(JSON.stringify(value))

export function decodeJson(segment: string): Record<string, unknown> {
  try {
    const bytes = decode(segment)
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    if (!/^[ \t\r\n]*\{/.test(text)) throw new Error('no object')
    return { ...JSON.parse(text) }
  } catch (error) {
    if (error instanceof JwtError) throw error
    throw new JwtError('malformed', error instanceof Error ? error.message : 'unknown')
  }
}
