import { describe, expect, it } from 'vitest'
import { inspectToken } from '../../src/inspect/inspect.ts'
import { keyFromSecret, keyFromText } from '../../src/inspect/key.ts'
import { otherReadings } from '../../src/inspect/near-secrets.ts'
import { GOOD, hs256, NOW } from './tokens.ts'

const S = 'a plain secret of thirty-six letters'
const raw = Buffer.from('00112233445566778899aabbccddeeff00112233445566778899aabbccddee0f', 'hex')
const check = async (signed: string | Uint8Array, given: string | Uint8Array) =>
  (await inspectToken(hs256({ alg: 'HS256' }, GOOD, signed), keyFromSecret(Buffer.from(given)), NOW))
    .signature
const utf16 = (text: string) => Buffer.from(text, 'utf16le')

describe('a near miss of the secret is found, both ways', () => {
  it.each<[string, string | Uint8Array, string | Uint8Array, RegExp]>([
    ['given with a line break', S, `${S}\n`, /without the line break at its end/u],
    ['given with CR LF', S, `${S}\r\n`, /without the line break/u],
    ['signed with a line break', `${S}\n`, S, /with a line break \(0x0a\) at its end/u],
    ['signed with CR LF', `${S}\r\n`, S, /with CR LF/u],
    ['signed with CR LF, given with LF', `${S}\r\n`, `${S}\n`, /CR LF/u],
    ['given with a byte order mark', S, `\ufeff${S}`, /without its byte order mark/u],
    ['signed with a byte order mark', `\ufeff${S}`, S, /with a byte order mark in front/u],
    ['given in quotes', S, `"${S}"`, /without the quotes/u],
    ['given in single quotes', S, `'${S}'`, /without the quotes/u],
    ['given in typographic quotes', S, `\u201c${S}\u201d`, /without the quotes/u],
    ['given in quotes with a line break', S, `"${S}"\n`, /line break at its end, without the quotes/u],
    ['signed in quotes', `"${S}"`, S, /with double quotes around it/u],
    ['signed in single quotes', `'${S}'`, `${S}\n`, /with single quotes/u],
    ['given with spaces', S, `  ${S} `, /without the white space/u],
    ['signed with a space', `${S} `, S, /with a space at its end/u],
    ['given as an .env line', S, `JWT_SECRET=${S}\n`, /without the name in front/u],
    [
      'given as a quoted .env line',
      S,
      `export JWT_SECRET="${S}"\n`,
      /without the name in front.*without the quotes/u,
    ],
    ['given as a file with mark, quotes and line break', S, `\ufeff"${S}"\r\n`, /byte order mark/u],
    ['given in base64', raw, raw.toString('base64'), /decoded from base64/u],
    ['given in base64url', raw, raw.toString('base64url'), /decoded from base64/u],
    [
      'given in base64 with line breaks',
      raw,
      `${raw.toString('base64').replace(/.{20}/gu, '$&\n')}\n`,
      /decoded from base64/u,
    ],
    ['given in hex', raw, raw.toString('hex'), /decoded from hex/u],
    ['given in hex with colons', raw, raw.toString('hex').replace(/..(?!$)/gu, '$&:'), /decoded from hex/u],
    ['given in hex with 0x', raw, `0x${raw.toString('hex').toUpperCase()}`, /decoded from hex/u],
    ['given in hex with a line break', raw, `${raw.toString('hex')}\n`, /decoded from hex/u],
    ['given with base64: in front', raw, `base64:${raw.toString('base64')}`, /decoded from base64/u],
    ['signed with the base64 text', raw.toString('base64'), raw, /encoded in base64/u],
    ['signed with the base64url text', raw.toString('base64url'), raw, /encoded in base64url/u],
    ['signed with the hex text', raw.toString('hex'), raw, /encoded in hex/u],
    ['signed with the hex text in capitals', raw.toString('hex').toUpperCase(), raw, /hex, in capitals/u],
    ['signed with the base64 of a string', Buffer.from(S).toString('base64'), S, /encoded in base64/u],
    ['hex given, base64 signed', raw.toString('base64'), raw.toString('hex'), /decoded from hex.*base64/u],
    ['base64 text with a line break signed', `${raw.toString('base64')}\n`, raw, /base64.*line break/u],
    ['given in UTF-16', S, utf16(S), /read as UTF-16/u],
    ['given in UTF-16 with a mark', S, utf16(`\ufeff${S}\r\n`), /read as UTF-16/u],
    ['signed in UTF-16', utf16(S), S, /in UTF-16 \(little-endian\)/u],
    ['signed in UTF-16 with a mark', utf16(`\ufeff${S}`), S, /UTF-16 with a byte order mark/u],
    [
      'signed in Latin-1',
      Buffer.from('cl\u00e9 tr\u00e8s secr\u00e8te, tout \u00e0 fait', 'latin1'),
      'cl\u00e9 tr\u00e8s secr\u00e8te, tout \u00e0 fait',
      /in ISO 8859-1/u,
    ],
    [
      'given in Latin-1',
      'cl\u00e9 tr\u00e8s secr\u00e8te, tout \u00e0 fait',
      Buffer.from('cl\u00e9 tr\u00e8s secr\u00e8te, tout \u00e0 fait', 'latin1'),
      /in UTF-8/u,
    ],
    ['decomposed characters', 'cl\u00e9 secr\u00e8te'.normalize('NFD'), 'cl\u00e9 secr\u00e8te', /NFD/u],
    [
      'percent-encoded',
      'p&ss w\u00f6rd/of 20 letters',
      encodeURIComponent('p&ss w\u00f6rd/of 20 letters'),
      /percent-encoding decoded/u,
    ],
    [
      '"\\n" written out',
      `line one\nline two of a secret`,
      `line one\\nline two of a secret`,
      /read as a line break/u,
    ],
    [
      '"\\n" written out when signing',
      `line one\\nline two of a secret`,
      `line one\nline two of a secret`,
      /written as "\\n"/u,
    ],
    [
      'a JWK as the secret',
      raw,
      JSON.stringify({ kty: 'oct', k: raw.toString('base64url') }),
      /k of its JWK, decoded/u,
    ],
  ])('%s', async (_name, signed, given, words) => {
    const found = await check(signed, given)
    expect(found.state).toBe('invalid')
    expect(found.message).toMatch(/^Wrong with the secret as it was given, but right with the secret /u)
    expect(found.message).toMatch(words)
  })

  it('is found for a JWK whose k was not decoded', async () => {
    const k = raw.toString('base64url')
    const key = keyFromText(JSON.stringify({ kty: 'oct', k }))
    const { signature } = await inspectToken(hs256({ alg: 'HS256' }, GOOD, k), key, NOW)
    expect(signature.message).toContain('encoded in base64url')
  })

  it('is not invented, and never names the secret', async () => {
    expect((await check(S, S.toUpperCase())).message).toMatch(/did not make this signature/u)
    expect((await check(`${S}\n`, S)).message).not.toContain('plain')
  })

  it('costs a bounded number of tries', () => {
    for (const secret of [S, `"${S}"\n`, raw.toString('hex'), `\ufeff "x=${S}", \r\n`]) {
      expect(otherReadings(Buffer.from(secret)).length).toBeLessThan(6000)
    }
  })
})

