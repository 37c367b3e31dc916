/** A learner's app under node:http: this process listens, the sandbox computes. No socket reaches learner code. */
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { WebRequest } from '../../sandbox/encode.ts'
import type { CallResult } from '../diagnose/evidence.ts'
import { plain } from '../diagnose/plain.ts'
import type { LearnerObject } from './calls.ts'
import { createClient, MOST_HEADER_BYTES, type Sent } from './http-client.ts'

type Answer = { status: number; headers: [string, string][]; body: Uint8Array }
type Waiting = { request: WebRequest; settle: (result: CallResult) => void; fail: (error: unknown) => void }

export type Served = {
  origin: string
  /** What functions return that were passed to the app, by name: `served.given.now = 1700000900`. */
  given: Record<string, unknown>
  /**
   * Sends a request over a socket.
   * @returns what the app returned for it, for expectations
   * @throws LearnerFailure when the app broke down
   */
  send: (method: string, path: string, sent?: Sent) => Promise<CallResult>
  /** Sends several at once. */
  sendAll: (requests: readonly [method: string, path: string, sent?: Sent][]) => Promise<CallResult[]>
  /** The first thing that went wrong in the learner's app. @throws LearnerFailure; SandboxGoneError when it was another test's */
  check: () => void
  close: () => Promise<void>
}

/** By it a request that `send` makes is found again; the app does not see it. */
const NUMBER = 'x-number-of-the-kit'

/** So many requests are one question at most. */
const BATCH = 16

/** How an answer is put on the wire is not the app's to say (RFC 9110 §7.6.1): with a wrong word the client would wait for more. */
const FRAMING = new Set([
  'connection',
  'content-length',
  'keep-alive',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
])

/**
 * Serves an app on a free port of the loopback interface. Requests that come while the sandbox works go to it together, in
 * one question. As soon as they fill one it is under way, so that this process and the sandbox work at the same time.
 */
export async function serveApp(app: LearnerObject, given: Record<string, unknown> = {}): Promise<Served> {
  const queue: Waiting[] = []
  const results = new Map<string, CallResult>()
  const client = createClient()
  let asking = 0
  let failure: unknown = null
  let count = 0

  /** Whether nothing is under way, or one question while the next one is full. */
  const mayAsk = (): boolean => asking === 0 || (asking === 1 && queue.length >= BATCH)
  const ask = async (): Promise<void> => {
    if (!mayAsk()) return
    asking++
    while (queue.length > 0) {
      const batch = queue.splice(0, BATCH)
      try {
        const argLists = batch.map(({ request }) => [request])
        const seen = await app.apply(argLists, 'together', { given: { ...given } })
        for (const [index, { settle }] of batch.entries()) settle(seen[index] as CallResult)
      } catch (error) {
        failure ??= error
        for (const { fail } of batch) fail(error)
      }
    }
    asking--
  }
  const answerTo = (request: WebRequest): Promise<CallResult> =>
    new Promise((settle, fail) => {
      queue.push({ request, settle, fail })
      if (mayAsk()) setImmediate(() => void ask())
    })
  const server = createServer({ maxHeaderSize: MOST_HEADER_BYTES }, async (incoming, outgoing) => {
    try {
      const result = await answerTo(await webRequest(incoming))
      const number = incoming.headers[NUMBER]
      if (typeof number === 'string') results.set(number, result)
      const { outcome } = result
      const answer = outcome.kind === 'value' && outcome.value.type === 'response' ? outcome.value : null
      if (answer === null) {
        outgoing.writeHead(500).end()
        return
      }
      const { status, headers, body } = plain(answer) as Answer
      // A flat list keeps each Set-Cookie apart.
      const own = headers.filter(([name]) => !FRAMING.has(name.toLowerCase()))
      outgoing.writeHead(status, own.flat()).end(body)
    } catch {
      outgoing.writeHead(500).end()
    }
  })
  server.listen(0, '127.0.0.1')
  await new Promise(resolve => server.once('listening', resolve))
  const { port } = server.address() as AddressInfo
  const check = (): void => {
    if (failure !== null) throw failure
  }
  const send: Served['send'] = async (method, path, { headers = [], body } = {}) => {
    const number = String(++count)
    await client.send(port, method, path, { headers: [...headers, [NUMBER, number]], ...(body && { body }) })
    check()
    const result = results.get(number)
    results.delete(number)
    // The process may have broken down under the calls of another test, which then says so.
    if (result === undefined) throw failure ?? new Error(`${method} ${path} did not reach the app`)
    return result
  }
  return {
    origin: `http://127.0.0.1:${port}`,
    given,
    send,
    sendAll: requests => Promise.all(requests.map(([method, path, sent]) => send(method, path, sent))),
    check,
    async close() {
      client.close()
      server.closeAllConnections()
      await new Promise(resolve => server.close(resolve))
    },
  }
}

async function webRequest(incoming: IncomingMessage): Promise<WebRequest> {
  const chunks: Buffer[] = []
  const hasBody = incoming.method !== 'GET' && incoming.method !== 'HEAD'
  if (hasBody) for await (const chunk of incoming) chunks.push(chunk as Buffer)
  else incoming.resume()
  const headers: [string, string][] = []
  for (let index = 0; index < incoming.rawHeaders.length; index += 2) {
    const [name, value] = incoming.rawHeaders.slice(index, index + 2) as [string, string]
    if (name !== NUMBER) headers.push([name, value])
  }
  const url = `http://${incoming.headers.host}${incoming.url}`
  return new WebRequest(incoming.method ?? 'GET', url, headers, hasBody ? Buffer.concat(chunks) : null)
}
