import { beforeAll, describe, expect, it } from 'vitest'
import * as picture from '../../lessons/17-client-assertion/picture.ts'
import { RSA_KEY, rs256Token } from '../../src/pictures/keys.ts'
import { allAnswers, type Functions, solutionFunctions } from './answers.ts'

let solution: Functions
beforeAll(async () => {
  solution = await solutionFunctions()
})

async function said(functions: Functions = {}, input = picture.defaultInput, cursor = 0) {
  const reports = await allAnswers(picture, input, cursor, { ...solution, ...functions })
  return picture.draw(input, cursor, reports, 58).plain.join('\n')
}

type Options = { clientId: string; issuer: string; now: number }
/** A createAssertion whose claims and header are changed. */
const asserting = (claims: object, header: object = {}): Functions => ({
  createAssertion: ({ clientId, issuer, now }: Options) =>
    rs256Token(
      { alg: 'RS256', typ: 'client-authentication+jwt', kid: 'reports-1', ...header },
      { iss: clientId, sub: clientId, aud: issuer, iat: now, exp: now + 60, jti: `${now}`, ...claims },
      RSA_KEY,
    ),
})

/** A TokenEndpoint that is the solution's but for `exchange`. */
function exchanging(change: (right: () => object) => unknown): Functions {
  type Endpoint = { exchange: (form: Record<string, string>, now: number) => object }
  const Right = solution.TokenEndpoint as unknown as new (options: object) => Endpoint
  class Changed {
    readonly #right: Endpoint
    constructor(options: object) {
      this.#right = new Right(options)
    }
    exchange(form: Record<string, string>, now: number) {
      return change(() => this.#right.exchange(form, now))
    }
  }
  return { TokenEndpoint: Changed as never }
}

describe('a client assertion', () => {
  it('refuses a replay last, and says so', async () => {
    const text = await said({}, picture.defaultInput, 5)
    expect(text).toContain('Message 5, attacker to token endpoint: assertion 1 again.')
    expect(text).toContain("exchange threw JwtError 'claim-mismatch'")
    expect(text).toContain('Right: ')
  })

  it.each([
    ['issuer=https://evil.example', ['refused', 'refused', 'refused']],
    ['issuer=https://auth.example wait=301', ['refused', 'an access token', 'refused']],
    ['issuer=https://auth.example key=other', ['refused', 'refused', 'refused']],
  ])('agrees with the solution about %s', async (input, answers) => {
    const text = await said({}, input)
    const given = [...text.matchAll(/Message \d, token endpoint to \w+: ([\w ]+)\./gu)].map(match => match[1])
    expect(given).toEqual(answers)
    expect(text).toContain('Right: ')
  })

  it.each<[string, object, object]>([
    [
      'aud is ["https://auth.example"]; right is "https://auth.example"',
      { aud: ['https://auth.example'] },
      {},
    ],
    ['exp is 1700000900; right is at most 300 seconds after iat', { exp: 1_700_000_900 }, {}],
    ['jti must be', { jti: undefined }, {}],
    ['typ is not client-authentication+jwt', {}, { typ: 'JWT' }],
    ['the kid is not', {}, { kid: 'x' }],
    ['sub is "x"', { sub: 'x' }, {}],
  ])('finds of an assertion: %s', async (reason, claims, header) => {
    expect(await said(asserting(claims, header))).toContain(`Wrong: message 1: ${reason}`)
  })

  it.each<[string, Parameters<typeof exchanging>[0]]>([
    ['message 2: exchange returned null; this assertion must get a token', () => null],
    ['message 2: token_type must be Bearer', right => ({ ...right(), token_type: 'bearer' })],
    ['message 2: the public key of the server refuses', right => ({ ...right(), access_token: 'a.b.c' })],
    ['message 2: access_token is not a string', right => ({ ...right(), access_token: 1 })],
  ])('finds of an answer: %s', async (reason, change) => {
    expect(await said(exchanging(change))).toContain(`Wrong: ${reason}`)
  })

  it('finds a replay that gets a token', async () => {
    let last = {}
    const functions = exchanging(right => {
      try {
        last = right()
      } catch {
        // It was used before.
      }
      return last
    })
    expect(await said(functions)).toContain(
      'Wrong: message 6: exchange gave an access token; this assertion must be refused.',
    )
  })

  it.each(['', 'issuer=', 'wait=1', 'issuer=x wait=-1', 'issuer=x key=mine'])(
    'says what is wrong with %j',
    async input => {
      expect(await said({}, input)).toContain('can not be read')
    },
  )
})
