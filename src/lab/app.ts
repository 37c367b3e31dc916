/** The app of the lab, which uses the learner's cookie code. */
import type { WebRequest } from '../sandbox/encode.ts'
import type { CookieCode } from './cookie-code.ts'
import { type Handler, headerOf, json, page, type Reply, textOf } from './http.ts'
import { appPage, clientMadePage, notesPage } from './pages.ts'
import type { Origins } from './storage.ts'
import { readToken, signToken } from './tokens.ts'

/** A cookie of ours with the same demands: when the browser keeps it, a missing one is not the browser's fault. */
const PROBE = '__Host-lab-probe=1; Max-Age=900; Path=/; Secure; SameSite=Strict'
const LIFETIME = 900
/** The secret that the page of step 4 has in its source. */
export const CLIENT_SECRET = 'do-not-do-this-the-page-has-the-secret'

export function createApp(options: {
  origins: Origins
  code: CookieCode
  secret: string
  tell: (line: string) => void
}): Handler {
  const { origins, code, secret, tell } = options
  const notes: string[] = []

  const userOf = async (request: WebRequest): Promise<string | null> => {
    const read = await code.readSessionCookie(request)
    if (read.kind === 'none') tell(`app: ${read.why}`)
    const claims = read.kind === 'value' && read.value ? readToken(read.value, secret) : null
    return claims === null ? null : String(claims.sub)
  }

  const login = async (): Promise<Reply> => {
    const token = (kept: string): string => signToken({ sub: 'ada', kept }, secret)
    const headers: [string, string][] = [['Set-Cookie', PROBE]]
    const written = await code.sessionCookie(token('a cookie'), LIFETIME)
    if (written.kind === 'none') tell(`app: no cookie for the session. ${written.why}`)
    else if (/[^\t\x20-\x7e]/.test(written.value))
      tell('app: what sessionCookie returned can not be a header')
    else {
      headers.push(['Set-Cookie', written.value])
      tell(`app: ada logs in. Set-Cookie: ${shortened(written.value)}`)
    }
    return json({ local: token('localStorage'), session: token('sessionStorage') }, 200, headers)
  }

  const isKept = async (request: WebRequest): Promise<Reply> => {
    const cookies = headerOf(request, 'cookie') ?? ''
    const user = await userOf(request)
    if (user !== null) tell(`app: the browser kept your cookie, and your readSessionCookie finds it: ${user}`)
    else if (cookies.includes('__Host-session='))
      tell(
        'app: the browser sends __Host-session, but your readSessionCookie does not find a good token in it',
      )
    else if (cookies.includes('__Host-lab-probe=1'))
      tell(
        'app: the browser keeps __Host- cookies here, but not yours. Does yours have Secure and Path=/, and no Domain?',
      )
    else
      tell(
        'app: this browser does not keep __Host- cookies over http on this machine, as older Chromium and Safari. Try a current Chromium or Firefox.',
      )
    return json({ kept: user !== null })
  }

  const write = async (request: WebRequest): Promise<Reply> => {
    const verdict = await code.isCrossSiteWrite(request, origins.app)
    if (verdict.kind === 'none') tell(`app: ${verdict.why}. So nothing stops this request.`)
    const isRefused = verdict.kind === 'value' && verdict.value
    const user = isRefused ? null : await userOf(request)
    const status = isRefused ? 403 : user === null ? 401 : 200
    const text = new URLSearchParams(textOf(request)).get('text') ?? ''
    if (status === 200) notes.push(`${user}: ${text}`)
    const said = verdict.kind === 'value' ? `your isCrossSiteWrite says ${verdict.value}` : 'no protection'
    const outcome = {
      200: `200, done in the name of ${user}`,
      401: '401, no session came with it',
      403: '403, refused: another page may have caused it',
    }[status]
    tell(`app: POST /notes "${text.slice(0, 80)}" (${senderOf(request)}), ${said}: ${outcome}`)
    return isNavigation(request)
      ? page(notesPage(outcome as string, notes), status)
      : json({ status }, status)
  }

  const read = async (request: WebRequest): Promise<Reply> => {
    const user = await userOf(request)
    const who = user === null ? 'nobody is logged in' : `${user} is logged in`
    if (headerOf(request, 'sec-fetch-site') !== 'same-origin')
      tell(`app: GET /notes (${senderOf(request)}): reading is let through, and ${who}`)
    return page(notesPage(who, notes))
  }

  const logout = async (): Promise<Reply> => {
    const written = await code.sessionCookie('', 0)
    const deletes = written.kind === 'value' && !/[^\t\x20-\x7e]/.test(written.value)
    tell(`app: ada logs out. ${deletes ? `Set-Cookie: ${written.value}` : 'Your cookie can not be deleted.'}`)
    return json({}, 200, deletes ? [['Set-Cookie', written.value]] : [])
  }

  const routes: Record<string, Handler> = {
    'GET /': () => page(appPage(origins)),
    'GET /client-made': () => page(clientMadePage(CLIENT_SECRET)),
    'GET /cookie-kept': isKept,
    'GET /notes': read,
    'GET /api/me': request => answerBearer(request, secret),
    'GET /api/client-made': request => answerBearer(request, CLIENT_SECRET),
    'POST /login': login,
    'POST /logout': logout,
    'POST /notes': write,
  }
  return request => routes[`${request.method} ${new URL(request.url).pathname}`]?.(request) ?? { status: 404 }
}

/** Answers with the claims of a Bearer token: whoever has it is let in. */
function answerBearer(request: WebRequest, secret: string): Reply {
  const token = /^Bearer (\S+)$/i.exec(headerOf(request, 'authorization') ?? '')?.[1]
  const claims = token === undefined ? null : readToken(token, secret)
  return claims === null ? json({ error: 'invalid_token' }, 401) : json(claims)
}

const isNavigation = (request: WebRequest): boolean =>
  (headerOf(request, 'accept') ?? '').includes('text/html')

/** What the headers say about the sender of a request. */
function senderOf(request: WebRequest): string {
  const hasCookie = (headerOf(request, 'cookie') ?? '').includes('__Host-session=')
  return [
    ...['sec-fetch-site', 'origin'].flatMap(name => {
      const value = headerOf(request, name)
      return value === null ? [] : [`${name}: ${value}`]
    }),
    hasCookie ? 'with your cookie' : 'without your cookie',
  ].join(', ')
}

/** A header with the token in it cut to its beginning. */
export function shortened(text: string): string {
  return text.replace(/(eyJ[\w-]{6})[\w.-]{12,}/g, '$1...')
}
