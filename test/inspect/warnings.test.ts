import { createHmac, generateKeyPairSync } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { inspectToken } from '../../src/inspect/inspect.ts'
import { type KeySource, keyFromSecret, keyFromText } from '../../src/inspect/key.ts'
import { WELL_KNOWN_SECRETS } from '../../src/inspect/well-known-secrets.ts'
import { GOOD, hs256, NOW, SECRET, segment } from './tokens.ts'

const warnings = async (token: string, source: KeySource | null = null) =>
  (await inspectToken(token, source, NOW)).warnings
const ids = async (token: string, source: KeySource | null = null) =>
  (await warnings(token, source)).map(one => one.id)
const head = (more: object) => hs256({ alg: 'HS256', ...more }, GOOD)
const body = (more: object) => hs256({ alg: 'HS256' }, { ...GOOD, ...more })
const unsigned = (header: unknown, signature = '') => `${segment(header)}.${segment(GOOD)}.${signature}`
const without = (name: keyof typeof GOOD) => {
  const { [name]: _gone, ...rest } = GOOD
  return hs256({ alg: 'HS256' }, rest)
}

describe('a good token', () => {
  it('has nothing to warn of', async () => {
    expect(
      await warnings(
        hs256({ alg: 'HS256', typ: 'JWT', kid: 'key-1' }, GOOD),
        keyFromSecret(Buffer.from(SECRET)),
      ),
    ).toEqual([])
  })
})

describe('warnings', () => {
  const bytes = (length: number) => Buffer.alloc(length, 0x30).toString('base64url')
  it.each<[string, string]>([
    ['alg-none', unsigned({ alg: 'none' })],
    ['none-with-signature', unsigned({ alg: 'none' }, 'AAAA')],
    ['alg-none-variant', unsigned({ alg: 'None' })],
    ['alg-none-variant', unsigned({ alg: ' none' })],
    ['no-alg', unsigned({ typ: 'JWT' })],
    ['alg-type', unsigned({ alg: ['HS256'] })],
    ['unknown-alg', unsigned({ alg: 'hs256' }, bytes(32))],
    ['unknown-alg', unsigned({ alg: 'constructor' }, bytes(32))],
    ['no-signature', unsigned({ alg: 'HS256' })],
    ['signature-length', unsigned({ alg: 'HS256' }, bytes(20))],
    [
      'signature-length',
      unsigned({ alg: 'RS256' }, bytes(20))
        .replace(segment({ alg: 'RS256' }), segment({ alg: 'ES512' }))
        .replace(bytes(20), Buffer.alloc(20, 1).toString('base64url')),
    ],
    ['der-signature', unsigned({ alg: 'ES256' }, bytes(71))],
    ['hex-signature', unsigned({ alg: 'HS256' }, bytes(64))],
    ['no-exp', without('exp')],
    ['no-aud', without('aud')],
    ['no-iss', without('iss')],
    ['long-lifetime', body({ exp: NOW + 90_000 })],
    ['long-lifetime', hs256({ alg: 'HS256' }, { iss: 'a', aud: 'b', exp: NOW + 90_000 })],
    ['milliseconds', body({ exp: NOW * 1000 })],
    ['milliseconds', body({ iat: NOW * 1000 })],
    ['time-type', body({ exp: '1700000900' })],
    ['time-type', hs256({ alg: 'HS256' }, '{"iss":"a","aud":"b","exp":1e999}')],
    ['never-valid', body({ nbf: NOW + 900 })],
    ['issued-in-future', body({ iat: NOW + 5 })],
    ['aud-type', body({ aud: ['api', 7] })],
    ['readable-payload', body({ password: 'x' })],
    ['readable-payload', body({ client_secret: 'x' })],
    ['proto-member', hs256({ alg: 'HS256' }, `{"__proto__":{},${JSON.stringify(GOOD).slice(1)}`)],
    ['duplicate-member', hs256('{"alg":"none","alg":"HS256"}', GOOD)],
    ['duplicate-member', hs256({ alg: 'HS256' }, `{"sub":"root",${JSON.stringify(GOOD).slice(1)}`)],
    ['unknown-crit', head({ crit: ['x'], x: 1 })],
    ['bad-crit', head({ crit: [] })],
    ['bad-crit', head({ crit: 'x' })],
    ['bad-crit', head({ crit: ['alg'] })],
    ['bad-crit', head({ crit: ['absent'] })],
    ['b64', head({ b64: true })],
    ['header-jwk', head({ jwk: { kty: 'oct' } })],
    ['header-jku', head({ jku: 'https://evil.example/keys' })],
    ['header-x5u', head({ x5u: 'https://evil.example/cert' })],
    ['header-x5c', head({ x5c: ['AA'] })],
    ['kid-path', head({ kid: '../../dev/null' })],
    ['kid-path', head({ kid: 'a\\b' })],
    ['kid-injection', head({ kid: "' UNION SELECT 'x' --" })],
    ['kid-injection', head({ kid: 'a\u0000b' })],
    ['kid-type', head({ kid: 7 })],
    ['large-token', body({ text: 'x'.repeat(5000) })],
    ['rsa-pkcs1-encryption', `${segment({ alg: 'RSA1_5', enc: 'A256GCM' })}.AAAA.AAAA.AAAA.AAAA`],
    ['compressed', `${segment({ alg: 'dir', enc: 'A256GCM', zip: 'DEF' })}..AAAA.AAAA.AAAA`],
    [
      'many-rounds',
      `${segment({ alg: 'PBES2-HS256+A128KW', enc: 'A256GCM', p2c: 1e9 })}.AAAA.AAAA.AAAA.AAAA`,
    ],
  ])('%s', async (id, token) => {
    const found = await warnings(token)
    const one = found.find(warning => warning.id === id)
    expect(one, `${id} in ${found.map(warning => warning.id)}`).toBeDefined()
    expect(one?.message).toMatch(/\.$/u)
    if (id !== 'proto-member') expect(one?.reference).toMatch(/§/u)
  })

  it('come with dangers first', async () => {
    const levels = (await warnings(hs256({ alg: 'HS256', jku: 'x' }, {}))).map(one => one.level)
    expect(levels).toEqual(levels.toSorted().reverse())
    expect(new Set(levels).size).toBe(2)
  })

  it('do not come for a lifetime of a day, a small clock, or a token that is over', async () => {
    expect(await ids(body({ iat: NOW, exp: NOW + 86_400 }))).toEqual([])
    expect(await ids(body({ iat: NOW - 200_000, exp: NOW - 5 }))).toEqual([])
  })

  it('see spare bits at the end of each part', async () => {
    const token = head({})
    const found = await warnings(token.slice(0, -1) + nextCharacter(token.at(-1) as string))
    expect(found.map(one => one.id)).toContain('trailing-bits')
    expect(found.find(one => one.id === 'trailing-bits')?.message).toContain('of the signature')
  })
})

