/** A learner's app under node:http: this process listens, the sandbox computes. No socket reaches learner code. */
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { WebRequest } from '../../sandbox/encode.ts'
import { LearnerFailure } from '../diagnose/failure.ts'
import type { LearnerObject } from './calls.ts'
import { plain } from '../diagnose/plain.ts'
import type { CallResult } from '../diagnose/evidence.ts'

type Answer = { status: number; headers: [string, string][]; body: Uint8Array }
type Waiting = { request: WebRequest; settle: (result: CallResult) => void; fail: (error: unknown) => void }

export type Served = {
  origin: string
  /** The first thing that went wrong in the learner's app. @throws LearnerFailure */
  check: () => void
  close: () => Promise<void>
}

/**
 * Serves an app on a free port of the loopback interface. Requests that come while the sandbox works go to it together:
 * one question for all of them.
 */
export async function serveApp(app: LearnerObject): Promise<Served> {
  const queue: Waiting[] = []
  let isAsking = false
  let failure: unknown = null

  const ask = async (): Promise<void> => {
    if (isAsking) return
    isAsking = true
    while (queue.length > 0) {
      const batch = queue.splice(0)
      try {
        const seen = await app.apply(
          batch.map(({ request }) => [request]),
          'together',
        )
        for (const [index, { settle }] of batch.entries()) settle(seen[index] as CallResult)
      } catch (error) {
        failure ??= error
        for (const { fail } of batch) fail(error)
      }
    }
    isAsking = false
  }
  const answerTo = (request: WebRequest): Promise<CallResult> =>
    new Promise((settle, fail) => {
      queue.push({ request, settle, fail })
      if (!isAsking) setImmediate(() => void ask())
    })
  const server = createServer(async (incoming, outgoing) => {
    try {
      const { outcome } = await answerTo(await webRequest(incoming))
      const answer = outcome.kind === 'value' && outcome.value.type === 'response' ? outcome.value : null
      if (answer === null) {
        outgoing.writeHead(500).end()
        return
      }
      const { status, headers, body } = plain(answer) as Answer
      // A flat list keeps each Set-Cookie apart.
      outgoing.writeHead(status, headers.flat()).end(body)
    } catch {
      outgoing.writeHead(500).end()
    }
  })
  server.listen(0, '127.0.0.1')
  await new Promise(resolve => server.once('listening', resolve))
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    check() {
      if (failure instanceof LearnerFailure) throw failure
    },
    async close() {
      server.closeAllConnections()
      await new Promise(resolve => server.close(resolve))
    },
  }
}

async function webRequest(incoming: IncomingMessage): Promise<WebRequest> {
  const chunks: Buffer[] = []
  for await (const chunk of incoming) chunks.push(chunk as Buffer)
  const headers: [string, string][] = []
  for (let index = 0; index < incoming.rawHeaders.length; index += 2)
    headers.push([incoming.rawHeaders[index] as string, incoming.rawHeaders[index + 1] as string])
  const hasBody = incoming.method !== 'GET' && incoming.method !== 'HEAD'
  const url = `http://${incoming.headers.host}${incoming.url}`
  return new WebRequest(incoming.method ?? 'GET', url, headers, hasBody ? Buffer.concat(chunks) : null)
}
