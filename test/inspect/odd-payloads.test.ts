/** Payloads that are written in hex or compressed: told as what they are. */
import { deflateRawSync, deflateSync, gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { inspectToken } from '../../src/inspect/inspect.ts'
import { keyFromSecret } from '../../src/inspect/key.ts'
import { GOOD, hs256, NOW, SECRET, segment } from './tokens.ts'
import { createHmac } from 'node:crypto'

const hexOf = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('hex')
const source = keyFromSecret(Buffer.from(SECRET))
const look = (token: string) => inspectToken(token, source, NOW)
const signed = (payload: string, header: object = { alg: 'HS256' }) => {
  const input = `${segment(header)}.${payload}`
  return `${input}.${createHmac('sha256', SECRET).update(input).digest('base64url')}`
}
const ids = ({ problems }: Awaited<ReturnType<typeof look>>) => problems.map(problem => problem.id)

describe('a payload in hex', () => {
  it('instead of base64url is named, shown, and not called anything else', async () => {
    for (const hex of [hexOf(GOOD), hexOf(GOOD).toUpperCase()]) {
      const found = await look(signed(hex))
      expect(ids(found)).toEqual(['hex-payload'])
      expect(found.problems[0]?.message).toContain('in hex')
      expect(found.parts[1]?.json).toEqual(GOOD)
      expect(found.warnings).toEqual([])
      expect(found.signature.state).toBe('valid')
    }
  })

  it('within base64url is told as encoded twice', async () => {
    const found = await look(signed(segment(hexOf(GOOD))))
    expect(ids(found)).toEqual(['encoded-twice'])
    expect(found.problems[0]?.message).toContain('hex')
  })

  it('with its header in hex as well', async () => {
    const found = await look(`${hexOf({ alg: 'HS256' })}.${hexOf(GOOD)}.${'ab'.repeat(32)}`)
    expect(found.looksLike).toBe('hex-segments')
    expect(found.problems[0]?.message).toContain('in hex')
  })

  it('is not every text of hex characters', async () => {
    for (const bytes of ['deadbeef', '00ff', 'abcdef0123456789'])
      expect(ids(await look(signed(segment(bytes))))).toEqual(['bad-json'])
  })
})

describe('a compressed payload', () => {
  const json = JSON.stringify(GOOD)
  it.each<[string, Buffer, RegExp]>([
    ['gzip', gzipSync(json), /compressed \(gzip\)/u],
    ['zlib', deflateSync(json), /compressed \(zlib\)/u],
    ['zlib with little compression', deflateSync(json, { level: 1 }), /compressed \(zlib\)/u],
    ['DEFLATE', deflateRawSync(json), /compressed \(DEFLATE\)/u],
  ])('%s, of which the header says nothing', async (_, bytes, words) => {
    const found = await look(signed(bytes.toString('base64url')))
    expect(ids(found)).toEqual(['compressed-payload'])
    expect(found.problems[0]?.message).toMatch(words)
    expect(found.problems[0]?.message).not.toContain('header has zip')
    expect(found.parts[1]?.json).toEqual(GOOD)
    expect(found.signature.state).toBe('valid')
  })

  it('announced by zip, in the form of gzip', async () => {
    const found = await look(signed(gzipSync(json).toString('base64url'), { alg: 'HS256', zip: 'GZIP' }))
    expect(ids(found)).toEqual(['compressed-payload'])
    expect(found.problems[0]?.message).toMatch(/has zip.*\(gzip\)/u)
  })

  it('that is not JSON inside is told as both', async () => {
    const found = await look(signed(gzipSync('hello world').toString('base64url')))
    expect(ids(found)).toEqual(['compressed-payload'])
    expect(found.problems[0]?.message).toMatch(/gzip.*not JSON/u)
    expect(found.parts[1]?.jsonText).toBe('hello world')
  })

  it('that does not end, or is damaged, is still called gzip', async () => {
    const found = await look(signed(gzipSync(json).subarray(0, 40).toString('base64url')))
    expect(ids(found)).toEqual(['compressed-payload'])
    expect(found.problems[0]?.message).toMatch(/gzip.*can't be decompressed/u)
  })

  it('that would fill the memory is not decompressed', async () => {
    const found = await look(signed(gzipSync(Buffer.alloc(20_000_000, 0x20)).toString('base64url')))
    expect(found.problems[0]?.message).toMatch(/gzip.*can't be decompressed/u)
  })

  it('is not any bytes', async () => {
    for (const bytes of ['ffd8ffe0', 'c328c328', '1f8b', '789c'])
      expect(ids(await look(signed(Buffer.from(bytes, 'hex').toString('base64url'))))[0]).toMatch(/^bad-/u)
  })
})

it('a whole token that was compressed, then encoded', async () => {
  const token = hs256({ alg: 'HS256' }, GOOD)
  for (const [bytes, name] of [
    [gzipSync(token), 'gzip'],
    [deflateSync(token), 'zlib'],
  ] as const) {
    const found = await look(bytes.toString('base64'))
    expect(found.parts.map(part => part.text).join('.')).toBe(token)
    expect(found.cleaned[0]?.message).toContain(name)
  }
})
