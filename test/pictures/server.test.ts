import { createHash, randomBytes } from 'node:crypto'
import { beforeAll, describe, expect, it, vi } from 'vitest'
import * as bearer from '../../lessons/19-bearer/picture.ts'
import * as cookie from '../../lessons/20-storage/picture.ts'
import * as family from '../../lessons/21-refresh/picture.ts'
import * as login from '../../lessons/18-login/picture.ts'
import * as logout from '../../lessons/22-logout/picture.ts'
import { PICTURE_SECRET, referenceToken } from '../../src/pictures/secret.ts'
import type { Picture } from '../../src/pictures/types.ts'
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

async function said(picture: Picture, functions: Functions = {}, input = picture.defaultInput, cursor = 0) {
  const reports = await allAnswers(picture, input, cursor, { ...solution, ...functions })
  return picture.draw(input, cursor, reports, 58).plain.join('\n')
}

describe('a login', () => {
  const answering = (change: (response: Response, username: string) => Promise<Response> | Response) => ({
    login: async (request: Request, context: object) => {
      const { username } = (await request.clone().json()) as { username: string }
      return change(
        await (solution.login as (...args: unknown[]) => Promise<Response>)(request, context),
        username,
      )
    },
  })

  it('says which password is right', async () => {
    expect(await said(login)).toContain('Message 2, server to browser: 200, an access token.')
    expect(await said(login, {}, 'username=alice password=x')).toContain('Message 2, server to browser: 401.')
    expect(await said(login, {}, 'username=constructor password=x')).toContain('Right: ')
    expect(await said(login, {}, 'username=alice')).toContain('can not be read')
  })

  it('has the token whole in its sentences, and short in its rows', async () => {
    const reports = await allAnswers(login, login.defaultInput, 1, solution)
    const drawing = login.draw(login.defaultInput, 1, reports, 58)
    const token = /"access_token":"([\w-]+\.[\w-]+\.[\w-]+)"/.exec(drawing.plain.join('\n'))?.[1] ?? ''
    expect(token.length).toBeGreaterThan(100)
    const rows = drawing.rows
      .map(row =>
        row
          .map(span => span.text)
          .join('')
          .trim(),
      )
      .join('')
    expect(rows).not.toContain(token)
    expect(rows).toContain(`${token.slice(0, 12)}...${token.slice(-4)}`)
  })

  it.each<[string, (response: Response, username: string) => Response | Promise<Response>]>([
    [
      'an unknown user gets another answer',
      (response, username) =>
        username === 'mallory' ? Response.json({ error: 'who?' }, { status: 401 }) : response,
    ],
    [
      'the status is 404; right is 401',
      (response, username) => (username === 'mallory' ? new Response('', { status: 404 }) : response),
    ],
    ['may be cached', async response => Response.json(await response.json(), { status: response.status })],
    ['the body has no access_token', response => (response.status === 200 ? Response.json({}) : response)],
    [
      'the API would refuse this token',
      response =>
        response.status === 200
          ? Response.json(
              { access_token: 'a.b.c', token_type: 'bearer', expires_in: 900 },
              { headers: { 'cache-control': 'no-store' } },
            )
          : response,
    ],
  ])('finds: %s', async (reason, change) => {
    const text = await said(login, answering(change))
    expect(text).toMatch(/^Wrong: message \d: /mu)
    expect(text).toContain(reason)
  })
})

