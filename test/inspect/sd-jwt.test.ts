import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { inspectToken } from '../../src/inspect/inspect.ts'
import { keyFromSecret } from '../../src/inspect/key.ts'
import { inspectionRows } from '../../src/inspect/rows/inspection.ts'
import { rowsToText } from '../../src/text/ansi.ts'
import { GOOD, hs256, NOW, SECRET, segment } from './tokens.ts'

/** RFC 9901 §4.2.1 and §4.2.3. */
const RFC_DISCLOSURE = 'WyJfMjZiYzRMVC1hYzZxMktJNmNCVzVlcyIsICJmYW1pbHlfbmFtZSIsICJNw7ZiaXVzIl0'
const RFC_DIGEST = 'X9yH0Ajrdm1Oij4tWso9UzzKJvPoDxwmuEcO3XAdRC0'

const secret = keyFromSecret(Buffer.from(SECRET))
const look = (given: string) => inspectToken(given, secret, NOW)
const hash = (text: string, name = 'sha256') => createHash(name).update(text).digest('base64url')
const disclose = (...parts: unknown[]) => segment(parts)
const issuer = (claims: object) => hs256({ alg: 'HS256', typ: 'dc+sd-jwt' }, { ...GOOD, ...claims })

describe('an SD-JWT is taken apart (RFC 9901)', () => {
  it('with the disclosure of the RFC', async () => {
    const token = `${issuer({ _sd: [RFC_DIGEST], _sd_alg: 'sha-256' })}~${RFC_DISCLOSURE}~`
    const { kind, problems, disclosures, signature, warnings, parts } = await look(token)
    expect([kind, signature.state, problems, warnings]).toEqual(['jws', 'valid', [], []])
    expect(parts[2]?.text).toHaveLength(43)
    expect(disclosures).toMatchObject([
      {
        digest: RFC_DIGEST,
        salt: '_26bc4LT-ac6q2KI6cBW5es',
        name: 'family_name',
        value: 'M\u00f6bius',
        foundIn: '_sd',
        fault: null,
      },
    ])
    expect(token.slice((disclosures?.[0]?.at ?? 0) - 1)).toBe(`${RFC_DISCLOSURE}~`)
  })

  it('with properties inside, array elements and disclosures within disclosures', async () => {
    const street = disclose('s1', 'street', 'Main St')
    const address = disclose('s2', 'address', { _sd: [hash(street)], city: 'X' })
    const element = disclose('s3', 'FR')
    const token = [
      issuer({ _sd: [hash(address)], nationalities: ['DE', { '...': hash(element) }] }),
      address,
      street,
      element,
      '',
    ].join('~')
    const { disclosures, warnings } = await look(token)
    expect(disclosures?.map(one => [one.name, one.foundIn])).toEqual([
      ['address', '_sd'],
      ['street', 'address._sd'],
      [null, 'nationalities[1]'],
    ])
    expect(warnings).toEqual([])
  })

  it('with another hash', async () => {
    const one = disclose('s', 'a', 1)
    const good = await look(`${issuer({ _sd: [hash(one, 'sha512')], _sd_alg: 'sha-512' })}~${one}~`)
    expect(good.warnings).toEqual([])
    const odd = await look(`${issuer({ _sd: ['x'], _sd_alg: 'md5' })}~${one}~`)
    expect(odd.warnings.map(warning => warning.id)).toEqual(['unknown-sd-alg'])
  })

  it.each<[string, (claim: string) => string, string]>([
    ['a digest that is nowhere', () => disclose('s', 'admin', true), 'unknown-disclosure'],
    ['a disclosure twice', claim => `${claim}~${claim}`, 'repeated-disclosure'],
    ['a disclosure that is not an array', () => segment({ a: 1 }), 'bad-disclosure'],
    ['a disclosure that is not base64url', () => 'a.b', 'bad-disclosure'],
    ['a disclosure of one element', () => disclose('s'), 'bad-disclosure'],
  ])('warns of %s', async (_name, change, id) => {
    const claim = disclose('s', 'name', 'Alice')
    const { warnings, signature } = await look(`${issuer({ _sd: [hash(claim)] })}~${change(claim)}~`)
    expect(warnings.map(one => one.id)).toContain(id)
    expect(warnings.find(one => one.id === id)).toMatchObject({
      level: 'danger',
      reference: expect.stringContaining('RFC 9901 §'),
    })
    expect(signature.state).toBe('valid')
  })

  it('with a key binding JWT, whose sd_hash is compared', async () => {
    const claim = disclose('s', 'name', 'Alice')
    const presented = `${issuer({ _sd: [hash(claim)] })}~${claim}~`
    const binding = (sdHash: string) =>
      hs256({ alg: 'HS256', typ: 'kb+jwt' }, { iat: NOW, aud: 'v', nonce: 'n', sd_hash: sdHash })
    const good = await look(presented + binding(hash(presented)))
    expect(good.keyBinding?.header[1]?.value).toBe('kb+jwt')
    expect(good.warnings).toEqual([])
    const bad = await look(presented + binding(hash('other')))
    expect(bad.warnings.map(one => one.id)).toEqual(['wrong-sd-hash'])
  })

  it('is drawn with its claims', async () => {
    const claim = disclose('s', 'name', 'Ali\u001bce')
    const text = rowsToText(
      inspectionRows(await look(`${issuer({ _sd: [hash(claim)] })}~${claim}~`), 80),
      'none',
    )
    expect(text).toContain('a signed token with disclosures (SD-JWT)')
    expect(text).toContain('Disclosures (1)')
    expect(text).toContain('"name"  "Ali\\u001bce"')
    expect(text).toContain('its digest is in _sd')
  })

  it('is found in a header line and over line breaks', async () => {
    const token = `${issuer({ _sd: [RFC_DIGEST] })}~${RFC_DISCLOSURE}~`
    for (const given of [`Authorization: Bearer ${token}`, token.replace(/.{64}/gu, '$&\n')]) {
      const { disclosures, signature } = await look(given)
      expect(disclosures).toHaveLength(1)
      expect(signature.state).toBe('valid')
    }
  })
})
