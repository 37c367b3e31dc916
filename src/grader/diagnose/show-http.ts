/** Requests and responses as HTTP messages, short enough for a screen of 80 columns and 24 rows. */
import { BodyInPieces, type RequestBody, type WebRequest } from '../../sandbox/encode.ts'

type Headers = readonly (readonly [name: string, value: string])[]

const MAX_HEADERS = 6
const MAX_VALUE = 70
const MAX_BODY = 200

/** `POST /login`, its headers, and its body after an empty line. */
export function showRequest({ method, url, headers, body }: WebRequest): string {
  const { host, pathname, search } = new URL(url)
  return message(`${method} ${pathname}${search}`, [['host', host], ...headers], body)
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