describe('a request with a token', () => {
  const [, token = ''] = bearer.defaultInput.split(' ')
  const refused =
    (error: string, status = 401) =>
    () =>
      new Response('', { status, headers: { 'www-authenticate': error } })

  it.each([
    [`bearer  ${token}`, 'let in'],
    [`Bearer ${token.slice(0, -2)}`, '401 invalid_token'],
    [`Bearer ${token} ${token}`, '401 invalid_token'],
    [token, '401 without an error code'],
    ['Bearer', '401 invalid_token'],
  ])('agrees with the solution about %s', async (input, answer) => {
    const text = await said(bearer, {}, input)
    expect(text).toContain(`Message 2, API to client: ${answer}.`)
    expect(text).toContain('Right: ')
  })

  it.each<[string, Functions]>([
    ['it must return the claims of this token', { authenticate: refused('Bearer') }],
    ['nobody may be let in', { authenticate: () => ({ sub: 'alice' }) }],
    ['it must return the claims of this token', { authenticate: () => ({ sub: 'alice' }) }],
  ])('finds: %s', async (reason, functions) => {
    expect(
      await said(bearer, functions, reason.startsWith('nobody') ? 'Bearer x' : bearer.defaultInput),
    ).toContain(reason)
  })

  it.each([
    ['Bearer error=x', 'Bearer abc', 'the answer is 401 x; right is 401 invalid_token'],
    ['Basic', 'Bearer abc', 'WWW-Authenticate has not one Bearer challenge'],
    [
      'Bearer error="invalid_token"',
      'Basic abc',
      'the answer is 401 invalid_token; right is 401 without an error code',
    ],
  ])('finds the challenge %s', async (challenge, input, reason) => {
    expect(await said(bearer, { authenticate: refused(challenge) }, input)).toContain(
      `Wrong: message 2: ${reason}`,
    )
  })

  it('takes a bad request for two tokens', async () => {
    const functions = {
      authenticate: (request: Request, context: object) =>
        request.headers.get('authorization')?.includes(' a ')
          ? refused('Bearer error="invalid_request"', 400)()
          : (solution.authenticate as (...args: unknown[]) => unknown)(request, context),
    }
    expect(await said(bearer, functions as never, 'Bearer a a')).toContain('Right: ')
  })

  it('the token of the picture is one of its secret', () => {
    const payload = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString())
    expect(referenceToken({ alg: 'HS256', typ: 'JWT' }, payload, PICTURE_SECRET)).toBe(token)
  })
})

describe('a cookie', () => {
  const changed = (from: string, to: string) => ({
    sessionCookie: (token: string, lifetime: number) =>
      (solution.sessionCookie as (...args: unknown[]) => string)(token, lifetime).replace(from, to),
  })
  it.each<[string, Functions]>([
    ['HttpOnly belongs there once; yours is missing', changed('; HttpOnly', '')],
    ['SameSite=Lax belongs there once; yours is None', changed('Lax', 'None')],
    ['Max-Age=604800 belongs there once; yours is 604800000', changed('604800', '604800000')],
    ['has no Domain', changed('; Secure', '; Secure; Domain=app.example')],
    ['the name must be __Host-session', changed('__Host-', '')],
    ['the name of the header', changed('__Host-', 'Set-Cookie: __Host-')],
    ['readSessionCookie returned nothing', { readSessionCookie: () => undefined }],
    [
      'right is undefined',
      {
        readSessionCookie: (request: Request) =>
          /(?:^|; )__Host-session=([^;]*)/u.exec(request.headers.get('cookie') ?? '')?.[1],
      },
    ],
    [
      'readSessionCookie returned the string "evil"',
      {
        readSessionCookie: (request: Request) =>
          /__Host-session=([^;]*)/u.exec(request.headers.get('cookie') ?? '')?.[1],
      },
    ],
    [
      'isCrossSiteWrite returned false for a POST of another subdomain; right is true',
      { isCrossSiteWrite: (request: Request) => request.headers.get('sec-fetch-site') === 'cross-site' },
    ],
  ])('finds: %s', async (reason, functions) => {
    const text = await said(cookie, functions)
    expect(text).toContain('Wrong: ')
    expect(text).toContain(reason)
  })

  it('takes Strict, another case and another order as right', async () => {
    const sessionCookie = (token: string, lifetime: number) =>
      `__Host-session=${token};path=/;httponly;SECURE;samesite=STRICT;max-age=${lifetime}`
    expect(await said(cookie, { sessionCookie: sessionCookie as never })).toContain('Right: ')
  })
})