function nextCharacter(character: string): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
  return alphabet[alphabet.indexOf(character) + 1] as string
}

describe('weak secrets', () => {
  it('finds every well-known one without being given it, and never prints it', async () => {
    for (const secret of ['secret', 'your-256-bit-secret', 'a-string-secret-at-least-256-bits-long']) {
      const found = await inspectToken(hs256({ alg: 'HS256' }, GOOD, secret), null, NOW)
      expect(found.warnings.map(one => one.id)).toContain('well-known-secret')
      expect(JSON.stringify(found.warnings)).not.toContain(`"${secret}"`)
    }
    expect(new Set(WELL_KNOWN_SECRETS).size).toBe(WELL_KNOWN_SECRETS.length)
  })

  it('finds the empty secret, HS512, and a well-known one that was base64-decoded', async () => {
    expect(await ids(hs256({ alg: 'HS256' }, GOOD, ''))).toContain('well-known-secret')
    expect(await ids(hs256({ alg: 'HS256' }, GOOD, Buffer.from('your-256-bit-secret', 'base64')))).toContain(
      'well-known-secret',
    )
    const input = `${segment({ alg: 'HS512' })}.${segment(GOOD)}`
    expect(
      await ids(`${input}.${createHmac('sha512', 'secret').update(input).digest('base64url')}`),
    ).toContain('well-known-secret')
  })

  it.each([
    [31, 'HS256', true],
    [32, 'HS256', false],
    [47, 'HS384', true],
    [63, 'HS512', true],
    [64, 'HS512', false],
  ])('finds a secret of %i bytes for %s too short: %s', async (length, alg, short) => {
    const found = await ids(hs256({ alg }, GOOD), keyFromSecret(new Uint8Array(length).fill(200)))
    expect(found.includes('short-secret')).toBe(short)
  })

  it('says that a private key is not needed', async () => {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    const key = keyFromText(privateKey.export({ type: 'pkcs8', format: 'pem' }).toString())
    expect(await ids(head({}), key)).toContain('private-key')
  })
})
