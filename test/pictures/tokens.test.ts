import { createHmac } from 'node:crypto'
import fc from 'fast-check'
import { jwtVerify } from 'jose'
import { beforeAll, describe, expect, it } from 'vitest'
import { widthOfRow } from '../../src/text/width.ts'
import * as claims from '../../lessons/08-claims/picture.ts'
import * as library from '../../lessons/09-your-library/picture.ts'
import { PICTURE_SECRET, referenceToken } from '../../src/pictures/secret.ts'
import * as signingInput from '../../lessons/05-sign/picture.ts'
import * as timeline from '../../lessons/07-expiry/picture.ts'
import * as token from '../../lessons/06-verify/picture.ts'
import type { Picture } from '../../src/pictures/types.ts'
import { answers, type Functions, solutionFunctions } from './answers.ts'

let solution: Functions
beforeAll(async () => {
  solution = await solutionFunctions()
})

const drawn = (picture: Picture, input: string, functions: Functions, cursor = 0) =>
  picture.draw(input, cursor, answers(picture.calls(input, cursor), functions), 58)
const said = (picture: Picture, input: string, functions: Functions, cursor = 0) =>
  drawn(picture, input, functions, cursor).plain.join('\n')

class JwtError extends Error {
  readonly code: string
  constructor(code: string) {
    super(code)
    this.name = 'JwtError'
    this.code = code
  }
}
const refuse = (code: string) => () => {
  throw new JwtError(code)
}

describe('the reference token', () => {
  it('is accepted by jose', async () => {
    const { payload } = await jwtVerify(
      referenceToken({ alg: 'HS256' }, { sub: 'a' }, PICTURE_SECRET),
      PICTURE_SECRET,
    )
    expect(payload).toEqual({ sub: 'a' })
  })
})

describe('signing-input', () => {
  const segment = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const header = segment({ alg: 'HS256', typ: 'JWT' })
  const sign = (text: string, encoding: 'hex' | 'base64' | 'base64url' = 'base64url') =>
    createHmac('sha256', PICTURE_SECRET).update(text).digest(encoding)

  it.each<[string, (payload: object) => string]>([
    [
      'This is hex',
      payload => `${header}.${segment(payload)}.${sign(`${header}.${segment(payload)}`, 'hex')}`,
    ],
    ['This is over the payload only', payload => `${header}.${segment(payload)}.${sign(segment(payload))}`],
    [
      'The dot between the segments is missing',
      payload => `${header}.${segment(payload)}.${sign(`${header}${segment(payload)}`)}`,
    ],
    [
      'This is over the JSON',
      payload =>
        `${header}.${segment(payload)}.${sign(`{"alg":"HS256","typ":"JWT"}.${JSON.stringify(payload)}`)}`,
    ],
    ['The header is not', payload => `${segment({ alg: 'HS256' })}.${segment(payload)}.x`],
    ['The payload is not the one', payload => `${header}.${segment({ ...payload, iat: 1 })}.x`],
    ['A token has three segments; yours has 2', payload => `${header}.${segment(payload)}`],
  ])('recognises: %s', (reason, signHs256) => {
    expect(said(signingInput, '{"sub":"a"}', { signHs256 })).toContain(reason)
  })

  it('takes another order of the header as right', () => {
    const other = segment({ typ: 'JWT', alg: 'HS256' })
    const signHs256 = (payload: object) =>
      `${other}.${segment(payload)}.${sign(`${other}.${segment(payload)}`)}`
    expect(said(signingInput, '{"sub":"a"}', { signHs256 })).toContain(
      'Right: signHs256 returned a token that verifies.',
    )
  })

  it('draws the three parts in their colours', () => {
    const row = drawn(signingInput, '{}', solution).rows.find(one => one[0]?.text.trim() === 'right')
    expect(row?.slice(1).map(span => span.role)).toEqual(['header', 'payload', 'signature'])
  })
})

