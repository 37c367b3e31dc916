/** Refresh, log-out, log-out everywhere, and who may make a browser ask for them. */
import type { CallResult, Sent, StepApi } from '../../../src/grader/kit/index.ts'
import { expectAccessToken, expectCookie, expectOtherMethodsRefused } from './login.ts'
import {
  bearer,
  cookie,
  cookieValue,
  expectAlive,
  expectIn,
  expectNoStore,
  expectOut,
  expectOver,
  expectStatus,
  json,
  login,
  NOW,
  ORIGIN,
  PASSWORDS,
  REFRESH_LIFETIME,
  sessionIn,
  withApp,
} from './world.ts'

export function sessionTests({ test }: StepApi): void {
  test('a refresh gives the next of both', learner =>
    withApp(learner, async world => {
      const { served } = world
      for (const userId of ['ada', 'bob']) {
        const first = await login(learner, world, userId)
        served.given.now = NOW + 1_000
        const second = await expectAlive(learner, world, first, 'refresh-refused')
        await expectAccessToken(learner, world, second, NOW + 1_000)
        expectNoStore(learner, second.result)
        expectCookie(learner, second.result, REFRESH_LIFETIME)
        await expectIn(learner, world, second, 'it is from a refresh')
        served.given.now = NOW + 2_000
        const isSame = second.refresh === first.refresh
        await expectAlive(learner, world, second, isSame ? 'same-cookie' : 'refresh-refused')
        served.given.now = NOW
      }
    }))
  test('each refresh token works once', learner =>
    withApp(learner, async world => {
      const first = await login(learner, world)
      const second = await expectAlive(learner, world, first, 'refresh-refused')
      await expectOver(learner, world, first.refresh, 'the refresh token was used before', 'replay-accepted')
      await expectOver(learner, world, second.refresh, 'an old token of its family came back', 'family-lives')
    }))
  test('and no longer than the login lasts', learner =>
    withApp(learner, async world => {
      const { served } = world
      const first = await login(learner, world)
      served.given.now = NOW + REFRESH_LIFETIME - 1
      const second = await expectAlive(learner, world, first, 'refresh-refused')
      served.given.now = NOW + REFRESH_LIFETIME
      await expectOver(learner, world, second.refresh, 'the login is refreshLifetime ago', 'login-for-ever')
    }))
  test('without a living refresh token there is nothing', learner =>
    withApp(learner, async world => {
      const { served } = world
      const { access, refresh } = await login(learner, world)
      const rows: [string, Sent][] = [
        ['there is no cookie', {}],
        ['there is no cookie, but a Bearer token', { headers: [bearer(access)] }],
        ['the cookie is unknown', { headers: [cookie('unknown')] }],
        ['the cookie is empty', { headers: [cookie('')] }],
        [
          'the cookie has another name',
          { headers: [['cookie', `session=${refresh}; __Host-session2=${refresh}`]] },
        ],
      ]
      const results = await served.sendAll(rows.map(([, sent]) => ['POST', '/refresh', sent]))
      for (const [index, [because]] of rows.entries()) {
        const result = results[index] as CallResult
        const answer = expectStatus(learner, result, 401, because)
        if (answer.valuesOf('set-cookie').length > 0) learner.fail(result, { id: 'refresh-cookie' })
      }
    }))
  test('a log-out ends this session', learner =>
    withApp(learner, async world => {
      const { served } = world
      const [here, there] = [await login(learner, world), await login(learner, world)]
      const out = await served.send('POST', '/logout', {
        headers: [cookie(here.refresh), bearer(here.access)],
      })
      expectStatus(learner, out, 204, 'this is a log-out')
      expectCookie(learner, out, 0)
      const left = cookieValue(learner.responseOf(out).valuesOf('set-cookie')) ?? ''
      await expectOver(learner, world, left, 'its user logged out', 'logout-hands-out')
      await expectOver(learner, world, here.refresh, 'its user logged out', 'logout-refresh')
      await expectOut(learner, world, here.access, 'its user logged out', 'logout-access')
      await expectIn(learner, world, there, 'it is of another session', 'logout-too-much')
      await expectAlive(learner, world, there, 'logout-too-much')
    }))
  test('the whole family of its cookie', learner =>
    withApp(learner, async world => {
      const { served } = world
      const first = await login(learner, world)
      const second = await expectAlive(learner, world, first, 'refresh-refused')
      const third = await expectAlive(learner, world, second, 'refresh-refused')
      const out = await served.send('POST', '/logout', { headers: [cookie(third.refresh)] })
      expectStatus(learner, out, 204, 'this is a log-out with a cookie only')
      await expectOver(learner, world, third.refresh, 'its user logged out', 'logout-refresh')
      const other = await login(learner, world)
      const next = await expectAlive(learner, world, other, 'refresh-refused')
      const old = await served.send('POST', '/logout', { headers: [cookie(other.refresh)] })
      expectStatus(learner, old, 204, 'this is a log-out with a cookie that was used before')
      await expectOver(learner, world, next.refresh, 'its family is over', 'logout-refresh')
    }))
  test('a log-out is never refused', learner =>
    withApp(learner, async world => {
      const { served } = world
      const session = await login(learner, world)
      const rows: [string, Sent][] = [
        ['there is no credential at all', {}],
        ['the cookie is unknown', { headers: [cookie('unknown')] }],
        ['the Bearer token is malformed', { headers: [bearer('abc')] }],
        ['both are wrong', { headers: [cookie('x.y'), bearer('x.y.z')] }],
        ['there is a Bearer token only', { headers: [bearer(session.access)] }],
      ]
      const results = await served.sendAll(rows.map(([, sent]) => ['POST', '/logout', sent]))
      for (const [index, [because]] of rows.entries())
        expectStatus(learner, results[index] as CallResult, 204, because, 'logout-refused')
      await expectOut(learner, world, session.access, 'it was sent to /logout', 'logout-access')
      await expectAlive(learner, world, session, 'logout-too-much')
    }))
  test('log-out everywhere ends all of this user', learner =>
    withApp(learner, async world => {
      const { served } = world
      const [one, two] = [await login(learner, world), await login(learner, world)]
      const bob = await login(learner, world, 'bob')
      const next = await expectAlive(learner, world, two, 'refresh-refused')
      const out = await served.send('POST', '/logout-all', { headers: [bearer(one.access)] })
      expectStatus(learner, out, 204, 'this is a log-out everywhere')
      expectCookie(learner, out, 0)
      for (const access of [one.access, two.access, next.access])
        await expectOut(learner, world, access, 'its user logged out everywhere', 'logout-all-access')
      for (const refresh of [one.refresh, next.refresh])
        await expectOver(learner, world, refresh, 'its user logged out everywhere', 'logout-all-refresh')
      await expectIn(learner, world, bob, 'another user logged out everywhere', 'logout-too-much')
      await expectAlive(learner, world, bob, 'logout-too-much')
      served.given.now = NOW + 1
      const later = await login(learner, world)
      await expectIn(learner, world, later, 'it is of a login after the log-out', 'logout-too-much')
      await expectAlive(learner, world, later, 'logout-too-much')
    }))
  test('whoever else the request names', learner =>
    withApp(learner, async world => {
      const { served } = world
      const [ada, bob] = [await login(learner, world), await login(learner, world, 'bob')]
      const named = { sub: 'bob', user: 'bob', userId: 'bob', username: 'bob' }
      const { headers = [], body = '' } = json(named)
      await served.send('POST', `/logout-all?${new URLSearchParams(named)}`, {
        headers: [...headers, bearer(ada.access)],
        body,
      })
      await expectIn(learner, world, bob, 'ada logged out', 'logout-all-other')
      await expectAlive(learner, world, bob, 'logout-all-other')
    }))
  test('two apps share nothing', learner =>
    withApp(learner, one =>
      withApp(learner, async other => {
        const session = await login(learner, one)
        await expectOver(learner, other, session.refresh, 'it is from another app', 'apps-share')
        const { access } = await login(learner, other)
        const out = await other.served.send('POST', '/logout-all', { headers: [bearer(access)] })
        expectStatus(learner, out, 204, 'this is a log-out everywhere')
        await expectIn(learner, one, session, 'its user logged out of another app', 'apps-share')
        await expectAlive(learner, one, session, 'apps-share')
      }),
    ))
  test('and wants to know who asks', learner =>
    withApp(learner, async world => {
      const { served } = world
      const session = await login(learner, world)
      const rows: [string, Sent][] = [
        ['there is no Bearer token', {}],
        ['there is a cookie only', { headers: [cookie(session.refresh)] }],
        ['the token is malformed', { headers: [bearer('a.b.c')] }],
      ]
      const results = await served.sendAll(rows.map(([, sent]) => ['POST', '/logout-all', sent]))
      for (const [index, [because]] of rows.entries()) {
        const answer = expectStatus(learner, results[index] as CallResult, 401, because)
        const challenge = answer.valuesOf('www-authenticate').join(', ')
        const isRight = /^bearer\b/i.test(challenge) && /invalid_token/.test(challenge) === (index === 2)
        if (!isRight)
          learner.fail(results[index] as CallResult, {
            id: 'challenge',
            words: { challenge: challenge || 'missing' },
          })
      }
      await expectAlive(learner, world, session, 'logout-too-much')
    }))
  test('pages of other origins can do none of it', learner =>
    withApp(learner, async world => {
      const { served } = world
      const session = await login(learner, world)
      const credentials = json({ username: 'ada', password: PASSWORDS.ada })
      const routes: [string, Sent][] = [
        ['/login', credentials],
        ['/refresh', { headers: [cookie(session.refresh)] }],
        ['/logout', { headers: [cookie(session.refresh), bearer(session.access)] }],
        ['/logout-all', { headers: [cookie(session.refresh), bearer(session.access)] }],
      ]
      const senders: [string, [string, string]][] = [
        ['Sec-Fetch-Site is cross-site', ['sec-fetch-site', 'cross-site']],
        ['Sec-Fetch-Site is same-site: a sibling, or another port', ['sec-fetch-site', 'same-site']],
        ['the Origin is another one', ['origin', 'https://evil.example']],
        ['the Origin is null', ['origin', 'null']],
        ['the Origin is that of another port', ['origin', `${ORIGIN}:8443`]],
      ]
      for (const [because, header] of senders)
        for (const [path, sent] of routes) {
          const result = await served.send('POST', path, {
            ...sent,
            headers: [...(sent.headers ?? []), header],
          })
          const answer = expectStatus(learner, result, 403, because, 'cross-site-accepted')
          if (answer.valuesOf('set-cookie').length > 0) learner.fail(result, { id: 'cross-site-cookie' })
        }
      await expectIn(learner, world, session, 'the log-outs of other origins were refused', 'cross-site-done')
      let { refresh } = await expectAlive(learner, world, session, 'cross-site-done')
      const own: [string, string][][] = [
        [['sec-fetch-site', 'same-origin']],
        [['origin', ORIGIN]],
        [
          ['sec-fetch-site', 'same-origin'],
          ['origin', ORIGIN],
        ],
      ]
      for (const headers of own) {
        const result = await served.send('POST', '/refresh', { headers: [cookie(refresh), ...headers] })
        refresh = sessionIn(learner, result, 'ada', 'own-page-refused').refresh
      }
    }))
  test('by POST only', learner =>
    withApp(learner, ({ served }) =>
      expectOtherMethodsRefused(
        learner,
        served,
        ['/refresh', '/logout', '/logout-all'].map(path => [path, 'POST']),
      ),
    ))
}
