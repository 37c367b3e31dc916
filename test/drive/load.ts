/** Many requests of all kinds, some at once, while time goes on: statuses, and what the server holds before and after. */
import { bearer, login, me, post, send, type Session, sessionOf, token } from './requests.ts'
import { REFRESH_LIFETIME, type Target, USER } from './target.ts'

const IN_A_ROUND = 50
const SECONDS_A_ROUND = 400
/** A login is scrypt, which takes as long as hundreds of other requests. */
const ROUNDS_A_LOGIN = 5
/** After so many a family is forgotten for each that begins. */
const ROUNDS_TO_LEVEL = Math.ceil(REFRESH_LIFETIME / SECONDS_A_ROUND) + 2

export type Load = {
  requests: number
  /** How many answers had each status. */
  statuses: Record<number, number>
  unexpected: string[]
  /** Bytes on the heap. */
  before: number
  after: number
  seconds: number
}

/**
 * Sends them. What comes first, until as much is forgotten as is remembered, is not counted.
 * @param requests how many are counted
 */
export async function drive(target: Target, requests: number): Promise<Load> {
  let session = sessionOf(await login(target))
  const unexpected: string[] = []
  let statuses: Record<number, number> = {}
  let index = 0
  const round = async (): Promise<void> => {
    await target.wait(SECONDS_A_ROUND)
    const isLogin = index++ % ROUNDS_A_LOGIN === 0
    session = await oneRound(target, session, isLogin, (what, status, right) => {
      statuses[status] = (statuses[status] ?? 0) + 1
      if (status !== right) unexpected.push(`${what}: ${status}, and right is ${right}`)
    })
  }
  while (index < ROUNDS_TO_LEVEL) await round()
  statuses = {}
  const before = await target.memory()
  const start = performance.now()
  for (let sent = 0; sent < requests; sent += IN_A_ROUND) await round()
  const seconds = (performance.now() - start) / 1000
  return { requests, statuses, unexpected, before, after: await target.memory(), seconds }
}

const UNKNOWN = `__Host-session=${'A'.repeat(43)}`

type Tell = (what: string, status: number, right: number) => void

/** 50 requests, most of them at once; the session goes on in the next round. */
async function oneRound(
  target: Target,
  { access, cookie }: Session,
  isLogin: boolean,
  tell: Tell,
): Promise<Session> {
  const json = { 'content-type': 'application/json' }
  let other: Session | null = null
  if (isLogin) {
    const loggedIn = await login(target)
    tell('a login', loggedIn.status, 200)
    other = sessionOf(loggedIn)
  }
  const kinds: [what: string, count: number, right: number, ask: () => Promise<{ status: number }>][] = [
    ['a good access token', 11, 200, () => me(target, other?.access ?? access)],
    ['an access token that has not expired', 1, 200, () => me(target, access)],
    ['no token', 6, 401, () => send(target, 'GET', '/api/me')],
    ['a malformed token', 6, 401, () => me(target, `${access.slice(0, -9)}x`)],
    ['the key set', isLogin ? 4 : 6, 200, () => send(target, 'GET', '/.well-known/jwks.json')],
    ['an assertion', 4, 200, () => token(target, target.assertion())],
    ['an unknown refresh token', 4, 401, () => post(target, '/refresh', { cookie: UNKNOWN })],
    ['a log-out without credentials', 3, 204, () => post(target, '/logout')],
    [
      'a log-out of another site',
      3,
      403,
      () => post(target, '/logout', { cookie, 'sec-fetch-site': 'cross-site' }),
    ],
    ['a body that is too long', 3, 413, () => send(target, 'POST', '/login', json, 'x'.repeat(9_000))],
    ['a path that is not there', 1, 404, () => send(target, 'GET', '/nothing')],
    ['a method that is not there', 1, 405, () => send(target, 'PUT', '/login')],
  ]
  const refreshing = post(target, '/refresh', { cookie })
  await Promise.all(
    kinds.flatMap(([what, count, right, ask]) =>
      Array.from({ length: count }, async () => tell(what, (await ask()).status, right)),
    ),
  )
  const refreshed = await refreshing
  tell('a refresh', refreshed.status, 200)
  if (other !== null) {
    const out = await post(target, '/logout', { cookie: other.cookie, ...bearer(other.access) })
    tell('a log-out', out.status, 204)
  }
  // A new family before this one is over.
  return refreshed.status === 200 && target.now() % (REFRESH_LIFETIME / 2) >= SECONDS_A_ROUND
    ? sessionOf(refreshed)
    : sessionOf(await login(target, USER))
}