describe('token', () => {
  const good = token.defaultInput
  const [header, payload, signature] = good.split('.') as [string, string, string]
  const none = Buffer.from('{"alg":"none"}').toString('base64url')

  it('accepts the default token, as the solution does', () => {
    expect(said(token, good, solution)).toContain('Right: verifyHs256 accepted it')
  })

  it.each([
    [
      'a changed payload',
      `${header}.${Buffer.from('{"admin":true}').toString('base64url')}.${signature}`,
      'bad-signature',
    ],
    ['alg none', `${none}.${payload}.`, 'unsupported'],
    ['two segments', `${header}.${payload}`, 'malformed'],
    ['four segments', `${good}.`, 'malformed'],
    ['padding', `${header}=.${payload}.${signature}`, 'malformed'],
    [
      'a payload that is an array',
      referenceToken({ alg: 'HS256' }, [] as never, PICTURE_SECRET),
      'malformed',
    ],
    ['crit', referenceToken({ alg: 'HS256', crit: ['x'], x: 1 }, {}, PICTURE_SECRET), 'unsupported'],
    ['b64', referenceToken({ alg: 'HS256', b64: true }, {}, PICTURE_SECRET), 'unsupported'],
    ['nothing', '', 'malformed'],
  ])('asks to refuse %s, sees that the solution does, and that others do not', (_name, input, code) => {
    const right = said(token, input, solution)
    expect(right).toMatch(new RegExp(`^Right is to refuse, as .*${code}`, 'mu'))
    expect(right).toContain('Right: verifyHs256 refused it.')
    expect(said(token, input, { verifyHs256: () => ({ header: {}, payload: {} }) })).toContain(
      'accepted a token that it must refuse',
    )
    expect(said(token, input, { verifyHs256: refuse('expired') })).toContain(
      "Wrong: verifyHs256 threw JwtError 'expired'",
    )
  })

  it('agrees with the solution about every token with one character changed', () => {
    const characters = 'AQgw-_+/=. \u00e9'
    fc.assert(
      fc.property(fc.nat(good.length - 1), fc.constantFrom(...Array.from(characters)), (at, character) => {
        const changed = `${good.slice(0, at)}${character}${good.slice(at + 1)}`
        expect(said(token, changed, solution)).toMatch(/^Right: /mu)
      }),
      { numRuns: 200 },
    )
  })

  it('finds a verifier that returns something else', () => {
    expect(
      said(token, good, { verifyHs256: () => ({ header: { alg: 'HS256', typ: 'JWT' }, payload: {} }) }),
    ).toContain('its "payload" is not')
    expect(said(token, good, { verifyHs256: () => ({ payload: {} }) })).toContain('its "header" is not')
    expect(said(token, good, { verifyHs256: refuse('malformed') })).toContain('it must accept this token')
  })
})

