import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'

/** What answers requests: your `createApp` returns one. */
export type App = (request: Request) => Promise<Response> | Response

/**
 * Runs an app under node:http. The server of Node has objects of its own for requests and responses, older than the
 * platform's Request and Response; this file turns one into the other. No lesson asks you to change it.
 *
 * @param app answers the requests
 * @param address.port 0 takes any free port
 * @param address.host with 127.0.0.1 only this machine can reach it
 * @returns the server, once it listens
 * @throws the error of the system, when the port is taken for instance
 */
export function listen(app: App, address: { port: number; host: string }): Promise<Server> {
  const server = createServer(async (incoming, outgoing) => {
    let request: Request
    try {
      request = toRequest(incoming)
    } catch {
      // No Request can be made of it: the method is TRACE, or the header Host is not a host.
      outgoing.writeHead(400, { Connection: 'close' }).end()
      return
    }
    try {
      await sendResponse(await app(request), incoming, outgoing)
    } catch (error) {
      console.error(error)
      if (!outgoing.headersSent) outgoing.writeHead(500, { Connection: 'close' })
      outgoing.end()
    }
  })
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(address.port, address.host, () => resolve(server))
  })
}

/**
 * A Request made of what node:http received so far. Its body comes as fast as it is read.
 *
 * @throws TypeError for a method or an address that no Request can have
 */
export function toRequest(incoming: IncomingMessage): Request {
  const headers = new Headers()
  for (let index = 0; index < incoming.rawHeaders.length; index += 2) {
    headers.append(incoming.rawHeaders[index] as string, incoming.rawHeaders[index + 1] as string)
  }
  const { method = 'GET' } = incoming
  const url = new URL(incoming.url ?? '/', `http://${incoming.headers.host ?? 'localhost'}`)
  // Whoever stops reading the body stops receiving it. The connection stays, so that there can still be an answer.
  const pieces = incoming.iterator({ destroyOnReturn: false })
  const body = method === 'GET' || method === 'HEAD' ? null : ReadableStream.from(pieces)
  // A body that is a stream needs duplex, which not every type definition knows.
  return new Request(url, { method, headers, body, duplex: 'half' } as RequestInit)
}

/** Sends a Response with node:http. */
async function sendResponse(
  response: Response,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<void> {
  // What is left of a request that nobody wanted to read to its end is not waited for.
  if (!incoming.complete) outgoing.setHeader('Connection', 'close')
  for (const [name, value] of response.headers) outgoing.appendHeader(name, value)
  outgoing.writeHead(response.status)
  for await (const chunk of response.body ?? []) outgoing.write(chunk)
  outgoing.end()
}
