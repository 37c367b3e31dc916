/** A story that somebody typed, word by word: which requests it makes with the learner's own tokens, and what is right. */
import {
  type CallReport,
  headerValues,
  OTHER_RSA_KEY,
  publicPart,
  responseOf,
  RSA_KEY,
  rs256Token,
  type WebAnswer,
  WebRequest,
} from '../../src/pictures/index.ts'
import { RefreshTokens } from '../../solutions/server/refresh.ts'
import { Revocations } from '../../solutions/server/revocation.ts'

export const ISSUER = 'https://auth.example'
export const AUDIENCE = 'https://api.example'
export const ORIGIN = 'https://app.example'
export const USER = 'alice'
export const PASSWORD = 'wonderland'
export const START = 1_700_000_000
export const ACCESS_LIFE = 900
export const REFRESH_LIFE = 7200
export const SIGNING_KEY = { ...OTHER_RSA_KEY, kid: 'auth-1' }
const CLIENT = 'reports'
const CLIENT_KID = 'reports-1'
export const CLIENTS = { [CLIENT]: { keys: [{ ...publicPart(RSA_KEY), kid: CLIENT_KID }] } }

/** What happens in a story, and how it is explained. */
export const ACTIONS = {
  login: 'alice logs in',
  guess: 'somebody guesses a password',
  call: 'the page calls the API with its access token',
  refresh: 'the page exchanges its refresh token',
  thief: 'a thief exchanges the refresh token that the page had before',
  logout: 'alice logs out',
  'logout-all': 'alice logs out everywhere',
  cross: 'a page of another site tries to log alice out',
  token: 'a client gets a token for an assertion',
  replay: 'somebody sends the assertion again',
} as const
export type Action = keyof typeof ACTIONS
export type Scene = { action: Action; at: number }

const MOST = 16

/** The scenes of a story: words, and `+900` for the time that passes. A sentence when it can't be read. */
export function parseStory(input: string): Scene[] | string {
  const scenes: Scene[] = []
  let at = 0
  for (const word of input.split(/\s+/).filter(part => part !== '')) {
    const seconds = /^\+(\d{1,5})$/.exec(word)?.[1]
    if (seconds !== undefined) at += Number(seconds)
    else if (!Object.hasOwn(ACTIONS, word))
      return `there is no such word as ${JSON.stringify(word.slice(0, 20))}; there are ${Object.keys(ACTIONS).join(', ')} and +seconds`
    else scenes.push({ action: word as Action, at })
    if (word === 'replay' && !scenes.some(({ action }) => action === 'token'))
      return 'replay comes after token'
  }
  if (scenes.length === 0) return 'a story begins with a word, such as login'
  return scenes.length > MOST ? `more than ${MOST} words` : scenes
}

/** A request of the story, and the answer that is right for it. */
export type Step = Scene & { request: WebRequest; right: Right }
export type Right = {
  /** The statuses that are right; the first is that of the solution. */
  statuses: readonly number[]
  /** What the answer must bring along. */
  brings: 'session' | 'sub' | 'access-token' | 'deleted-cookie' | 'challenge' | 'nothing'
  why: string
}

/** What the browser has of the server under test, and what it would have of a right one. */
type Held<T> = { yours: string | null; right: T | null }
type Claims = { jti: string; sub: string; iat: number; exp: number }

/**
 * The steps of a story so far: one more than there are answers, or all.
 * @param answers what came of the requests
 */
export function stepsOf(scenes: readonly Scene[], answers: readonly CallReport[]): Step[] {
  const teller = new Teller()
  const steps: Step[] = []
  for (const [index, scene] of scenes.entries()) {
    if (index > answers.length) break
    const step = { ...scene, ...teller.tell(scene) }
    steps.push(step)
    teller.hear(scene, responseOf(answers[index]))
  }
  return steps
}

