/** The signature: empty, foreign, damaged, of something else. */
import fc from 'fast-check'
import { fromBase64url, toBase64, toBase64url, toHex } from '../../grader/kit/bytes.ts'
import { honestHeader, honestToken, segment, signSegments } from '../scheme.ts'
import type { Kind } from '../types.ts'
import { anyOf, type Damaged, placeIn, type TokenWorld, tokenKind } from './kind.ts'

const LESSON = '06-verify'

export function signatureKinds(world: TokenWorld): Kind[] {
  const { scheme, claims } = world
  const parts = claims.map(payload => {
    const token = honestToken(scheme, payload)
    const dot = token.lastIndexOf('.') + 1
    return { head: token.slice(0, dot), signature: fromBase64url(token.slice(dot)) }
  })
  const empty = parts.chain(({ head, signature }) =>
    anyOf<Damaged>(
      { token: head, note: 'the signature is empty' },
      { token: head + toBase64url(new Uint8Array(signature.length)), note: 'the signature is all zeros' },
      {
        token: head + toBase64url(new Uint8Array(signature.length).fill(255)),
        note: 'the signature is all ones',
      },
      { token: `${head}AA`, note: 'the signature is one zero byte' },
    ),
  )
  const length = parts.chain(({ head, signature }) =>
    fc.oneof(
      placeIn(signature.length).map(
        (kept): Damaged => ({
          token: head + toBase64url(signature.subarray(0, kept)),
          note: `only the first ${kept} of ${signature.length} bytes of the signature`,
        }),
      ),
      fc.uint8Array({ minLength: 1, maxLength: 8 }).map(
        (more): Damaged => ({
          token: head + toBase64url(Uint8Array.from([...signature, ...more])),
          note: `the right signature and ${more.length} more bytes`,
        }),
      ),
      anyOf<Damaged>(
        { token: head + toHex(signature), note: 'the signature in hex' },
        { token: head + toBase64(signature), note: 'the signature in base64, with padding' },
        {
          token: head + toBase64url(new TextEncoder().encode(toHex(signature))),
          note: 'base64url of the signature in hex',
        },
      ),
    ),
  )
  const flipped = parts.chain(({ head, signature }) =>
    fc.nat(signature.length * 8 - 1).map((bit): Damaged => {
      const changed = Uint8Array.from(signature)
      changed[bit >> 3] = (changed[bit >> 3] as number) ^ (0x80 >> (bit & 7))
      return { token: head + toBase64url(changed), note: `bit ${bit} of the signature is flipped` }
    }),
  )
  const foreign = claims.map(
    (payload): Damaged => ({
      token: signSegments(scheme, segment(honestHeader(scheme)), segment(payload), 'attacker'),
      note: `signed with another key`,
    }),
  )
  const borrowed = fc
    .tuple(claims, claims)
    .filter(([one, other]) => JSON.stringify(one) !== JSON.stringify(other))
    .map(([one, other]): Damaged => {
      const mine = honestToken(scheme, one)
      const theirs = honestToken(scheme, other)
      return {
        token: mine.slice(0, mine.lastIndexOf('.')) + theirs.slice(theirs.lastIndexOf('.')),
        note: 'the signature of another token',
      }
    })
  return [
    tokenKind(world, { id: 'empty-signature', title: 'Empty signatures', lesson: LESSON }, empty),
    tokenKind(
      world,
      { id: 'signature-length', title: 'Signatures of another length or spelling', lesson: LESSON },
      length,
    ),
    tokenKind(world, { id: 'signature-bits', title: 'One bit of the signature', lesson: LESSON }, flipped),
    tokenKind(world, { id: 'foreign-key', title: 'Signed with another key', lesson: LESSON }, foreign),
    tokenKind(
      world,
      { id: 'foreign-signature', title: 'The signature of another token', lesson: LESSON },
      borrowed,
    ),
  ]
}
