import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { rowsToText } from '../../src/text/ansi.ts'
import { inspectToken } from '../../src/inspect/inspect.ts'
import { keyFromSecret } from '../../src/inspect/key.ts'
import { printable } from '../../src/text/visible.ts'
import { cutText, shorten, widthOfRow } from '../../src/text/width.ts'
import { inspectionRows } from '../../src/inspect/rows/inspection.ts'
import { GOOD, hs256, NOW, SECRET, segment } from './tokens.ts'

const show = async (token: string, width = 80, secret: string | null = null) => {
  const source = secret === null ? null : keyFromSecret(Buffer.from(secret))
  return inspectionRows(await inspectToken(token, source, NOW), width)
}

describe('the drawing of a token', () => {
  it('has its parts, the times in words, the verdict and the warnings', async () => {
    const token = hs256({ alg: 'HS256', typ: 'JWT' }, { sub: 'alice', exp: NOW + 840 })
    const text = rowsToText(await show(token, 80, SECRET), 'none')
    const end = token.split('.')[2] as string
    const bytes = Buffer.from(end, 'base64url').toString('hex').match(/../gu) ?? []
    expect(text).toBe(`Token      a signed token (JWS), HS256, 124 characters

Header  36 characters, 27 bytes, from character 1
  eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9
  "alg"  "HS256"
         algorithm: HMAC with SHA-256: one secret signs and verifies (RFC 7515
         §4.1.1)
  "typ"  "JWT"
         type of the token (RFC 7515 §4.1.9)

Payload  43 characters, 32 bytes, from character 38
  eyJzdWIiOiJhbGljZSIsImV4cCI6MTcwMDAwMDg0MH0
  "sub"  "alice"
         subject: whom it is about (RFC 7519 §4.1.2)
  "exp"  1700000840
         expires: 2023-11-14 22:27:20 UTC, in 14 minutes (RFC 7519 §4.1.4)

Signature  43 characters, 32 bytes, from character 82
  ${end}
  bytes ${bytes.slice(0, 24).join(' ')}
        ${bytes.slice(24).join(' ')}

Time       valid for 14 minutes
Signature  Right: a secret of 32 bytes made this signature (HS256).

Warnings (2)
  caution  There is no aud: another service of the same issuer accepts this
           token too. [no-aud] RFC 8725 §3.9
  caution  There is no iss: nothing says who made this token. [no-iss] RFC 8725
           §3.8
`)
  })

  it('says every state in a word, not only in a colour', async () => {
    const states: [string, string | null, RegExp][] = [
      [hs256({ alg: 'HS256' }, GOOD), SECRET, /Signature {2}Right: /u],
      [hs256({ alg: 'HS256' }, GOOD), SECRET.toLowerCase(), /Signature {2}Wrong: /u],
      [hs256({ alg: 'HS256' }, GOOD), null, /Signature {2}Not checked: that needs a secret/u],
      [hs256({ alg: 'HS256' }, { exp: NOW - 180 }), null, /Time {7}expired 3 minutes ago/u],
      [`${segment({ alg: 'none' })}.${segment(GOOD)}.`, null, /an unsigned token \(alg none\)/u],
      [segment({ alg: 'HS256' }), null, /Malformed {2}There is no dot/u],
      ['abc', null, /Not a JWT {2}This is not a JWT\. There is no dot/u],
      [`Bearer ${hs256({ alg: 'HS256' }, GOOD)}`, null, /Note {7}"Bearer " was put aside/u],
    ]
    for (const [token, secret, words] of states)
      expect(rowsToText(await show(token, 80, secret), 'none')).toMatch(words)
  })

  it('uses one colour for each part', async () => {
    const rows = await show(hs256({ alg: 'HS256' }, GOOD))
    const roles = ['Header', 'Payload', 'Signature'].map(
      name => rows.find(row => row[0]?.text === name)?.[0]?.role,
    )
    expect(roles).toEqual(['header', 'payload', 'signature'])
    const ansi = rowsToText(rows, 'ansi')
    expect(ansi).toContain('\u001b[31m')
    expect(rowsToText(rows, 'none')).not.toContain('\u001b')
  })

  it('lets nothing of a token reach the terminal as a control character, and fits', async () => {
    const member = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 30 }),
      fc.constantFrom('\u001b]0;x\u0007', '\u202e', '\u4e16\u754c'.repeat(30)),
    )
    await fc.assert(
      fc.asyncProperty(
        fc.dictionary(member, member, { maxKeys: 4 }),
        fc.integer({ min: 60, max: 120 }),
        async (claims, width) => {
          for (const row of await show(
            hs256({ alg: 'HS256', kid: Object.keys(claims)[0] ?? '' }, claims),
            width,
          )) {
            for (const span of row) expect(span.text).not.toMatch(/\p{Cc}|[\u202a-\u202e]/u)
            expect(widthOfRow(row)).toBeLessThanOrEqual(Math.max(width, 60))
          }
        },
      ),
      { numRuns: 60 },
    )
  })
})

describe('layout', () => {
  it('shows what is not printable as its code', () => {
    expect(printable('a\u001b\u0000\u202e\u00e9\u{1f600}')).toBe('a\\u001b\\u0000\\u202e\u00e9\u{1f600}')
  })

  it('cuts and shortens by width', () => {
    expect(cutText('\u4e16\u754c\u4e16', 4)).toEqual(['\u4e16\u754c', '\u4e16'])
    expect(shorten('abcdefghij', 6)).toBe('abc...')
    expect(shorten('abc', 6)).toBe('abc')
  })
})
