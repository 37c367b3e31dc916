/** Private RSA keys whose numbers do not belong together (RFC 8017 §3.2). */
import { createPrivateKey, generateKeyPairSync, type JsonWebKey, sign } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { inspectToken } from '../../src/inspect/inspect.ts'
import { keyFromDer, keyFromText, type KeySource } from '../../src/inspect/key.ts'
import { GOOD, NOW, segment } from './tokens.ts'

const [one, two] = [1, 2].map(() => generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey) as [
  ReturnType<typeof createPrivateKey>,
  ReturnType<typeof createPrivateKey>,
]
const [a, b] = [one.export({ format: 'jwk' }), two.export({ format: 'jwk' })]
const input = `${segment({ alg: 'RS256' })}.${segment(GOOD)}`
const token = `${input}.${sign('sha256', Buffer.from(input), one).toString('base64url')}`
const look = async (source: KeySource | null) => {
  const inspection = await inspectToken(token, source, NOW)
  const text = JSON.stringify(inspection)
  for (const secret of [a.d, a.p, a.q, b.d, b.p, b.q]) expect(text).not.toContain(String(secret))
  const halves = inspection.warnings.filter(({ id }) => id === 'key-halves')
  return { ...inspection.signature, warning: halves[0], count: halves.length }
}
const lookAt = (jwk: object) => look(keyFromText(JSON.stringify(jwk)))

describe('a private RSA key', () => {
  it.each<[string, object]>([
    ['whole', a],
    ['with n, e and d alone', { kty: 'RSA', n: a.n, e: a.e, d: a.d }],
    ['without dp, dq and qi', { kty: 'RSA', n: a.n, e: a.e, d: a.d, p: a.p, q: a.q }],
    ['public only', { kty: 'RSA', n: a.n, e: a.e }],
    ['damaged', { ...a, d: '', p: '!' }],
    ['with more primes', { ...a, q: b.q, oth: [{ r: a.q, d: a.dq, t: a.qi }] }],
    ['with d by the other rule', { ...a, d: otherD() }],
  ])('%s is not warned about', async (_, jwk) => {
    expect((await lookAt(jwk)).count).toBe(0)
  })

  it.each<[string, object, RegExp]>([
    ['n and e of another one', { ...a, n: b.n, e: b.e }, /p times q is not its n/u],
    ['p of another one', { ...a, p: b.p }, /p times q is not its n/u],
    ['d of another one', { ...a, d: b.d }, /its d does not belong to its n and e/u],
    [
      'n and d alone, of two keys',
      { kty: 'RSA', n: a.n, e: a.e, d: b.d },
      /its d does not belong to its n and e/u,
    ],
    ['another e', { ...a, e: 'Aw' }, /its d does not belong to its n and e/u],
    ['dp of another one', { ...a, dp: b.dp }, /its dp is not/u],
    ['dq of another one', { ...a, dq: b.dq }, /its dq is not/u],
    ['qi of another one', { ...a, qi: b.qi }, /its qi is not/u],
  ])('with %s is told as that', async (_, jwk, words) => {
    const { warning, count } = await lookAt(jwk)
    expect(count).toBe(1)
    expect(warning?.message).toMatch(words)
    expect(warning).toMatchObject({ level: 'caution', reference: 'RFC 8017 §3.2' })
  })

  it('with the public half of another one: the signature is right with that of its p and q', async () => {
    const { state, message } = await lookAt({ ...a, n: b.n })
    expect(state).toBe('invalid')
    expect(message).toMatch(/Wrong with the n of this JWK, but right with its p times q/u)
  })

  it('in PEM and DER is looked at as well', async () => {
    const mixed = createPrivateKey({ key: { ...a, qi: b.qi } as JsonWebKey, format: 'jwk' })
    for (const type of ['pkcs1', 'pkcs8'] as const) {
      const pem = await look(keyFromText(String(mixed.export({ type, format: 'pem' }))))
      expect(pem.warning?.message).toMatch(/its qi is not/u)
      const der = await look(keyFromDer(mixed.export({ type, format: 'der' })))
      expect(der.warning?.message).toMatch(/its qi is not/u)
      expect((await look(keyFromText(String(one.export({ type, format: 'pem' }))))).count).toBe(0)
    }
  })
})

/** d modulo (p - 1)(q - 1) instead of the least common multiple, as RFC 2313 had it; both are right. */
function otherD(): string {
  const number = (text: unknown) => BigInt(`0x${Buffer.from(String(text), 'base64url').toString('hex')}`)
  const [p, q, d] = [number(a.p) - 1n, number(a.q) - 1n, number(a.d)]
  const gcd = (x: bigint, y: bigint): bigint => (y === 0n ? x : gcd(y, x % y))
  const more = d + (p * q) / gcd(p, q)
  const hex = more.toString(16)
  return Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, 'hex').toString('base64url')
}
