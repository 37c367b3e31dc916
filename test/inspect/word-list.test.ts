import { createHmac } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { inspectToken } from '../../src/inspect/inspect.ts'
import { hmacTarget, matcherOf } from '../../src/inspect/hmac-match.ts'
import { crackTarget, searchWords, withWordList } from '../../src/inspect/word-list.ts'
import { GOOD, hs256, NOW, RFC7515_A3, segment } from './tokens.ts'

async function* chunks(text: string | Buffer, size: number): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(text)
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

const search = async (secret: string | Uint8Array, list: string | Buffer, size = 7) => {
  const inspection = await inspectToken(hs256({ alg: 'HS256' }, GOOD, secret), null, NOW)
  const target = crackTarget(inspection)
  if (target === null) throw new Error('no target')
  let milliseconds = 0
  return searchWords(
    target,
    chunks(list, size),
    () => milliseconds++,
    () => {},
  )
}

describe('a word list', () => {
  it.each<[string, string, number | null]>([
    ['at the start', 'tiger\na\nb\n', 1],
    ['at the end without a line break', 'a\nb\ntiger', 3],
    ['after CR LF', 'a\r\ntiger\r\nb\r\n', 2],
    ['after an empty line', '\n\ntiger\n', 3],
    ['not in it', 'a\nb\nTiger\ntigers\n', null],
    ['an empty list', '', null],
  ])('finds the secret %s', async (_name, list, line) => {
    for (const size of [1, 3, 4096]) expect((await search('tiger', list, size)).line).toBe(line)
  })

  it('is read as bytes, and decoded where it is base64', async () => {
    expect(
      (await search(Buffer.from('caf\u00e9', 'latin1'), Buffer.from('a\ncaf\u00e9\n', 'latin1'))).line,
    ).toBe(2)
    const bytes = Buffer.from('00112233445566778899aabbccddeeff', 'hex')
    expect((await search(bytes, `x\n${bytes.toString('base64')}\n`)).line).toBe(2)
  })

  it('counts words and gives a rate', async () => {
    const { tried, perSecond } = await search('zzz', 'a\n'.repeat(5000))
    expect(tried).toBe(5000)
    expect(perSecond).toBeGreaterThan(0)
  })

  it('ends in a warning with the line, never the word', async () => {
    const inspection = await inspectToken(hs256({ alg: 'HS256' }, GOOD, 'tiger'), null, NOW)
    const found = withWordList(inspection, { tried: 3, line: 3, perSecond: 9 })
    expect(found.warnings[0]).toMatchObject({
      id: 'secret-in-word-list',
      level: 'danger',
      reference: 'RFC 8725 §3.5',
    })
    expect(found.warnings[0]?.message).toContain('in line 3')
    expect(found.signature.message).not.toMatch(/Not checked|needs a secret/u)
    expect(JSON.stringify(found)).not.toContain('tiger')
  })

  it('is of no use without an HMAC', async () => {
    for (const token of [
      RFC7515_A3,
      `${segment({ alg: 'none' })}.${segment(GOOD)}.`,
      'nonsense',
      `${hs256({ alg: 'HS256' }, GOOD)}AAAA`,
    ])
      expect(crackTarget(await inspectToken(token, null, NOW))).toBeNull()
  })
})

describe('the fast HMAC', () => {
  it('is the HMAC of node:crypto for secrets of every length', () => {
    for (const alg of ['HS256', 'HS384', 'HS512']) {
      const name = `sha${alg.slice(2)}`
      for (const length of [0, 1, 31, 63, 64, 65, 127, 128, 129, 300]) {
        const secret = Buffer.alloc(length, 0xa7)
        const signature = createHmac(name, secret).update('a.b').digest('base64url')
        const target = hmacTarget(`a.b.${signature}`, alg)
        if (target === null) throw new Error('no target')
        const matches = matcherOf(target)
        expect(matches(Buffer.alloc(300, 1))).toBe(false)
        expect(matches(secret)).toBe(true)
        expect(matches(Buffer.concat([secret, Buffer.from([1])]))).toBe(false)
      }
    }
  })
})
