import fc from 'fast-check'
import { beforeAll, describe, expect, it, vi } from 'vitest'
import * as picture from '../../lessons/23-capstone/picture.ts'
import { ACTIONS } from '../../lessons/23-capstone/story.ts'
import { allAnswers, type Functions, solutionFunctions } from './answers.ts'

// As in the sandbox.
vi.mock('node:crypto', async importOriginal => {
  const original = await importOriginal<typeof import('node:crypto')>()
  const { scryptForTests } = await import('./scrypt.ts')
  return { ...original, default: { ...original, scrypt: scryptForTests }, scrypt: scryptForTests }
})

let solution: Functions
beforeAll(async () => {
  solution = await solutionFunctions()
})

async function said(functions: Functions = {}, input = picture.defaultInput, cursor = 0) {
  const reports = await allAnswers(picture, input, cursor, { ...solution, ...functions })
  return picture.draw(input, cursor, reports, 58).plain.join('\n')
}

type App = (request: Request) => Promise<Response>
/** The app of the solution, with other answers. */
const answering = (change: (request: Request, app: App) => unknown): Functions => ({
  createApp: (options: object) => {
    const app = (solution.createApp as unknown as (options: object) => App)(options)
    return (request: Request) => change(request, app)
  },
})
const isAt = (request: Request, path: string) => new URL(request.url).pathname === path

describe('a story', () => {
  it('has the answers that everybody should see', async () => {
    const text = await said()
    const statuses = [...text.matchAll(/Message \d+, server to [\w, ]+?: (\d+)/gu)].map(match =>
      Number(match[1]),
    )
    expect(statuses).toEqual([200, 200, 401, 200, 401, 401, 200, 204, 401, 200, 401])
  })

  it('agrees with the solution, whatever happens', async () => {
    const words = Object.keys(ACTIONS).filter(word => word !== 'replay')
    const word = fc.oneof(fc.constantFrom(...words), fc.constantFrom('+1', '+60', '+900', '+7200'))
    await fc.assert(
      fc.asyncProperty(fc.array(word, { minLength: 1, maxLength: 14 }), async all => {
        const input = `login ${all.join(' ')} token replay`
        if (input.split(' ').filter(one => !one.startsWith('+')).length <= 16)
          expect(await said({}, input)).toMatch(/^Right: /mu)
      }),
      { numRuns: 150 },
    )
  })

  it.each<[string, Parameters<typeof answering>[0]]>([
    [
      'message 6: the status is 200; right is 401: the access token has expired',
      (request, app) => (isAt(request, '/api/me') ? Response.json({ sub: 'alice' }) : app(request)),
    ],
    [
      'message 4: sub is not alice',
      (request, app) => (isAt(request, '/api/me') ? Response.json({}) : app(request)),
    ],
    [
      'message 2: there is no session cookie',
      async (request, app) => {
        const answer = await app(request)
        return Response.json(await answer.json(), { status: answer.status })
      },
    ],
    [
      'message 16: the session cookie is not deleted',
      (request, app) => (isAt(request, '/logout-all') ? new Response(null, { status: 204 }) : app(request)),
    ],
    ['message 2: your app returned nothing; it must return a Response', () => undefined],
    [
      'message 2: your app threw Error: no',
      () => {
        throw new Error('no')
      },
    ],
    [
      'message 22: the status is 500; right is 401 or 400: an assertion is good once',
      (request, app) =>
        app(request).then(answer =>
          isAt(request, '/token') && answer.status !== 200 ? new Response(null, { status: 500 }) : answer,
        ),
    ],
  ])('finds: %s', async (reason, change) => {
    expect(await said(answering(change))).toContain(`Wrong: ${reason}`)
  })

  it('finds an app that is no function', async () => {
    expect(await said({ createApp: () => ({}) })).toContain('Wrong: message 2: your app threw TypeError')
  })

  it('finds a write of another site that is let in', async () => {
    const functions = answering((request, app) => {
      request.headers.delete('sec-fetch-site')
      request.headers.delete('origin')
      return app(request)
    })
    expect(await said(functions, 'login cross')).toContain(
      'Wrong: message 4: the status is 204; right is 403',
    )
  })

  it('moves the clock', async () => {
    expect(await said({}, 'login +899 call', 3)).toContain('Right is 200: the access token is good.')
    expect(await said({}, 'login +900 call', 3)).toContain('Right is 401: the access token has expired.')
    expect(await said({}, 'login thief refresh', 5)).toContain(
      'Right is 401: this token was used before, so its family is over.',
    )
    expect(await said({}, 'login +7200 refresh', 3)).toContain(
      'Right is 401: the family of this token is over.',
    )
  })

  it.each(['', '+9', 'logn', 'login replay', 'login '.repeat(17), 'constructor'])(
    'says what is wrong with %j',
    async input => {
      expect(await said({}, input)).toContain('can not be read')
    },
  )
})
