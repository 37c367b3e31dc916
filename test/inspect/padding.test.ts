import { describe, expect, it } from 'vitest'
import { inspectToken } from '../../src/inspect/inspect.ts'
import { GOOD, hs256, NOW } from './tokens.ts'

const look = (token: string) => inspectToken(token, null, NOW)
const token = hs256({ alg: 'HS256', typ: 'JWT' }, GOOD)
const [header, payload, signature] = token.split('.') as [string, string, string]
const names = ['header', 'payload', 'signature'] as const
/** The token with one segment changed. */
const changed = (index: number, change: (segment: string) => string) =>
  [header, payload, signature].map((text, at) => (at === index ? change(text) : text)).join('.')

describe('"=" in a token (RFC 7515 §2, benmcollins/libjwt#284)', () => {
  it.each([
    ['=', 'It was decoded without it.'],
    ['==', 'It was decoded without them.'],
  ])('%j at the end of a segment is named, and the segment is read without it', async (padding, left) => {
    for (const [index, name] of names.entries()) {
      const { problems, parts, cleaned } = await look(changed(index, text => text + padding))
      expect(problems.map(({ id, segment }) => [id, segment])).toEqual([['padding', name]])
      expect(problems[0]?.message).toContain(`"${padding}" at its end is padding`)
      expect(problems[0]?.message).toContain(left)
      expect(parts[1]?.json).toEqual(GOOD)
      expect(parts.every(part => part.hex !== null)).toBe(true)
      expect(cleaned).toEqual([])
    }
  })

  it.each([
    ['put in', (text: string, at: number) => `${text.slice(0, at)}=${text.slice(at)}`],
    ['typed over a character', (text: string, at: number) => `${text.slice(0, at)}=${text.slice(at + 1)}`],
    ['twice', (text: string, at: number) => `${text.slice(0, at)}==${text.slice(at)}`],
  ])('%s inside a segment, it is named, and no segment is lost', async (_name, change) => {
    for (const [index, name] of names.entries()) {
      for (const at of [4, 7, 10, 11]) {
        const given = changed(index, text => change(text, at))
        const { problems, parts, cleaned } = await look(given)
        expect(parts.map(part => part.text).join('.')).toBe(given)
        expect(cleaned).toEqual([])
        expect(problems).toMatchObject([{ id: 'padding-inside', segment: name, at: given.indexOf('=') + 1 }])
        expect(problems[0]?.message).toMatch(/From there on/u)
        if (index !== 1) expect(parts[1]?.json).toEqual(GOOD)
      }
    }
  })

  it('is found in a longer text, too', async () => {
    const inside = changed(2, text => `${text.slice(0, 9)}=${text.slice(10)}`)
    for (const given of [
      `Authorization: Bearer ${inside}\n`,
      `session=${inside}; lang=en`,
      `{"t":"${inside}"}`,
    ]) {
      const { problems, parts } = await look(given)
      expect(problems.map(problem => problem.id)).toEqual(['padding-inside'])
      expect(parts[2]?.text).toBe(inside.split('.')[2])
    }
  })

  it('ends a whole token when a name or value follows it', async () => {
    const { problems, parts } = await look(`${token}=next`)
    expect(problems).toEqual([])
    expect(parts[2]?.text).toBe(signature)
  })
})
