/** Strict base64url without padding (RFC 4648 §5, RFC 7515 §2), with the place of what is wrong. */

import { lookAlike } from './look-alikes.ts'

/** Why a string is not base64url; `at` counts characters from 0. */
export type Base64urlFault = {
  id: string
  message: string
  fix: string | null
  at: number
  reference: string
}

export type Decoded = {
  /** The bytes, read leniently where the meaning is clear; null where it is not. */
  bytes: Uint8Array | null
  fault: Base64urlFault | null
  /** Bits that are left over at the end and not zero (RFC 4648 §3.5): two strings then mean the same bytes. */
  trailingBits: boolean
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

/** Decodes one segment; never throws. The first fault decides. */
export function decodeBase64url(text: string): Decoded {
  const fault = findFault(text)
  const readable = text
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/(?<!=)=+$/u, '')
  if (/[^A-Za-z0-9_-]/u.test(readable) || readable.length % 4 === 1) {
    return { bytes: null, fault, trailingBits: false }
  }
  const bytes = new Uint8Array(Buffer.from(readable, 'base64url'))
  return { bytes, fault, trailingBits: hasTrailingBits(readable) }
}

function findFault(text: string): Base64urlFault | null {
  const at = text.search(/[^A-Za-z0-9_-]/u)
  if (at >= 0 && text[at] === '=') return paddingFault(text, at)
  if (at >= 0) return badCharacter(String.fromCodePoint(text.codePointAt(at) ?? 0), at)
  if (text.length % 4 === 1) {
    return {
      id: 'impossible-length',
      message: `${text.length} character${text.length === 1 ? '' : 's'} can't be base64url: the last one alone holds 6 bits, and a byte needs 8.`,
      fix: 'Characters are missing, or there are too many; copy the token again.',
      at: text.length - 1,
      reference: 'RFC 4648 §4',
    }
  }
  return null
}

/** "=" fills up the last group of base64, so it can be nowhere else; a JWS leaves it out (RFC 7515 §2 and Appendix C). */
function paddingFault(text: string, at: number): Base64urlFault {
  const padding = /^=+$/u.exec(text.slice(at))?.[0]
  if (padding !== undefined) {
    return {
      id: 'padding',
      message: `"${padding}" at its end is padding; the segments of a token have none.`,
      fix: 'The program that made the token must leave the padding out.',
      at,
      reference: 'RFC 7515 §2',
    }
  }
  return {
    id: 'padding-inside',
    message:
      '"=" is padding; base64url in a token has none, and even base64 has it only at its end. ' +
      "From there on, the segment can't be decoded.",
    fix: 'Something was put into the token or typed over it: copy it again.',
    at,
    reference: 'RFC 7515 Appendix C',
  }
}

function badCharacter(character: string, at: number): Base64urlFault {
  if (character === '+' || character === '/') {
    return {
      id: 'base64-alphabet',
      message: `"${character}" belongs to base64; base64url has "${character === '+' ? '-' : '_'}" instead.`,
      fix: 'The program that made the token used the wrong alphabet.',
      at,
      reference: 'RFC 4648 §5',
    }
  }
  if (character === '%') {
    return {
      id: 'percent-encoded',
      message: '"%" is not a base64url character: the token looks percent-encoded, as in a URL.',
      fix: 'Decode the URL parameter first.',
      at,
      reference: 'RFC 4648 §5',
    }
  }
  const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')
  const like = lookAlike(character)
  if (like !== null) {
    return {
      id: 'bad-character',
      message: `The character U+${code} looks like "${like}", but is another one. Only A-Z a-z 0-9 - and _ of ASCII are base64url.`,
      fix: 'Something replaced it on the way: copy the token again, as plain text.',
      at,
      reference: 'RFC 4648 §5',
    }
  }
  const shown = /^[\x21-\x7e]$/u.test(character) ? `"${character}" (U+${code})` : `The character U+${code}`
  return {
    id: 'bad-character',
    message: `${shown} is not a base64url character. Only A-Z a-z 0-9 - and _ are.`,
    fix: null,
    at,
    reference: 'RFC 4648 §5',
  }
}

function hasTrailingBits(text: string): boolean {
  const spare = text.length % 4 === 2 ? 0b1111 : text.length % 4 === 3 ? 0b11 : 0
  return (ALPHABET.indexOf(text.at(-1) ?? 'A') & spare) !== 0
}
