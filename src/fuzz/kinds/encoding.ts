/** base64url that another decoder would read as the same bytes: one token, many spellings. */
import fc from 'fast-check'
import { honestHeader, segment, type Scheme, signSegments } from '../scheme.ts'
import type { Kind } from '../types.ts'
import { anyOf, type Damaged, placeIn, type TokenWorld, tokenKind } from './kind.ts'

const LESSON = '02-base64url-decode'
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
const NAMES = ['header', 'payload', 'signature'] as const

/** A new spelling of one segment. Header and payload are signed as they are then written, so only strict decoding helps. */
type Respelt = (segment: string) => fc.Arbitrary<{ text: string; note: string }>

export function encodingKinds(world: TokenWorld): Kind[] {
  const kind = (id: string, title: string, respelt: Respelt) =>
    tokenKind(world, { id, title, lesson: LESSON }, respeltTokens(world, respelt))
  return [
    kind('padding', 'Padding', text =>
      anyOf('=', '==', '===').map(pad => ({ text: text + pad, note: `"${pad}" at the end` })),
    ),
    kind('alphabet', 'The alphabet of base64', text =>
      placeIn(text.length + 1).chain(at =>
        anyOf('+', '/').map(character => ({
          text: `${text.slice(0, at)}${character}${text.slice(at + 1)}`,
          note: `"${character}" at character ${at + 1}`,
        })),
      ),
    ),
    kind('trailing-bits', 'Unused bits', text => fc.constant(withTrailingBits(text))),
    kind('single-character', 'One character too many', text =>
      fc.constant({
        text: text + 'A'.repeat((5 - (text.length % 4)) % 4 || 1),
        note: 'a length that no bytes have',
      }),
    ),
    kind('inserted', 'Characters that some decoders skip', text =>
      placeIn(text.length + 1).chain(at =>
        anyOf('\n', '\r\n', '\t', ' ', '!', '%', '\u0000', '\u200b', '\u00ad', '\ufeff').map(character => ({
          text: `${text.slice(0, at)}${character}${text.slice(at)}`,
          note: `${JSON.stringify(character)} before character ${at + 1}`,
        })),
      ),
    ),
    kind('look-alikes', 'Unicode look-alikes', text =>
      placeIn(text.length).chain(at =>
        anyOf(...lookAlikes(text[at] ?? 'A')).map(other => ({
          text: `${text.slice(0, at)}${other}${text.slice(at + 1)}`,
          note: `character ${at + 1} is U+${(other.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}, which looks like "${text[at]}"`,
        })),
      ),
    ),
    kind('percent', 'Percent-encoding', text =>
      placeIn(text.length).map(at => ({
        text: `${text.slice(0, at)}%${text.charCodeAt(at).toString(16).padStart(2, '0')}${text.slice(at + 1)}`,
        note: `character ${at + 1} is percent-encoded`,
      })),
    ),
  ]
}

function respeltTokens({ scheme, claims }: TokenWorld, respelt: Respelt): fc.Arbitrary<Damaged> {
  return fc.tuple(claims, anyOf(...NAMES)).chain(([payload, name]) => {
    const parts = [segment(honestHeader(scheme)), segment(payload)] as [string, string]
    const at = NAMES.indexOf(name)
    if (at < 2)
      return respelt(parts[at] as string).map(({ text, note }) => ({
        token: signedAs(scheme, parts, at, text),
        note: `in the ${name}: ${note}`,
      }))
    const token = signSegments(scheme, ...parts)
    const dot = token.lastIndexOf('.') + 1
    return respelt(token.slice(dot)).map(({ text, note }) => ({
      token: token.slice(0, dot) + text,
      note: `in the ${name}: ${note}`,
    }))
  })
}

function signedAs(scheme: Scheme, parts: readonly [string, string], at: number, text: string): string {
  return signSegments(scheme, at === 0 ? text : parts[0], at === 1 ? text : parts[1])
}

/** The last character with its unused bits set; where none are unused, one of another length is added. */
function withTrailingBits(text: string): { text: string; note: string } {
  const last = ALPHABET.indexOf(text.at(-1) ?? 'A')
  const rest = text.length % 4
  if (rest === 2 || rest === 3) {
    const other = ALPHABET[last ^ 1] as string
    return { text: text.slice(0, -1) + other, note: `ends with "${other}", whose unused bits are not zero` }
  }
  return { text: `${text}AB`, note: 'ends with "AB", whose unused bits are not zero' }
}

/** Full-width, Cyrillic or combining spellings of an ASCII character. */
function lookAlikes(character: string): string[] {
  const code = character.charCodeAt(0)
  const cyrillic: Record<string, string> = {
    a: '\u0430',
    e: '\u0435',
    o: '\u043e',
    c: '\u0441',
    p: '\u0440',
    x: '\u0445',
    A: '\u0410',
    B: '\u0412',
    E: '\u0415',
    K: '\u041a',
    M: '\u041c',
    H: '\u041d',
    O: '\u041e',
    P: '\u0420',
    C: '\u0421',
    T: '\u0422',
    X: '\u0425',
  }
  const other = cyrillic[character]
  return [
    String.fromCharCode(code + 0xfee0),
    `${character}\u0301`,
    ...(other === undefined ? [] : [other]),
    ...(character === '-' ? ['\u2010', '\u2013', '\u2212'] : []),
  ]
}