describe('timeline', () => {
  const input = 'iat=1000 nbf=+60 exp=+900 leeway=30'
  const last = () => (timeline.cursorRange(input) as [number, number])[1]

  it('asks about every moment, and shows the one that the cursor is on', () => {
    const calls = timeline.calls(input, 0)
    expect(calls).toHaveLength(last() + 1)
    const times = calls.map(call => (call.args[1] as { now: number }).now)
    for (const edge of [1000, 1029, 1030, 1031, 1060, 1900, 1929, 1930, 1931]) expect(times).toContain(edge)
    const at = times.indexOf(1930)
    expect(said(timeline, input, solution, at)).toContain('now is 1930, exactly at exp+leeway')
    expect(said(timeline, input, solution, at)).toContain('Right is to refuse, as expired.')
    expect(said(timeline, input, solution, at - 1)).toContain('Right is to accept.')
  })

  it('stays in range for any cursor', () => {
    expect(said(timeline, input, solution, 9999)).toBe(said(timeline, input, solution, last()))
    expect(said(timeline, input, solution, -3)).toBe(said(timeline, input, solution, 0))
  })

  it.each<
    [string, (claims: Record<string, number>, options: { now: number; leeway?: number }) => void, string]
  >([
    [
      'expired one second late',
      ({ exp = 0, nbf = 0 }, { now, leeway = 0 }) => {
        if (now > exp + leeway) throw new JwtError('expired')
        if (now < nbf - leeway) throw new JwtError('not-yet-valid')
      },
      'Wrong at 1 of',
    ],
    ['nothing checked', () => {}, 'Wrong at'],
    [
      'leeway on one side only',
      ({ exp = 0, nbf = 0 }, { now, leeway = 0 }) => {
        if (now >= exp + leeway) throw new JwtError('expired')
        if (now < nbf) throw new JwtError('not-yet-valid')
      },
      'nbf-leeway',
    ],
  ])('finds %s', (_name, checkTimes, expected) => {
    expect(said(timeline, input, { checkTimes })).toContain(expected)
    const marks = drawn(timeline, input, { checkTimes }).rows.filter(row =>
      row.some(span => /\^/u.test(span.text)),
    )
    expect(marks).toHaveLength(1)
  })

  it('takes whatever a void function returns as accepting, but a promise as no verdict', () => {
    const checkTimes = (claims: Record<string, number>, options: { now: number }) => {
      solution.checkTimes?.(claims as never, options as never)
      return true
    }
    expect(said(timeline, input, { checkTimes })).toContain('Right at all')
    expect(said(timeline, input, { checkTimes: async () => {} })).toContain('returned a Promise')
    expect(said(timeline, input, { checkTimes: async () => {} })).toMatch(/Wrong at (\d+) of \1 moments/u)
  })

  it.each([
    ['exp', 'name=value is expected'],
    ['foo=1', '"foo" is not known'],
    ['exp=+5', 'iat must be a number'],
    ['leeway=-1', '0 or more'],
  ])('says what is wrong with %j', (wrong, reason) => {
    expect(said(timeline, wrong, solution)).toContain(reason)
    expect(timeline.cursorRange(wrong)).toBeNull()
    expect(timeline.calls(wrong, 0)).toEqual([])
  })

  it('agrees with the solution about every set of times, and always fits', () => {
    const time = fc.oneof(
      fc.integer({ min: 0, max: 5000 }),
      fc.constantFrom('"x"', 'null', 1.5, 4_102_444_800),
    )
    const setting = fc.record(
      { iat: time, nbf: time, exp: time, leeway: fc.nat(90), maxAge: fc.nat(900) },
      { requiredKeys: [] },
    )
    fc.assert(
      fc.property(setting, settings => {
        const typed = Object.entries(settings)
          .map(([name, value]) => `${name}=${value}`)
          .join(' ')
        const drawing = drawn(timeline, typed, solution)
        expect(drawing.plain[0]).toMatch(/^Right at all/u)
        for (const row of drawing.rows) expect(widthOfRow(row)).toBeLessThanOrEqual(58)
      }),
      { numRuns: 150 },
    )
  })
})

