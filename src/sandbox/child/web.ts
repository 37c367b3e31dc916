/**
 * Request and Response at the border. They load Node's HTTP client, some tens of milliseconds: only for lessons that
 * say `web: true`.
 */
import type { Encoded, EncodedPieces, WireDescribed } from '../protocol.ts'
import { inherits } from './describe.ts'
import * as p from './primordials.ts'

type Web = {
  Request: typeof Request
  ReadableStream: typeof ReadableStream
  responsePrototype: object
  status: () => number
  headers: () => Headers
  arrayBuffer: () => Promise<ArrayBuffer>
  forEach: (visit: (value: string, name: string) => void) => void
}
let web: Web | null = null

/** Clients refuse far less: Node's takes 16 KiB in all. */
const MOST_HEADERS = 1000
const MOST_WORDS = 100_000

/** Takes the platform's classes before learner code runs. */
export function takeWeb(): void {
  const get = (owner: object, name: string) => p.getOwnPropertyDescriptor(owner, name)?.get as () => never
  web = {
    Request,
    ReadableStream,
    responsePrototype: Response.prototype,
    status: get(Response.prototype, 'status'),
    headers: get(Response.prototype, 'headers'),
    arrayBuffer: Response.prototype.arrayBuffer,
    forEach: Headers.prototype.forEach,
  }
}

/** A Request of this process. */
export function makeRequest({ url, method, headers, body }: Extract<Encoded, { k: 'request' }>): object {
  if (web === null) throw new p.ErrorClass('this lesson has no Request')
  const isInPieces = body !== null && 'pieces' in body
  const rest = isInPieces ? { body: streamOf(body), duplex: 'half' } : { body }
  return new web.Request(url, { __proto__: null, method, headers, ...rest } as unknown as RequestInit)
}

/** A stream that hands out a piece whenever it is asked. */
function streamOf({ pieces, ending }: EncodedPieces): ReadableStream {
  let next = 0
  return new (web as Web).ReadableStream({
    type: 'bytes',
    pull(controller): void {
      const piece = pieces[next++]
      if (piece !== undefined) controller.enqueue(new p.Uint8ArrayClass(piece))
      else if (ending === 'error') controller.error(new p.ErrorClass('the connection broke'))
      else if (ending === 'end') {
        controller.close()
        // A reader that brought its own buffer waits for it.
        controller.byobRequest?.respond(0)
      }
    },
  })
}

/** Whether a value is a Response of the platform, or of a class that extends it. */
export function isResponse(value: unknown): value is object {
  if (web === null || typeof value !== 'object' || value === null || p.isProxy(value)) return false
  if (!inherits(value, web.responsePrototype)) return false
  try {
    p.apply(web.status, value, [])
    return true
  } catch {
    // It only has the prototype.
    return false
  }
}

/** Reads a Response to its end. @throws what reading it throws: a body that was read before, for instance */
export function readResponse(
  response: object,
  done: (described: WireDescribed) => void,
  failed: (error: unknown) => void,
): void {
  const { status, headers, arrayBuffer, forEach } = web as Web
  const pairs: [string, string][] = []
  let words = 0
  p.apply(forEach, p.apply(headers, response, []), [
    (value: string, name: string) => {
      words += name.length + value.length
      p.append(pairs, [name, value])
    },
  ])
  if (pairs.length > MOST_HEADERS || words > MOST_WORDS) {
    done({ type: 'exotic', text: 'a Response with more headers than a client takes' })
    return
  }
  const code = p.apply(status, response, []) as number
  const body = p.apply(arrayBuffer, response, []) as Promise<ArrayBuffer>
  const read = (bytes: ArrayBuffer) => done({ type: 'response', status: code, headers: pairs, body: bytes })
  p.apply(p.promiseThen, p.ownPromise(body), [read, failed])
}
