/** Requests and responses as HTTP messages, short enough for a screen of 80 columns and 24 rows. */
import { BodyInPieces, type RequestBody, type WebRequest } from '../../sandbox/encode.ts'

type Headers = readonly (readonly [name: string, value: string])[]

const MAX_HEADERS = 6
const MAX_VALUE = 70
const MAX_BODY = 200
const MAX_IN_LINE = 40
const OF_THE_CLIENT = ['connection', 'transfer-encoding']

/** `POST /login`, its headers, and its body after an empty line. */
export function showRequest(request: WebRequest): string {
  return message(firstLine(request), ownHeaders(request), request.body)
}

/** The same on one line, where the request only leads to another one: `GET /api/me, authorization: Bearer eyJh…`. */
export function showRequestInLine(request: WebRequest): string {
  const { body } = request
  const headers = ownHeaders(request).map(([name, value]) => `${name}: ${cut(value, MAX_IN_LINE)}`)
  const text =
    body instanceof Uint8Array && body.length > 0 ? [cut(new TextDecoder().decode(body), MAX_IN_LINE)] : []
  return [firstLine(request), ...headers, ...text].join(', ').replace(/\s+/g, ' ')
}

function firstLine({ method, url }: WebRequest): string {
  const { pathname, search } = new URL(url)
  return `${method} ${pathname}${search}`
}

/** Without what clients of HTTP add by themselves; the host is there once, and not where it is only our own port. */
function ownHeaders({ url, headers }: WebRequest): Headers {
  const { host, hostname } = new URL(url)
  const own = headers.filter(([written, value]) => {
    const name = written.toLowerCase()
    return !OF_THE_CLIENT.includes(name) && (name !== 'host' || value !== host)
  })
  return hostname === '127.0.0.1' ? own : [['host', host], ...own]
}

/** `200`, its headers, and its body after an empty line. */
export function showResponse(response: { status: number; headers: Headers; body: Uint8Array }): string {
  return message(String(response.status), response.headers, response.body)
}

function message(firstLine: string, headers: Headers, body: RequestBody): string {
  const lines = headers.slice(0, MAX_HEADERS).map(([name, value]) => `${name}: ${cut(value, MAX_VALUE)}`)
  const more = headers.length > MAX_HEADERS ? [`(${headers.length - MAX_HEADERS} more headers)`] : []
  const text = shownBody(body)
  return ['', firstLine, ...lines, ...more, ...text, ''].join('\n')
}

function shownBody(body: RequestBody): string[] {
  if (body instanceof BodyInPieces) {
    const { pieces, ending } = body
    const length = pieces.reduce((sum, piece) => sum + piece.length, 0)
    const after = {
      end: '',
      nothing: ', then nothing, without an end',
      error: ', then the connection breaks',
    }
    return ['', `(${length} bytes in ${pieces.length} pieces${after[ending]})`]
  }
  return body === null || body.length === 0 ? [] : ['', cut(new TextDecoder().decode(body), MAX_BODY)]
}

const cut = (text: string, length: number): string =>
  text.length > length ? `${text.slice(0, length)}…` : text
