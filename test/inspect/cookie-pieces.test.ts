/** A token that is too long for one cookie, in several: as Auth.js, next-auth and Supabase write them. */
import { describe, expect, it } from 'vitest'
import { inspectToken } from '../../src/inspect/inspect.ts'
import { GOOD, hs256, NOW, segment } from './tokens.ts'

const look = (given: string) => inspectToken(given, null, NOW)
const T = hs256({ alg: 'HS256', typ: 'JWT' }, GOOD)
const cut = (text: string, size: number) => text.match(new RegExp(`.{1,${size}}`, 'gu')) ?? []
const NAME = '__Secure-authjs.session-token'
const pieces = cut(T, 80)
const named = (numbers: number[], of: string[] = pieces, name = NAME) =>
  numbers.map(number => `${name}.${number}=${of[number]}`)
const messages = ({ cleaned }: Awaited<ReturnType<typeof look>>) =>
  cleaned.map(note => note.message).join('\n')

describe('pieces of a token in cookies', () => {
  it.each<[string, string]>([
    ['in order', named([0, 1, 2]).join('; ')],
    ['out of order', named([2, 0, 1]).join('; ')],
    ['in a Cookie header', `Cookie: a=b; ${named([0, 1, 2]).join('; ')}; theme=dark`],
    [
      'in Set-Cookie headers',
      named([0, 1, 2])
        .map(one => `Set-Cookie: ${one}; Path=/; HttpOnly`)
        .join('\n'),
    ],
    ['one a line', named([1, 2, 0], pieces, 'next-auth.session-token').join('\n')],
    [
      'as a table',
      named([0, 1, 2])
        .map(one => `${one.replace('=', '\t')}\t.site.example\t/`)
        .join('\n'),
    ],
    [
      'as JSON',
      JSON.stringify(Object.fromEntries(pieces.map((piece, index) => [`appSession.${index}`, piece]))),
    ],
    [
      'as a list of objects',
      JSON.stringify(pieces.map((value, index) => ({ name: `token.${index}`, value, path: '/' }))),
    ],
    [
      'numbered with two underscores',
      pieces.map((piece, index) => `__session__${index}=${piece}`).join('; '),
    ],
    ['with one that was emptied', `${named([0, 1, 2]).join('; ')}; ${NAME}.3=; Max-Age=0`],
  ])('%s are joined, and that is told', async (_, given) => {
    const found = await look(given)
    expect(found.problems).toEqual([])
    expect(found.warnings).toEqual([])
    expect(found.parts.map(part => part.text).join('.')).toBe(T)
    if (!/^[[{]/u.test(given)) expect(messages(found)).not.toMatch(/\b[1-9] characters? after/u)
    expect(messages(found)).toMatch(/in 3 cookies \(\S+ to \S+\).*joined in the order of their numbers/u)
  })

  it('more than ten are joined by number, not by name', async () => {
    const many = cut(T, 18)
    expect(many.length).toBeGreaterThan(10)
    const found = await look(named([...many.keys()].sort(), many).join('; '))
    expect(found.parts.map(part => part.text).join('.')).toBe(T)
  })

  it('of an encrypted token are joined', async () => {
    const bytes = (length: number) => Buffer.alloc(length, 7).toString('base64url')
    const jwe = `${segment({ alg: 'dir', enc: 'A256CBC-HS512' })}..${bytes(16)}.${bytes(320)}.${bytes(32)}`
    const found = await look(named([0, 1, 2, 3, 4, 5, 6], cut(jwe, 90)).join('; '))
    expect(found.problems).toEqual([])
    expect(found.kind).toBe('jwe')
  })

  it.each<[string, number[], number]>([
    ['in the middle', [0, 2], 1],
    ['at the end', [0, 1], 2],
    ['all but the first', [0], 1],
  ])('of which one is missing %s: which one is told, and nothing else', async (_, there, missing) => {
    const found = await look(named(there).join('; '))
    expect(found.problems.map(problem => problem.id)).toEqual(['cookie-piece-missing'])
    expect(found.problems[0]?.message).toContain(`${NAME}.${missing}`)
    expect(found.warnings).toEqual([])
    expect(found.header[0]?.value).toBe('HS256')
  })

  it('without the first one are told as that', async () => {
    const found = await look(named([1, 2]).join('; '))
    expect(found.looksLike).toBe('cookie-piece')
    expect(found.problems[0]?.message).toContain(`${NAME}.0`)
  })

  it('are not: tokens that are numbered, or a name with a number', async () => {
    const other = hs256({ alg: 'HS256' }, { ...GOOD, sub: 'bob' })
    const both = await look(`tokens.0=${T}; tokens.1=${other}`)
    expect(both.tokens.length).toBe(2)
    expect(both.problems).toEqual([])
    for (const given of [`session.0=${T}`, `a.1=b; session.0=${T}; session.1=x y`])
      expect((await look(given)).problems).toEqual([])
    expect((await look('version.1=abc')).looksLike).not.toBe('cookie-piece')
  })
})

describe('a session of Supabase', () => {
  const session = {
    access_token: T,
    token_type: 'bearer',
    refresh_token: 'abc',
    user: { id: 'x'.repeat(200) },
  }
  const value = `base64-${segment(session)}`
  const supabase = 'sb-xyz-auth-token'

  it.each<[string, string]>([
    ['in one cookie', `${supabase}=${value}`],
    ['without its name', value],
    ['in two cookies', named([1, 0], cut(value, 400), supabase).join('; ')],
    ['in a Cookie header', `Cookie: a=b; ${supabase}=${value}; theme=dark`],
  ])('%s is decoded, and the token in it is shown', async (_, given) => {
    const found = await look(given)
    expect(found.problems).toEqual([])
    expect(found.parts.map(part => part.text).join('.')).toBe(T)
    expect(messages(found)).toContain('"base64-"')
    expect(messages(found)).not.toContain('whole token')
  })

  it('whose second cookie is missing shows the token if that is whole, and says what is missing', async () => {
    const [first = ''] = cut(value, 500)
    const found = await look(`${supabase}.0=${first}`)
    expect(found.parts.map(part => part.text).join('.')).toBe(T)
    expect(found.problems).toEqual([])
    const [less = ''] = cut(value, 200)
    const short = await look(`${supabase}.0=${less}`)
    expect(short.problems.map(problem => problem.id)).toEqual(['cookie-piece-missing'])
    expect(short.problems[0]?.message).toContain(`${supabase}.1`)
  })
})
