import { createHmac } from 'node:crypto'
import { isJson } from '../../text/json.ts'

/** The token that the Welcome page takes apart: made here, with HMAC-SHA256 as RFC 7515 §5.1 says. */

/** The secret of the lessons. 32 bytes: the least that RFC 7518 §3.2 allows for HS256. */
export const sampleSecret = 'never-use-this-secret-in-earnest'

const segments = [
  { alg: 'HS256', typ: 'JWT' },
  { sub: 'ada', admin: false },
].map(value => Buffer.from(JSON.stringify(value)).toString('base64url'))

/** A signed token, as a server would hand it out: the one that lesson 05 makes. */
export const sampleToken = [...segments, signatureOf(segments.join('.'))].join('.')

/** The signature that the sample's secret gives a signing input, as base64url. */
function signatureOf(signingInput: string): string {
  return createHmac('sha256', sampleSecret).update(signingInput).digest('base64url')
}

/** One of the three parts of a token. */
export type TokenPart = {
  name: 'header' | 'payload' | 'signature'
  text: string
  /** Index of its first character in the token. */
  start: number
  bytes: Uint8Array
  /** The bytes as text. Read without complaint: whoever changes a character wants to see what became of it. */
  decoded: string
  /** Whether `decoded` is JSON. */
  isJson: boolean
}

/** Takes a token of three parts apart. */
export function partsOf(token: string): TokenPart[] {
  const names = ['header', 'payload', 'signature'] as const
  let start = 0
  return token.split('.').map((text, index) => {
    const bytes = Buffer.from(text, 'base64url')
    const decoded = bytes.toString('utf8')
    const part: TokenPart = {
      name: names[index] ?? 'signature',
      text,
      start,
      bytes,
      decoded,
      isJson: isJson(decoded),
    }
    start += text.length + 1
    return part
  })
}

/** The signature that a token should have, and whether it has it, character by character. */
export function checkSignature(token: string): { expected: string; isRight: boolean } {
  const end = token.lastIndexOf('.')
  const expected = signatureOf(token.slice(0, end))
  return { expected, isRight: token.slice(end + 1) === expected }
}
