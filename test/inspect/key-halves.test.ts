import { generateKeyPairSync, sign } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { inspectToken } from '../../src/inspect/inspect.ts'
import { keyFromText, keysFromJwks } from '../../src/inspect/key.ts'
import { GOOD, NOW, segment } from './tokens.ts'

const KINDS = [
  ['EdDSA', () => generateKeyPairSync('ed25519'), null],
  ['ES256', () => generateKeyPairSync('ec', { namedCurve: 'P-256' }), 'sha256'],
  ['ES384', () => generateKeyPairSync('ec', { namedCurve: 'P-384' }), 'sha384'],
  ['ES512', () => generateKeyPairSync('ec', { namedCurve: 'P-521' }), 'sha512'],
] as const
const coordinates = (alg: string) => (alg === 'EdDSA' ? 'x' : 'x and y')

describe.each(KINDS)('a private JWK for %s', (alg, generate, hash) => {
  const [mine, other] = [generate().privateKey, generate().privateKey]
  const [jwk, { d: _, ...strange }] = [mine.export({ format: 'jwk' }), other.export({ format: 'jwk' })]
  const mixed = { ...jwk, ...strange }
  const input = `${segment({ alg })}.${segment(GOOD)}`
  const signature = sign(hash, Buffer.from(input), { key: mine, dsaEncoding: 'ieee-p1363' })
  const token = `${input}.${signature.toString('base64url')}`
  const look = async (key: object, text = token) => {
    const inspection = await inspectToken(text, keyFromText(JSON.stringify(key)), NOW)
    expect(JSON.stringify(inspection)).not.toContain(String(jwk.d))
    const warning = inspection.warnings.find(({ id }) => id === 'key-halves')
    return { state: inspection.signature.state, said: inspection.signature.message, warning }
  }

  it('whose public half belongs to its d is not warned about', async () => {
    expect(await look(jwk)).toMatchObject({ state: 'valid', warning: undefined })
  })

  it('with the public half of another key is told as two keys', async () => {
    const { state, said, warning } = await look(mixed)
    expect(state).toBe('invalid')
    expect(said).toContain(
      `Wrong with the ${coordinates(alg)} of this JWK, but right with the public key of its d`,
    )
    expect(warning).toMatchObject({
      level: 'caution',
      reference: expect.stringMatching(/^RFC (?:7518|8037) §/u),
    })
    expect(warning?.message).toContain(`${coordinates(alg)} of the private JWK`)
  })

  it('in a set is found as well', async () => {
    const source = keysFromJwks(JSON.stringify({ keys: [jwk, { ...mixed, kid: 'b' }] }))
    const { warnings } = await inspectToken(token, source, NOW)
    expect(warnings.filter(({ id }) => id === 'key-halves')).toHaveLength(1)
  })

  it('that is damaged is left to what is said about damage', async () => {
    for (const d of ['', 'AA', '!', 'A'.repeat(500)])
      expect((await look({ ...jwk, d })).warning).toBeUndefined()
    expect((await look({ ...jwk, crv: 'P-999' })).warning).toBeUndefined()
  })
})

it('coordinates that lost their zeros belong to d all the same', async () => {
  for (let tries = 0; tries < 5000; tries++) {
    const jwk = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'jwk' })
    const x = Buffer.from(String(jwk.x), 'base64url')
    if (x[0] !== 0) continue
    const cut = { ...jwk, x: x.subarray(1).toString('base64url') }
    const source = keyFromText(JSON.stringify(cut))
    const { warnings } = await inspectToken(`${segment({ alg: 'ES256' })}.${segment(GOOD)}.`, source, NOW)
    expect(warnings.map(({ id }) => id)).not.toContain('key-halves')
    return
  }
})
