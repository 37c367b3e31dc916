/** Serves the learner's app on the loopback interface, with a page that uses it. */
import type { AddressInfo } from 'node:net'
import { type App, loadApp, makeApp, messageOf } from './app.ts'
import { demoOptions } from './demo.ts'
import { PAGE } from './page.ts'

export type Serving = {
  origin: string
  /** Whether the wanted port was taken, so that another one is used. */
  isOtherPort: boolean
  close: () => Promise<void>
}

export type ServeOptions = {
  workspaceRoot: string
  port: number
  /** What happens when the port is taken. */
  ifTaken: 'use-another' | 'fail'
  /** Hears one line for each request: method, path and status, and nothing that is secret. */
  tell: (line: string) => void
}

const HOST = '127.0.0.1'

/**
 * Starts serving.
 * @throws AppError when the learner's app can't be started; the system's error when it can't listen
 */
export async function startServing({ workspaceRoot, port, ifTaken, tell }: ServeOptions): Promise<Serving> {
  const loaded = await loadApp(workspaceRoot)
  // The app needs its own origin, which is known once there is a port.
  let handle: App = () => new Response(null, { status: 503 })
  const listen = (wanted: number) => loaded.listen(request => handle(request), { port: wanted, host: HOST })
  let isOtherPort = false
  const server = await listen(port).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EADDRINUSE' || ifTaken === 'fail') throw error
    isOtherPort = true
    return listen(0)
  })
  const close = async (): Promise<void> => {
    server.closeAllConnections()
    await new Promise(resolve => server.close(resolve))
  }
  const origin = `http://${HOST}:${(server.address() as AddressInfo).port}`
  try {
    handle = withPage(makeApp(loaded, demoOptions(origin)), origin, tell)
  } catch (error) {
    await close()
    throw error
  }
  return { origin, isOtherPort, close }
}

/** The app, with a page at / and a line for each request. */
function withPage(app: App, origin: string, tell: (line: string) => void): App {
  const { host } = new URL(origin)
  return async request => {
    const { pathname } = new URL(request.url)
    // A name of the outside world that leads to this machine gets nothing (DNS rebinding).
    if (request.headers.get('host') !== host) return new Response(null, { status: 403 })
    if (request.method === 'GET' && pathname === '/')
      return new Response(PAGE, { headers: { 'Content-Type': 'text/html; charset=utf-8' } })
    if (pathname === '/favicon.ico') return new Response(null, { status: 204 })
    const response = await answer(app, request, tell)
    tell(`${request.method.padEnd(6)} ${pathname}  ${response.status}`)
    return response
  }
}

async function answer(app: App, request: Request, tell: (line: string) => void): Promise<Response> {
  try {
    const response = await app(request)
    if (response instanceof Response) return response
    tell('Your app returned something that is not a Response.')
  } catch (error) {
    tell(`Your app threw ${messageOf(error)}`)
  }
  return new Response(null, { status: 500 })
}
