/** Requests as clients, browsers and attackers send them. */
import { request } from 'node:http'
import { connect } from 'node:net'
import { type Target, USER } from './target.ts'

export type Answer = { status: number; headers: [string, string][]; text: string; cookie: string | undefined }
export type Headers = Record<string, string>
export type Session = { access: string; cookie: string }

/** Sends a request and reads all of the answer. */
export async function send(
  { origin }: Target,
  method: string,
  path: string,
  headers: Headers = {},
  body?: string,
): Promise<Answer> {
  const response = await fetch(origin + path, { method, headers, ...(body !== undefined && { body }) })
  const text = await response.text()
  const timeless = [...response.headers].filter(([name]) => name !== 'date')
  const cookie = response.headers.getSetCookie()[0]?.split(';')[0]
  return { status: response.status, headers: timeless, text, cookie }
}

export const bearer = (token: string): Headers => ({ authorization: `Bearer ${token}` })
export const me = (target: Target, token: string): Promise<Answer> =>
  send(target, 'GET', '/api/me', bearer(token))
export const post = (target: Target, path: string, headers: Headers = {}): Promise<Answer> =>
  send(target, 'POST', path, headers)

export const login = (target: Target, body: object = USER): Promise<Answer> =>
  send(target, 'POST', '/login', { 'content-type': 'application/json' }, JSON.stringify(body))

/** @throws Error when the answer begins no session */
export function sessionOf({ status, text, cookie }: Answer): Session {
  const access = status === 200 ? (JSON.parse(text) as { access_token?: string }).access_token : undefined
  if (access === undefined || cookie === undefined) throw new Error(`No session: ${status} ${text}`)
  return { access, cookie }
}

export function token(target: Target, assertion: string): Promise<Answer> {
  const form = new URLSearchParams({
    grant_type: 'client_credentials',
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    client_assertion: assertion,
  })
  return send(target, 'POST', '/token', { 'content-type': 'application/x-www-form-urlencoded' }, String(form))
}

/** Begins a body of 10,000 bytes and never ends it; the status that comes all the same. */
export function endless({ origin }: Target, path: string, type: string): Promise<number> {
  return new Promise((done, fail) => {
    const sending = request(
      `${origin}${path}`,
      { method: 'POST', headers: { 'content-type': type } },
      answer => {
        done(answer.statusCode ?? 0)
        answer.resume()
        sending.destroy()
      },
    )
    sending.once('error', fail)
    sending.write('x'.repeat(5_000))
    sending.write('x'.repeat(5_000))
  })
}

/** Writes bytes as they are, which no client would; the first status line that comes, or `closed`. */
export function raw({ origin }: Target, lines: readonly string[], body = ''): Promise<string> {
  const { port } = new URL(origin)
  return new Promise((done, fail) => {
    let text = ''
    const socket = connect(Number(port), '127.0.0.1')
    socket.once('error', fail)
    socket.on('data', chunk => {
      text += chunk
      const status = /^HTTP\/1\.1 (\d+)/.exec(text)?.[1]
      if (status === undefined) return
      done(status)
      socket.destroy()
    })
    socket.once('close', () => done('closed'))
    socket.write(`${[...lines, `Host: 127.0.0.1:${port}`].join('\r\n')}\r\n\r\n${body}`)
  })
}
