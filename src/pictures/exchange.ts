/** Requests and what came of them, as messages of a sequence. */
import { STATUS_CODES } from 'node:http'
import type { WebRequest } from '../sandbox/encode.ts'
import type { CallReport } from '../sandbox/types.ts'
import type { Judged } from './judged.ts'
import { answerInWords, answerOf } from './outcome.ts'
import { responseOf, type WebAnswer } from './response.ts'
import { type Message, TOKEN_PARTS } from './sequence.ts'

type Way = { from: number; to: number }

/** The Request of the platform, for our own solution. */
export function platformRequest({ method, url, headers, body }: WebRequest): Request {
  const bytes = body instanceof Uint8Array ? new Uint8Array(body) : null
  return new Request(url, { method, headers, ...(bytes !== null && { body: bytes }) })
}

/** A request as a message: its first line, its headers, its body. */
export function requestMessage(request: WebRequest, way: Way, text?: string): Message {
  const { pathname, search } = new URL(request.url)
  const start = `${request.method} ${pathname}${search}`
  const body = request.body instanceof Uint8Array ? new TextDecoder().decode(request.body) : ''
  return {
    ...way,
    text: text ?? start,
    lines: [['', `${start} HTTP/1.1`], ...request.headers, ...(body === '' ? [] : [bodyLine(body)])],
  }
}

const bodyLine = (body: string): [string, string] => ['body', body]

/**
 * What came of a request as a message: the Response, or why there is none.
 * @param answer.name the learner's function
 * @param answer.more lines that say more about the Response
 */
export function answerMessage(
  report: CallReport | undefined,
  way: Way,
  answer: { name: string; text?: (response: WebAnswer) => string; more?: Message['lines']; judged: Judged },
): Message {
  const response = responseOf(report)
  const { name, more = [], judged } = answer
  if (response === null) {
    const said = answerInWords(answerOf(report))
    return {
      ...way,
      text: report === undefined ? 'no answer yet' : 'no Response',
      lines: [['', `${name} ${said}.`]],
      judged,
    }
  }
  const status = `${response.status} ${STATUS_CODES[response.status] ?? ''}`.trim()
  return {
    ...way,
    text: answer.text?.(response) ?? status,
    lines: [
      ['', `HTTP/1.1 ${status}`],
      ...response.headers,
      ...(response.text === '' ? [] : [bodyLine(response.text)]),
      ...more,
    ],
    judged,
  }
}

/** What a token says, as lines of a message: the header and the payload as they are in it. None for another string. */
export function tokenLines(token: unknown): Message['lines'] {
  if (typeof token !== 'string') return []
  const [header, payload] = token
    .split('.')
    .map(segment => Buffer.from(segment, 'base64url').toString('utf8'))
  if (header === undefined || payload === undefined || !header.startsWith('{')) return []
  return [header, payload].map((part, index) => [TOKEN_PARTS[index] as string, part])
}