describe('a signature whose end is missing, or has something behind it', () => {
  const whole = hs256({ alg: 'HS256' }, GOOD, S)
  const given = async (token: string, secret = S): Promise<string> =>
    (await inspectToken(token, keyFromSecret(Buffer.from(secret)), NOW)).signature.message

  it.each([42, 39, 30, 8])('%i characters of it are the beginning of the right one', async length => {
    const bytes = Math.floor((length * 6) / 8)
    expect(await given(whole.slice(0, length - 43))).toBe(
      `Wrong as it is: its ${bytes} bytes are the first ${bytes} of the 32 that a secret of 36 bytes makes, so the end of the token is missing. Copy the whole token again.`,
    )
  })
  it('bytes behind it are told', async () => {
    const signature = whole.slice(whole.lastIndexOf('.') + 1)
    const longer = Buffer.concat([Buffer.from(signature, 'base64url'), Buffer.from('abc')])
    expect(await given(whole.replace(signature, longer.toString('base64url')))).toBe(
      'Wrong as it is: a secret of 36 bytes makes the first 32 of its 35 bytes, and something was added behind. Copy the token again.',
    )
  })
  it('a few bytes prove nothing, and another secret is just wrong', async () => {
    expect(await given(whole.slice(0, 3 - 43))).toMatch(/^Wrong: /u)
    expect(await given(whole.slice(0, 39 - 43), `${S}!`)).toMatch(/^Wrong: /u)
  })
})
