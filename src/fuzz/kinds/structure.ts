/** The token as a whole: cut, mixed up, wrapped. */
import fc from 'fast-check'
import { honestToken } from '../scheme.ts'
import type { Kind } from '../types.ts'
import { anyOf, type Damaged, oneOf, type TokenWorld, tokenKind } from './kind.ts'

const LESSON = '06-verify'

export function structureKinds(world: TokenWorld): Kind[] {
  const { scheme, claims } = world
  const token = claims.map(payload => honestToken(scheme, payload))
  const cut = token.chain(whole =>
    oneOf<Damaged>(
      fc.nat(whole.length - 1).map(length => ({
        token: whole.slice(0, length),
        note: `cut off after ${length} of ${whole.length} characters`,
      })),
      fc.integer({ min: 1, max: whole.length - 1 }).map(start => ({
        token: whole.slice(start),
        note: `the first ${start} characters are missing`,
      })),
    ),
  )
  const segments = token.chain(whole => {
    const [header = '', payload = '', signature = ''] = whole.split('.')
    return anyOf<Damaged>(
      { token: `${payload}.${header}.${signature}`, note: 'header and payload are swapped' },
      { token: `${header}.${signature}.${payload}`, note: 'payload and signature are swapped' },
      { token: `${signature}.${payload}.${header}`, note: 'header and signature are swapped' },
      { token: `${header}.${payload}`, note: 'the signature segment is missing' },
      { token: `${header}..${signature}`, note: 'the payload is empty' },
      { token: `.${payload}.${signature}`, note: 'the header is empty' },
      { token: `${header}.${payload}.${signature}.`, note: 'a fourth, empty segment' },
      { token: `${header}.${payload}.${signature}.${signature}`, note: 'a fourth segment' },
      { token: `.${whole}`, note: 'an empty segment in front' },
      {
        token: `${header}.${payload}.${header}.${payload}.${signature}`,
        note: 'five segments, as an encrypted token has',
      },
      { token: '..', note: 'three empty segments' },
      { token: '', note: 'the empty string' },
    )
  })
  const wrapped = token.chain(whole =>
    anyOf<Damaged>(
      { token: `Bearer ${whole}`, note: '"Bearer " in front' },
      { token: ` ${whole}`, note: 'a space in front' },
      { token: `${whole} `, note: 'a space at the end' },
      { token: `${whole}\n`, note: 'a line break at the end' },
      { token: `${whole}\r\n`, note: 'CR LF at the end' },
      { token: `"${whole}"`, note: 'quotes around it' },
      { token: `${whole},${whole}`, note: 'two tokens joined by a comma' },
      { token: `${whole}\u0000`, note: 'a NUL character at the end' },
      { token: `\ufeff${whole}`, note: 'a byte order mark in front' },
      { token: JSON.stringify(jsonSerialization(whole)), note: 'the JSON serialization (RFC 7515 §7.2)' },
    ),
  )
  return [
    tokenKind(world, { id: 'cut', title: 'Cut off', lesson: LESSON }, cut),
    tokenKind(
      world,
      { id: 'segments', title: 'Segments swapped, missing or added', lesson: LESSON },
      segments,
    ),
    tokenKind(world, { id: 'wrapped', title: 'Something around the token', lesson: LESSON }, wrapped),
  ]
}

function jsonSerialization(token: string): object {
  const [protectedHeader, payload, signature] = token.split('.')
  return { payload, protected: protectedHeader, signature }
}