describe('a family', () => {
  const hash = (token: string) => createHash('sha256').update(token).digest('hex')
  class Careless {
    tokens = new Map<string, string>()
    issue(userId: string): string {
      const token = randomBytes(16).toString('hex')
      this.tokens.set(hash(token), userId)
      return token
    }
    rotate(token: string): { userId: string; token: string } {
      const userId = this.tokens.get(hash(token))
      if (userId === undefined) throw new Error('invalid_grant')
      return { userId, token: this.issue(userId) }
    }
  }
  class Once extends Careless {
    override rotate(token: string) {
      const next = super.rotate(token)
      this.tokens.delete(hash(token))
      return next
    }
  }

  it('finds a token that is good twice', async () => {
    expect(await said(family, { RefreshTokens: Careless as never })).toContain(
      'Wrong: message 8: rotate returned',
    )
  })
  it('finds a family that goes on after reuse', async () => {
    expect(await said(family, { RefreshTokens: Once as never })).toContain(
      'Wrong: message 10: rotate returned',
    )
  })
  it('takes an Error of any class as a refusal, but not one of a method that is to be written', async () => {
    const refusing = (name: string) => {
      class Refusing extends Careless {
        override rotate(): never {
          throw Object.assign(new TypeError('no'), { name })
        }
      }
      return { RefreshTokens: Refusing as never }
    }
    expect(await said(family, refusing('TypeError'), 'R2')).toContain('Right: ')
    expect(await said(family, refusing('NotImplementedError'), 'R2')).toContain(
      'Wrong: message 4: rotate is not written yet',
    )
  })
  it('finds a class that can not be made, and a method that is not there', async () => {
    expect(await said(family, { RefreshTokens: (() => 1) as never })).toContain(
      'Wrong: message 2: new RefreshTokens threw',
    )
    expect(await said(family, { RefreshTokens: class {} as never })).toContain('Wrong: message 2: issue')
  })
  it.each([
    ['R3 R1 R2 R1', 10, 'R1 was used before, so its family is over now'],
    ['R1 R1 R2', 8, 'its family is over, since an old token came back'],
    ['R1 +3600 R2', 6, 'the family has lived its hour'],
    ['R2', 4, 'it was never issued'],
  ])('says of %s why the last one is refused', async (input, last, reason) => {
    const text = await said(family, {}, input, 99)
    expect(text).toContain(`Message ${last} of ${last}, in full:`)
    expect(text).toContain(reason)
    expect(text).toContain('Right: ')
  })
  it.each(['', 'R', 'X1', '+60', 'R1 '.repeat(13)])('says what is wrong with %j', async input => {
    expect(await said(family, {}, input)).toContain('can not be read')
  })
})

describe('a time line of log-outs', () => {
  class Changed {
    inner = new (
      solution.Revocations as never as new (
        options: object,
      ) => Record<string, (...args: unknown[]) => unknown>
    )({ lifetime: 900 })
    get size() {
      return this.inner.size
    }
    revoke(claims: object) {
      this.inner.revoke?.(claims)
    }
    revokeUser(user: string, now: number) {
      this.inner.revokeUser?.(user, now)
    }
    isRevoked(claims: object, now: number) {
      return this.inner.isRevoked?.(claims, now)
    }
  }
  it('finds a cut-off that lets its own second in', async () => {
    class Late extends Changed {
      override revokeUser(user: string, now: number) {
        super.revokeUser(user, now + 1)
      }
    }
    expect(await said(logout, { Revocations: Late as never })).toContain(
      'Wrong: isRevoked returned true for C at 601; right is false.',
    )
  })
  it('finds a user whose tokens stay good', async () => {
    class Kept extends Changed {
      override revokeUser() {}
    }
    expect(await said(logout, { Revocations: Kept as never })).toContain(
      'Wrong: isRevoked returned false for B at 600; right is true.',
    )
  })
  it('does not say that a method threw when there is no object to ask', async () => {
    class Unwritten {
      constructor() {
        throw Object.assign(new Error('Revocations is not implemented yet'), { name: 'NotImplementedError' })
      }
    }
    const text = await said(logout, { Revocations: Unwritten as never })
    expect(text).toContain('Revocations is not written yet')
    expect(text).toContain('isRevoked could not be called: the object was not made')
    expect(text).not.toContain('threw')
  })
  it('takes whatever revoke returns, but a promise', async () => {
    class Chained extends Changed {
      override revoke(claims: object) {
        super.revoke(claims)
        return new Map() as never
      }
    }
    expect(await said(logout, { Revocations: Chained as never })).toContain('Right: ')
  })
  it.each(['', 'exp=1', 'exp=900 revoke=901', 'exp=900 logout=x', 'exp=9e9'])(
    'says what is wrong with %j',
    async input => {
      expect(await said(logout, {}, input)).toContain('can not be read')
    },
  )
  it.each(['exp=900', 'exp=2 revoke=2 logout=2', 'exp=60 logout=59', 'exp=9999 revoke=5'])(
    'draws %s',
    async input => {
      expect(await said(logout, {}, input)).toContain('Right: ')
    },
  )
})
