import { createPrivateKey, sign, type JsonWebKey } from 'node:crypto'
import { jwtVerify } from 'jose'
import { beforeAll, describe, expect, it } from 'vitest'
import * as der from '../../lessons/15-es256/picture.ts'
import * as halves from '../../lessons/14-rs256/picture.ts'
import * as keySet from '../../lessons/16-jwks/picture.ts'
import { EC_KEY, EC_TOKEN, OTHER_RSA_KEY, publicPart, RSA_KEY, rs256Token } from '../../src/pictures/keys.ts'
import type { Picture } from '../../src/pictures/types.ts'
import { answers, type Functions, solutionFunctions } from './answers.ts'

let solution: Functions
beforeAll(async () => {
  solution = await solutionFunctions()
})

const said = (picture: Picture, input: string, functions: Functions) =>
  picture.draw(input, 0, answers(picture.calls(input, 0), { ...solution, ...functions }), 58).plain.join('\n')

describe('the keys of the pictures', () => {
  it.each([RSA_KEY, OTHER_RSA_KEY])('make tokens that jose verifies', async key => {
    const token = rs256Token({ alg: 'RS256' }, { sub: 'a' }, key)
    expect((await jwtVerify(token, publicPart(key))).payload).toEqual({ sub: 'a' })
  })

  it('the token of RFC 7515 is one of the key beside it', async () => {
    const { payload } = await jwtVerify(EC_TOKEN, publicPart(EC_KEY), { currentDate: new Date(0) })
    expect(payload.iss).toBe('joe')
  })
})

describe('two halves of a key', () => {
  it.each<[string, Functions]>([
    ['it must accept a token that the private half signed', { verifyRs256: () => 1 }],
    [
      'it must refuse a token with one changed bit',
      { verifyRs256: () => ({ header: {}, payload: { sub: 'a' } }) },
    ],
    [
      'must refuse a key without its private part',
      { signRs256: (p: object) => rs256Token({ alg: 'RS256', kid: '2026-01' }, { ...p }, RSA_KEY) },
    ],
    ['has no kid 2026-01', { signRs256: (p: object) => rs256Token({ alg: 'RS256' }, { ...p }, RSA_KEY) }],
    ['is not the given one', { signRs256: () => rs256Token({ alg: 'RS256', kid: '2026-01' }, {}, RSA_KEY) }],
    [
      'a part of the private key',
      {
        signRs256: (p: object) => rs256Token({ alg: 'RS256', kid: '2026-01' }, { ...p }, RSA_KEY) + RSA_KEY.d,
      },
    ],
    [
      'the public half refuses',
      { signRs256: (p: object) => rs256Token({ alg: 'RS256', kid: '2026-01' }, { ...p }, OTHER_RSA_KEY) },
    ],
  ])('finds: %s', (reason, functions) => {
    const text = said(halves, '{"sub":"a"}', functions)
    expect(text).toContain('Wrong: ')
    expect(text).toContain(reason)
  })
})

describe('r and s', () => {
  const signed =
    (encoding: 'der' | 'ieee-p1363', cut = 0) =>
    (payload: object) => {
      const segment = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
      const input = `${segment({ alg: 'ES256' })}.${segment(payload)}`
      const key = createPrivateKey({ key: EC_KEY as JsonWebKey, format: 'jwk' })
      const bytes = sign('sha256', Buffer.from(input), { key, dsaEncoding: encoding })
      return `${input}.${bytes.subarray(cut).toString('base64url')}`
    }

  it('names DER, and shows r and s in it', () => {
    for (let round = 0; round < 40; round++) {
      const text = said(der, '{"sub":"a"}', { signEs256: signed('der') })
      expect(text).toContain('This is DER')
      expect(text).toMatch(/^r is (?:[0-9A-F]{2} ?){32}\.$/mu)
    }
  })

  it('writes DER as Node does', () => {
    for (let round = 0; round < 40; round++) {
      let token = ''
      const text = said(der, '{"sub":"a"}', {
        signEs256: (payload: object) => (token = signed('der')(payload)),
      })
      const bytes = Buffer.from(token.split('.')[2] ?? '', 'base64url')
        .toString('hex')
        .toUpperCase()
      expect(/^As DER they are (.*):/mu.exec(text)?.[1]?.replaceAll(' ', '')).toBe(bytes)
    }
  })

  it.each<[string, Functions]>([
    ['the signature has 63 bytes; right are 64.', { signEs256: signed('ieee-p1363', 1) }],
    [
      'must refuse a signature whose r and s are 0',
      {
        verifyEs256: () =>
          JSON.parse(
            '{"header":{},"payload":{"iss":"joe","exp":1300819380,"http://example.com/is_root":true}}',
          ),
      },
    ],
    ['must accept the token of RFC 7515', { verifyEs256: () => ({ payload: {} }) }],
    ['returned the number 1', { signEs256: () => 1 }],
  ])('finds: %s', (reason, functions) => {
    const text = said(der, '{"sub":"a"}', functions)
    expect(text).toContain('Wrong: ')
    expect(text).toContain(reason)
  })
})

describe('a key set', () => {
  type Jwk = { kid?: string; kty: string }
  const byKid = (header: { kid?: string }, { keys }: { keys: Jwk[] }) =>
    keys.find(({ kid }) => kid === header.kid)

  it.each([
    ['{"alg":"RS256","kid":"2026-01"}', 'Right is the key 2026-01 (RSA).'],
    ['{"alg":"ES256","kid":"2026-01"}', 'Right is the key 2026-01 (EC).'],
    ['{"alg":"ES256"}', 'Right is the key 2026-01 (EC).'],
    ['{"alg":"ES256","kid":"vault"}', 'The key vault: type EC, curve P-384: another crv.'],
    ['{"alg":"RS256","kid":"mail"}', 'The key mail: type RSA, use enc: its use.'],
    ['{"alg":"RS256","kid":"legacy"}', 'The key legacy: type RSA, alg PS256: another alg.'],
    ['{"alg":"RS256"}', 'bad-key: 2 keys fit.'],
    ['{"alg":"HS256","kid":"mail"}', 'Right is to refuse, as unsupported or bad-key'],
    ['{"alg":"none"}', 'no key for this alg'],
  ])('says of %s what is right', (input, sentence) => {
    const text = said(keySet, input, {})
    expect(text).toContain(sentence)
    expect(text).toMatch(/^Right: /mu)
  })

  it('finds a function that looks at the kid only', () => {
    const functions = { keyFor: byKid as never }
    expect(said(keySet, '{"alg":"ES256","kid":"2026-01"}', functions)).toContain(
      'Wrong: keyFor returned the key 2026-01 (RSA); right is the key 2026-01 (EC).',
    )
    expect(said(keySet, '{"alg":"RS256","kid":"mail"}', functions)).toContain('Wrong: ')
    expect(said(keySet, '{"alg":"RS256","kid":"2026-01"}', functions)).toContain('Right: ')
  })
})