/** Goes along with a story: our refresh tokens and revocations say what is right. */
class Teller {
  readonly #tokens = new RefreshTokens({ lifetime: REFRESH_LIFE })
  readonly #revocations = new Revocations({ lifetime: ACCESS_LIFE })
  #access: Held<Claims> = { yours: null, right: null }
  #cookie: Held<string> = { yours: null, right: null }
  #before: Held<string> = { yours: null, right: null }
  /** The token that is good, whoever has it. */
  #newest = ''
  #assertion = ''
  #count = 0

  /** The request of a scene, and what is right. */
  tell({ action, at }: Scene): { request: WebRequest; right: Right } {
    const now = START + at
    switch (action) {
      case 'login':
        return {
          request: login(PASSWORD),
          right: this.#session(this.#tokens.issue(USER, now), now, 'the password is right'),
        }
      case 'guess':
        return { request: login('letmein'), right: refusal('the password is another one') }
      case 'call':
        return { request: request('GET', '/api/me', this.#bearer()), right: this.#mayCall(now) }
      case 'refresh':
        return this.#exchange(this.#cookie, now, 'page')
      case 'thief':
        return this.#exchange(this.#before.right === null ? this.#cookie : this.#before, now, 'thief')
      case 'logout':
        return this.#logOut(now)
      case 'logout-all':
        return this.#logOutEverywhere(now)
      case 'cross':
        return {
          request: request('POST', '/logout-all', [
            ['sec-fetch-site', 'cross-site'],
            ['origin', 'https://evil.example'],
            ...this.#bearer(),
          ]),
          right: { statuses: [403], brings: 'nothing', why: 'a page of another site may change nothing' },
        }
      case 'token':
        this.#assertion = assertionOf(now, ++this.#count)
        return {
          request: tokenRequest(this.#assertion),
          right: { statuses: [200], brings: 'access-token', why: 'the client proved who it is' },
        }
      case 'replay':
        return {
          request: tokenRequest(this.#assertion),
          right: { statuses: [401, 400], brings: 'nothing', why: 'an assertion is good once' },
        }
    }
  }

  /** What the browser keeps of an answer. */
  hear({ action }: Scene, answer: WebAnswer | null): void {
    if (action === 'login' || action === 'refresh') {
      const token = answer?.json?.access_token
      if (typeof token === 'string') this.#access.yours = token
      const cookie = answer === null ? undefined : sessionIn(answer)
      if (cookie !== undefined && cookie !== '') {
        this.#before.yours = action === 'refresh' ? this.#cookie.yours : null
        this.#cookie.yours = cookie
      }
    }
    if ((action === 'logout' || action === 'logout-all') && answer?.status === 204) this.#cookie.yours = null
  }

  #bearer(): [string, string][] {
    return this.#access.yours === null ? [] : [['authorization', `Bearer ${this.#access.yours}`]]
  }

  /** A new session of the browser. */
  #session(token: string, now: number, why: string): Right {
    this.#before = { yours: this.#before.yours, right: null }
    this.#newest = token
    this.#cookie = { yours: this.#cookie.yours, right: token }
    this.#access = {
      yours: this.#access.yours,
      right: { jti: `${++this.#count}`, sub: USER, iat: now, exp: now + ACCESS_LIFE },
    }
    return { statuses: [200], brings: 'session', why }
  }

  #whyOut(now: number): string | null {
    const claims = this.#access.right
    if (claims === null) return 'there is no access token'
    if (now >= claims.exp) return 'the access token has expired'
    return this.#revocations.isRevoked(claims, now) ? 'the access token was revoked' : null
  }

