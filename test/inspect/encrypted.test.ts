/** Encrypted tokens whose parts, alg and enc do not fit together (RFC 7516, RFC 7518 §4 and §5). */
import { CompactEncrypt, type CryptoKey, generateKeyPair } from 'jose'
import { randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { inspectToken } from '../../src/inspect/inspect.ts'
import { GOOD, hs256, NOW, segment } from './tokens.ts'

const look = (token: string) => inspectToken(token, null, NOW)
const bytes = (length: number) => Buffer.alloc(length, 7).toString('base64url')
const jwe = (header: object, key: number, iv: number, text: number, tag: number) =>
  `${segment(header)}.${bytes(key)}.${bytes(iv)}.${bytes(text)}.${bytes(tag)}`
const wrap = { epk: { kty: 'EC', crv: 'P-256', x: bytes(32), y: bytes(32) } }
const gcmkw = { iv: bytes(12), tag: bytes(16) }
const pbes = { p2s: bytes(16), p2c: 310_000 }

describe('what an encrypted token must be like', () => {
  it.each<[string, string, string, RegExp]>([
    [
      'dir with a key',
      jwe({ alg: 'dir', enc: 'A256GCM' }, 40, 12, 20, 16),
      'encrypted key',
      /dir.*empty.*40 bytes/u,
    ],
    [
      'ECDH-ES with a key',
      jwe({ alg: 'ECDH-ES', enc: 'A128GCM', ...wrap }, 24, 12, 20, 16),
      'encrypted key',
      /empty/u,
    ],
    [
      'A128KW without a key',
      jwe({ alg: 'A128KW', enc: 'A128GCM' }, 0, 12, 20, 16),
      'encrypted key',
      /0 bytes.*24/u,
    ],
    [
      'A128KW with a bare key',
      jwe({ alg: 'A128KW', enc: 'A128GCM' }, 16, 12, 20, 16),
      'encrypted key',
      /16 bytes.*24/u,
    ],
    [
      'A256KW for a longer key',
      jwe({ alg: 'A256KW', enc: 'A256CBC-HS512' }, 40, 16, 32, 32),
      'encrypted key',
      /72/u,
    ],
    [
      'A256GCMKW',
      jwe({ alg: 'A256GCMKW', enc: 'A256GCM', ...gcmkw }, 40, 12, 20, 16),
      'encrypted key',
      /32/u,
    ],
    [
      'ECDH-ES+A128KW',
      jwe({ alg: 'ECDH-ES+A128KW', enc: 'A128GCM', ...wrap }, 16, 12, 9, 16),
      'encrypted key',
      /24/u,
    ],
    [
      'PBES2',
      jwe({ alg: 'PBES2-HS256+A128KW', enc: 'A128GCM', ...pbes }, 23, 12, 9, 16),
      'encrypted key',
      /24/u,
    ],
    [
      'RSA with too few bytes',
      jwe({ alg: 'RSA-OAEP-256', enc: 'A256GCM' }, 32, 12, 9, 16),
      'encrypted key',
      /256/u,
    ],
    [
      'GCM with an iv of CBC',
      jwe({ alg: 'dir', enc: 'A256GCM' }, 0, 16, 9, 16),
      'initialization vector',
      /16 bytes.*12/u,
    ],
    [
      'CBC with an iv of GCM',
      jwe({ alg: 'dir', enc: 'A128CBC-HS256' }, 0, 12, 16, 16),
      'initialization vector',
      /16/u,
    ],
    [
      'GCM with a short tag',
      jwe({ alg: 'dir', enc: 'A128GCM' }, 0, 12, 9, 12),
      'authentication tag',
      /12 bytes.*16/u,
    ],
    [
      'CBC with a short tag',
      jwe({ alg: 'dir', enc: 'A256CBC-HS512' }, 0, 16, 16, 16),
      'authentication tag',
      /32/u,
    ],
    [
      'CBC with half a block',
      jwe({ alg: 'dir', enc: 'A128CBC-HS256' }, 0, 16, 17, 16),
      'ciphertext',
      /16 bytes/u,
    ],
    ['CBC with no block', jwe({ alg: 'dir', enc: 'A128CBC-HS256' }, 0, 16, 0, 16), 'ciphertext', /16 bytes/u],
  ])('%s', async (_, token, segmentName, words) => {
    const { kind, problems } = await look(token)
    expect(kind).toBe('jwe')
    expect(problems.map(problem => [problem.id, problem.segment])).toEqual([['jwe-length', segmentName]])
    expect(problems[0]?.message).toMatch(words)
    expect(problems[0]?.reference).toMatch(/^RFC 751[68] §/u)
    expect(problems[0]?.at).not.toBeNull()
  })

  it.each<[string, object, number, string]>([
    ['ECDH-ES', {}, 0, 'epk'],
    ['A128GCMKW', { iv: gcmkw.iv }, 16, 'tag'],
    ['PBES2-HS512+A256KW', { p2c: 1000 }, 24, 'p2s'],
  ])('%s needs what the header does not have', async (alg, more, key, missing) => {
    const { warnings } = await look(jwe({ alg, enc: 'A128GCM', ...more }, key, 12, 9, 16))
    expect(warnings.map(warning => warning.id)).toContain('jwe-parameter')
    expect(warnings.find(warning => warning.id === 'jwe-parameter')?.message).toContain(missing)
  })

  it.each<[string, object, string]>([
    ['an algorithm that signs', { alg: 'HS256', enc: 'A128GCM' }, 'signs'],
    ['none', { alg: 'none', enc: 'A128GCM' }, 'none'],
    ['another spelling', { alg: 'RSA-OAEP256', enc: 'A128GCM' }, '"RSA-OAEP-256"'],
    ['an enc that is an alg', { alg: 'dir', enc: 'A128KW' }, 'A128KW'],
    ['an enc of another spelling', { alg: 'dir', enc: 'AES-256-GCM' }, 'AES-256-GCM'],
    ['an enc without its MAC', { alg: 'dir', enc: 'A128CBC' }, '"A128CBC-HS256"'],
    ['an unknown compression', { alg: 'dir', enc: 'A128GCM', zip: 'GZIP' }, '"DEF"'],
  ])('%s is told', async (_, header, words) => {
    const { warnings, problems } = await look(jwe(header, 0, 12, 9, 16))
    expect(problems).toEqual([])
    expect(warnings.map(warning => warning.message).join('\n')).toContain(words)
  })

  it('zip is told as what it is', async () => {
    const { warnings } = await look(jwe({ alg: 'dir', enc: 'A128GCM', zip: 'DEF' }, 0, 12, 9, 16))
    expect(warnings.map(warning => warning.id)).toEqual(['compressed'])
  })

  it('a segment that is missing is named where that is certain', async () => {
    const four = (
      await look(`${segment({ alg: 'dir', enc: 'A256GCM' })}.${bytes(12)}.${bytes(20)}.${bytes(16)}`)
    ).problems[0]
    expect(four?.id).toBe('segment-count')
    expect(four?.fix).toMatch(/two dots/u)
    const cut = (
      await look(`${segment({ alg: 'A128KW', enc: 'A128GCM' })}.${bytes(24)}.${bytes(12)}.${bytes(9)}`)
    ).problems[0]
    expect(cut?.fix).toMatch(/end cut off/u)
    const stray = (await look(hs256({ alg: 'HS256', enc: 'A128GCM' }, GOOD))).problems[0]
    expect(stray?.fix).toMatch(/enc does not belong/u)
  })
})

it('tokens that a library makes have nothing wrong with them', async () => {
  const rsa = await generateKeyPair('RSA-OAEP-256')
  const ec = await generateKeyPair('ECDH-ES')
  const keys: [string, () => CryptoKey | Uint8Array][] = [
    ['dir', () => rsa.publicKey],
    ['A128KW', () => randomBytes(16)],
    ['A256KW', () => randomBytes(32)],
    ['A256GCMKW', () => randomBytes(32)],
    ['RSA-OAEP-256', () => rsa.publicKey],
    ['ECDH-ES', () => ec.publicKey],
    ['ECDH-ES+A192KW', () => ec.publicKey],
    ['PBES2-HS256+A128KW', () => randomBytes(20)],
  ]
  const sizes = {
    A128GCM: 16,
    A192GCM: 24,
    A256GCM: 32,
    'A128CBC-HS256': 32,
    'A192CBC-HS384': 48,
    'A256CBC-HS512': 64,
  }
  for (const [alg, key] of keys)
    for (const [enc, size] of Object.entries(sizes)) {
      const token = await new CompactEncrypt(Buffer.from('{"sub":"ada"}'))
        .setProtectedHeader({ alg, enc })
        .encrypt(alg === 'dir' ? randomBytes(size) : key())
      const { problems, warnings } = await look(token)
      expect([alg, enc, problems, warnings]).toEqual([alg, enc, [], []])
    }
})
