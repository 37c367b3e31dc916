/** A token whose characters are escaped, or that came as Basic credentials. */
import { describe, expect, it } from 'vitest'
import { inspectToken } from '../../src/inspect/inspect.ts'
import { GOOD, hs256, NOW } from './tokens.ts'

const look = (given: string) => inspectToken(given, null, NOW)
const T = hs256({ alg: 'HS256', typ: 'JWT' }, { ...GOOD, odd: '>>>???~~~' })
const text = ({ cleaned }: Awaited<ReturnType<typeof look>>) => cleaned.map(note => note.message).join('\n')
const all = (write: (character: string) => string) => Array.from(T, write).join('')
const hex = (character: string, digits: number) =>
  (character.codePointAt(0) ?? 0).toString(16).padStart(digits, '0')

it('has what is escaped in these tests', () => {
  expect(T).toMatch(/-.*_|_.*-/u)
})

describe('a token with escaped characters is read, and that is told', () => {
  it.each<[string, string]>([
    ['\\u002e', T.replaceAll('.', '\\u002e')],
    ['\\u002E', T.replaceAll('.', '\\u002E')],
    ['\\\\u002e', T.replaceAll('.', '\\\\u002e')],
    ['\\u{2e}', T.replaceAll('.', '\\u{2e}')],
    ['\\x2e', T.replaceAll('.', '\\x2e')],
    ['\\.', T.replaceAll('.', '\\.')],
    ['\\_ and \\-', T.replaceAll('_', '\\_').replaceAll('-', '\\-')],
    ['\\056', T.replaceAll('.', '\\056')],
    ['&#46;', T.replaceAll('.', '&#46;')],
    ['&#x2e;', T.replaceAll('.', '&#x2e;')],
    ['&period;', T.replaceAll('.', '&period;')],
    ['&lowbar;', T.replaceAll('_', '&lowbar;')],
    ['\\u002d and \\u005f', T.replaceAll('-', '\\u002d').replaceAll('_', '\\u005f')],
    ['every character', all(character => `\\u${hex(character, 4)}`)],
    ['every character in HTML', all(character => `&#x${hex(character, 2)};`)],
    ['in JSON', `{"token":"${T.replaceAll('.', '\\u002e')}"}`],
    ['quotes around it', `\\u0022token\\u0022:\\u0022${T}\\u0022`],
    ['a space before it', `Bearer\\u0020${T}`],
  ])('%s', async (_, given) => {
    const found = await look(given)
    expect(found.problems).toEqual([])
    expect(found.parts.map(part => part.text).join('.')).toBe(T)
    expect(found.cleaned[0]?.id).toBe('escapes')
    expect(text(found)).toContain('escaped')
  })

  it.each<[string, string]>([
    ['%2E', T.replaceAll('.', '%2E')],
    ['%252E', T.replaceAll('.', '%252E')],
    ['%2D and %5F', T.replaceAll('-', '%2D').replaceAll('_', '%5F')],
  ])('%s', async (_, given) => {
    const found = await look(given)
    expect(found.problems).toEqual([])
    expect(found.parts.map(part => part.text).join('.')).toBe(T)
    expect(found.cleaned[0]?.id).toBe('percent-encoding')
  })

  it('JSON escapes "/", as PHP writes it: then the alphabet is what is wrong', async () => {
    const base64 = T.replaceAll('-', '+').replaceAll('_', '/')
    const found = await look(`{"token":"${base64.replaceAll('/', '\\/')}"}`)
    expect(found.problems.map(problem => problem.id)).toContain('base64-alphabet')
    expect(found.problems.map(problem => problem.id)).not.toContain('bad-character')
  })

  it.each([
    `{"note":"a\\u002eb \\/ &amp;","token":"${T}"}`,
    `C:\\temp\\.x ${T}`,
    `<a href="/?a=1&amp;b=2">${T}</a>`,
  ])('escapes elsewhere are none of its business: %#', async given => {
    const found = await look(given)
    expect(found.problems).toEqual([])
    expect(found.cleaned.map(note => note.id)).not.toContain('escapes')
  })
})

describe('Basic credentials with a token in them are told as that', () => {
  const base64 = (given: string) => Buffer.from(given).toString('base64')
  it.each<[string, string, RegExp]>([
    ['as the password', `Authorization: Basic ${base64(`ada:${T}`)}`, /where the password should be/u],
    ['as the password, without the header', `Basic ${base64(`ada:${T}`)}`, /where the password should be/u],
    ['as the user name', `Authorization: Basic ${base64(`${T}:`)}`, /where the user name should be/u],
    ['as the user name, with a word', `basic ${base64(`${T}:x-oauth-basic`)}`, /where the user name/u],
    ['alone', `Authorization: Basic ${base64(T)}`, /no ":"/u],
    [
      'in a curl command',
      `curl -H "Authorization: Basic ${base64(`oauth2accesstoken:${T}`)}" https://x.example`,
      /where the password should be/u,
    ],
    ['as it is', `Authorization: Basic ${T}`, /"Basic"/u],
  ])('%s', async (_, given, words) => {
    const found = await look(given)
    expect(found.problems).toEqual([])
    expect(found.parts.map(part => part.text).join('.')).toBe(T)
    expect(text(found)).toMatch(words)
    expect(text(found)).toMatch(/Basic.*RFC 7617.*"Bearer"/u)
    expect(text(found)).not.toMatch(/whole token|The name "|ada|oauth2/u)
  })

  it('without one are what they were', async () => {
    expect((await look(`Authorization: Basic ${base64('ada:hunter22')}`)).looksLike).toBe('basic-credentials')
  })
})
