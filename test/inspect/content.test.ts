import { createHmac } from 'node:crypto'
import { deflateRawSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { inspectToken } from '../../src/inspect/inspect.ts'
import { keyFromSecret } from '../../src/inspect/key.ts'
import { GOOD, hs256, NOW, SECRET, segment } from './tokens.ts'

const secret = keyFromSecret(Buffer.from(SECRET))
const look = (given: string, source: typeof secret | null = secret) => inspectToken(given, source, NOW)
const over = (header: object, bytes: string | Uint8Array, key: string = SECRET) => {
  const input = `${segment(header)}.${Buffer.from(bytes).toString('base64url')}`
  return `${input}.${createHmac('sha256', key).update(input).digest('base64url')}`
}
const inner = hs256({ alg: 'HS256', typ: 'JWT' }, GOOD)

describe('the header is asked before the payload is judged', () => {
  it.each(['JWT', 'jwt', 'application/jwt', 'at+jwt'])(
    'cty %s: a nested JWT, verified outside and inside',
    async cty => {
      const { problems, signature, nested, time, warnings } = await look(over({ alg: 'HS256', cty }, inner))
      expect(problems).toEqual([])
      expect(signature.state).toBe('valid')
      expect(nested?.parts[1]?.json).toEqual(GOOD)
      expect(nested?.signature.state).toBe('valid')
      expect(time.state).toBe('valid')
      expect(warnings).toEqual([])
    },
  )

  it('a nested JWT without cty is malformed, and still opened', async () => {
    const { problems, signature, nested } = await look(over({ alg: 'HS256' }, inner))
    expect(problems.map(one => one.id)).toEqual(['nested-token'])
    expect(problems[0]?.reference).toBe('RFC 7519 §5.2')
    expect(signature.state).toBe('valid')
    expect(nested?.payload.length).toBe(Object.keys(GOOD).length)
  })

  it('cty JWT over something else is malformed', async () => {
    expect((await look(over({ alg: 'HS256', cty: 'JWT' }, 'hello'))).problems[0]?.id).toBe('bad-json')
  })

  it('an inner signature of another key is told apart', async () => {
    const { signature, nested } = await look(
      over({ alg: 'HS256', cty: 'JWT' }, hs256({ alg: 'HS256' }, GOOD, 'x'.repeat(40))),
    )
    expect([signature.state, nested?.signature.state]).toEqual(['valid', 'invalid'])
  })

  it('goes only so deep', async () => {
    let token = inner
    for (let level = 0; level < 12; level++) token = over({ alg: 'HS256', cty: 'JWT' }, token)
    let depth = 0
    for (let one = await look(token); one.nested !== null; one = one.nested) depth++
    expect(depth).toBe(4)
  })

  it('zip in a JWS is named, and the payload is shown decompressed', async () => {
    const token = over({ alg: 'HS256', zip: 'DEF' }, deflateRawSync(JSON.stringify(GOOD)))
    const { problems, warnings, signature, parts, time } = await look(token)
    expect(problems.map(one => one.id)).toEqual(['compressed-payload'])
    expect(problems[0]).toMatchObject({ reference: 'RFC 7516 §4.1.3' })
    expect(warnings.map(one => one.id)).toContain('zip-in-jws')
    expect([signature.state, time.state]).toEqual(['valid', 'valid'])
    expect(parts[1]?.json).toEqual(GOOD)
  })

  it('zip with a payload that is not compressed is only a warning', async () => {
    const { problems, warnings } = await look(over({ alg: 'HS256', zip: 'DEF' }, JSON.stringify(GOOD)))
    expect(problems).toEqual([])
    expect(warnings.map(one => one.id)).toContain('zip-in-jws')
  })

  it('a decompression bomb is not decompressed', async () => {
    const bomb = deflateRawSync(Buffer.alloc(50_000_000, 0x20))
    expect((await look(over({ alg: 'HS256', zip: 'DEF' }, bomb))).problems[0]?.segment).toBe('payload')
  })

  it('a detached payload is named, and not called a wrong signature', async () => {
    const [header, , signature] = inner.split('.')
    const found = await look(`${header}..${signature}`)
    expect(found.problems[0]?.message).toContain('detached')
    expect(found.problems[0]?.message).toContain('RFC 7515 Appendix F')
    expect(found.signature).toMatchObject({ state: 'not-checked' })
    expect(found.signature.message).toContain('detached')
  })

  it('an empty payload that is signed as such verifies', async () => {
    expect((await look(over({ alg: 'HS256' }, ''))).signature.state).toBe('valid')
  })

  it('b64 false: the payload is the text itself (RFC 7797 §4)', async () => {
    const header = { alg: 'HS256', b64: false, crit: ['b64'] }
    const input = `${segment(header)}.$02`
    const token = `${input}.${createHmac('sha256', SECRET).update(input).digest('base64url')}`
    const { problems, parts, signature } = await look(token)
    expect(problems.map(one => one.id)).toEqual(['unencoded-payload'])
    expect(problems[0]?.reference).toBe('RFC 7797 §7')
    expect(parts[1]).toMatchObject({ text: '$02', jsonText: '$02' })
    expect(signature.state).toBe('valid')
  })

  it('b64 that crit does not list is a danger', async () => {
    const { warnings } = await look(hs256({ alg: 'HS256', b64: false }, GOOD), null)
    expect(warnings.map(one => one.id)).toContain('b64-without-crit')
  })
})

describe('bad UTF-8', () => {
  it.each<[string, number[], number, RegExp]>([
    [
      'Latin-1 before a quote',
      [...Buffer.from('{"name":"Jos'), 0xe9, 0x22, 0x7d],
      12,
      /0xe9.*Latin-1.*"\u00e9"/u,
    ],
    [
      'Latin-1 before a letter',
      [...Buffer.from('{"n":"M'), 0xfc, ...Buffer.from('ller"}')],
      7,
      /0xfc.*"\u00fc"/u,
    ],
    ['a lone continuation', [...Buffer.from('{"n":"'), 0x80, 0x22, 0x7d], 6, /0x80/u],
    ['a cut sequence', [...Buffer.from('{"n":"'), 0xe2, 0x82, 0x22, 0x7d], 6, /0xe2/u],
    ['an overlong form', [...Buffer.from('{"n":"'), 0xc0, 0xaf, 0x22, 0x7d], 6, /0xc0/u],
    ['a surrogate', [...Buffer.from('{"n":"'), 0xed, 0xa0, 0x80, 0x22, 0x7d], 6, /0xed/u],
    ['after real characters', [...Buffer.from('{"\u00e9\u{1f600}":"'), 0xff, 0x22, 0x7d], 12 - 1, /0xff/u],
  ])('names the odd byte itself: %s', async (_name, bytes, at, words) => {
    const { problems, signature } = await look(over({ alg: 'HS256' }, Uint8Array.from(bytes)))
    expect(problems[0]).toMatchObject({ id: 'bad-utf8', segment: 'payload' })
    expect(problems[0]?.message).toMatch(words)
    expect(problems[0]?.message).toContain(`(byte ${at + 1} of the payload)`)
    expect(signature.state).toBe('valid')
  })
})