  #mayCall(now: number): Right {
    const why = this.#whyOut(now)
    return why === null
      ? { statuses: [200], brings: 'sub', why: 'the access token is good' }
      : { statuses: [401], brings: 'challenge', why }
  }

  #exchange(held: Held<string>, now: number, who: 'page' | 'thief'): { request: WebRequest; right: Right } {
    const sent = request('POST', '/refresh', [...own(who), ...cookieOf(held.yours)])
    if (held.right === null) return { request: sent, right: refusal('there is no refresh token') }
    try {
      const { token } = this.#tokens.rotate(held.right, now)
      this.#newest = token
      if (who === 'thief')
        return {
          request: sent,
          right: { statuses: [200], brings: 'session', why: 'nobody can tell that this is a thief' },
        }
      const before = held.right
      const right = this.#session(token, now, 'it is the newest token of its family')
      this.#before.right = before
      return { request: sent, right }
    } catch {
      const why =
        held.right === this.#newest
          ? 'the family of this token is over'
          : 'this token was used before, so its family is over'
      return { request: sent, right: refusal(why) }
    }
  }

  #logOut(now: number): { request: WebRequest; right: Right } {
    const sent = request('POST', '/logout', [
      ...own('page'),
      ...this.#bearer(),
      ...cookieOf(this.#cookie.yours),
    ])
    if (this.#access.right !== null && this.#whyOut(now) === null)
      this.#revocations.revoke(this.#access.right)
    try {
      if (this.#cookie.right !== null) this.#tokens.rotate(this.#cookie.right, now)
    } catch {
      // It was over before.
    }
    this.#cookie.right = null
    return {
      request: sent,
      right: { statuses: [204], brings: 'deleted-cookie', why: 'who logs out is logged out' },
    }
  }

  #logOutEverywhere(now: number): { request: WebRequest; right: Right } {
    const sent = request('POST', '/logout-all', [
      ...own('page'),
      ...this.#bearer(),
      ...cookieOf(this.#cookie.yours),
    ])
    const why = this.#whyOut(now)
    if (why !== null) return { request: sent, right: { statuses: [401], brings: 'challenge', why } }
    this.#tokens.revokeAll(USER)
    this.#revocations.revokeUser(USER, now)
    this.#cookie.right = null
    return {
      request: sent,
      right: { statuses: [204], brings: 'deleted-cookie', why: 'the access token is good' },
    }
  }
}

const refusal = (why: string): Right => ({ statuses: [401], brings: 'nothing', why })

const own = (who: 'page' | 'thief'): [string, string][] =>
  who === 'page' ? [['sec-fetch-site', 'same-origin']] : []
const cookieOf = (token: string | null): [string, string][] =>
  token === null ? [] : [['cookie', `__Host-session=${token}`]]

/** A header can't have every string that a learner may return as a token. */
const request = (method: string, path: string, headers: [string, string][], body?: string): WebRequest =>
  new WebRequest(
    method,
    `${ORIGIN}${path}`,
    headers.filter(([, value]) => /^[\x20-\x7e]*$/.test(value)),
    body === undefined ? null : new TextEncoder().encode(body),
  )

const login = (password: string): WebRequest =>
  request(
    'POST',
    '/login',
    [['content-type', 'application/json'], ...own('page')],
    JSON.stringify({ username: USER, password }),
  )

const tokenRequest = (assertion: string): WebRequest =>
  request(
    'POST',
    '/token',
    [['content-type', 'application/x-www-form-urlencoded']],
    new URLSearchParams({
      grant_type: 'client_credentials',
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: assertion,
    }).toString(),
  )

const assertionOf = (now: number, count: number): string =>
  rs256Token(
    { alg: 'RS256', typ: 'client-authentication+jwt', kid: CLIENT_KID },
    { iss: CLIENT, sub: CLIENT, aud: ISSUER, iat: now, exp: now + 60, jti: `picture-${count}` },
    RSA_KEY,
  )

/** The value of the session cookie that an answer sets. */
export function sessionIn(answer: WebAnswer): string | undefined {
  return headerValues(answer, 'set-cookie').flatMap(
    value => /^__Host-session=([^;]*)/.exec(value)?.[1] ?? [],
  )[0]
}