describe('claims', () => {
  it.each<[string, (claims: Record<string, unknown>, expected: Record<string, unknown>) => void, string]>([
    [
      'an audience that is a substring',
      (claims, { audience }) => {
        if (!String(claims.aud).includes(String(audience))) throw new JwtError('claim-mismatch')
      },
      'audience: aud is "api.evil"; it must be or include "api". Right is to refuse, as claim-mismatch. Yours accepted it. Wrong.',
    ],
    ['nothing checked', () => {}, 'Wrong.'],
    ['the wrong code', refuse('claim-missing'), "Yours threw JwtError 'claim-missing'. Wrong."],
  ])('finds %s', (_name, checkClaims, expected) => {
    expect(said(claims, '{"aud":"api.evil"} | audience=api', { checkClaims })).toContain(expected)
  })

  it('leaves open what the course leaves open', () => {
    const input = '{"aud":[1,"api"]} | audience=api'
    expect(said(claims, input, { checkClaims: () => {} })).not.toContain('Wrong')
    expect(said(claims, input, { checkClaims: refuse('claim-mismatch') })).not.toContain('Wrong')
  })

  it.each([
    ['{"aud":"a"}', '"|" between'],
    ['{"aud":} | audience=a', 'the claims: at character 8'],
    ['{} |', 'nothing is expected'],
    ['{} | aud=a', '"aud" is not known'],
  ])('says what is wrong with %j', (wrong, reason) => {
    expect(said(claims, wrong, solution)).toContain(reason)
    expect(claims.calls(wrong, 0)).toEqual([])
  })

  it('agrees with the solution about all kinds of claims', () => {
    const value = fc.oneof(
      fc.constantFrom('api', 'API', 'api/', '', 0, null, false),
      fc.array(fc.constantFrom('api', 'mail'), { maxLength: 2 }),
    )
    const set = fc.record({ iss: value, aud: value, sub: value, jti: value }, { requiredKeys: [] })
    const expected = fc.subarray(
      ['issuer=api', 'audience=api', 'subject=""', 'required=jti,hasOwnProperty'],
      { minLength: 1 },
    )
    fc.assert(
      fc.property(set, expected, (one, settings) => {
        expect(said(claims, `${JSON.stringify(one)} | ${settings.join(' ')}`, solution)).not.toContain(
          'Wrong',
        )
      }),
      { numRuns: 150 },
    )
  })
})

describe('library', () => {
  it.each<[string, Functions, string]>([
    [
      'iat left out',
      {
        issue: (c: object, _s: never, o: { now: number; lifetime: number }) =>
          referenceToken({ alg: 'HS256', typ: 'JWT' }, { ...c, exp: o.now + o.lifetime }, PICTURE_SECRET),
      } as never,
      'iat is absent',
    ],
    [
      'milliseconds',
      {
        issue: (c: object, _s: never, o: { now: number; lifetime: number }) =>
          referenceToken({ alg: 'HS256', typ: 'JWT' }, { ...c, iat: o.now * 1000, exp: 1 }, PICTURE_SECRET),
      } as never,
      'iat is 1700000000000; right is 1700000000',
    ],
    ['no token', { issue: () => 'x' } as never, 'The reference library refuses it (malformed'],
    ['a verify that accepts all', { verify: () => ({ sub: 'a' }) } as never, 'Wrong.'],
  ])('finds %s', (_name, functions, expected) => {
    expect(said(library, '{"sub":"a"} | lifetime=900', { ...solution, ...functions })).toContain(expected)
  })

  it('says when the token is verified too late', () => {
    const text = said(library, '{"sub":"a"} | lifetime=10 after=10', solution)
    expect(text).toContain('Verify, as it is, 10 seconds later: right is to refuse, as expired;')
    expect(text).not.toContain('Wrong')
  })

  it.each([
    ['{}', '"|" between'],
    ['{} | lifetime=0', 'lifetime must be a whole number'],
    ['{} | after=-1', 'after must be a whole number'],
    ['{"nbf":"x"} | lifetime=9', 'nbf must be a number before exp'],
  ])('says what is wrong with %j', (wrong, reason) => {
    expect(said(library, wrong, solution)).toContain(reason)
  })

  it('agrees with the solution about all claims', () => {
    const some = fc.record(
      {
        iss: fc.constantFrom('https://a', 7, null),
        aud: fc.constantFrom('api', ['api', 'b'], [], 4),
        iat: fc.nat(),
        exp: fc.nat(),
        nbf: fc.constantFrom(0, 1_700_000_005),
        admin: fc.boolean(),
      },
      { requiredKeys: [] },
    )
    fc.assert(
      fc.property(some, fc.integer({ min: 10, max: 999 }), fc.nat(1500), (one, lifetime, after) => {
        expect(
          said(library, `${JSON.stringify(one)} | lifetime=${lifetime} after=${after}`, solution),
        ).not.toMatch(/Wrong/u)
      }),
      { numRuns: 100 },
    )
  })
})
