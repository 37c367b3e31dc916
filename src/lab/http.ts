/** A small server on loopback: requests as data, answers as data, and a log that pages follow. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { WebRequest } from '../sandbox/encode.ts'

export type Reply = { status: number; headers?: [string, string][]; body?: string }
export type Handler = (request: WebRequest) => Promise<Reply> | Reply

export type LabServer = {
  port: number
  /** Sends a line to every page that follows the log. */
  tell: (line: string) => void
  close: () => Promise<void>
}

/** More than any page of the lab sends. */
const BODY_LIMIT = 65_536

/**
 * Serves on a free port of 127.0.0.1. Only requests for one of `hosts` are answered: a name of the outside world that
 * leads to this machine gets nothing (DNS rebinding).
 */
export async function serve(hosts: readonly string[], handler: Handler): Promise<LabServer> {
  const followers = new Set<ServerResponse>()
  const lines: string[] = []
  const server = createServer(async (incoming, outgoing) => {
    const { port } = server.address() as AddressInfo
    if (!hosts.some(host => incoming.headers.host === `${host}:${port}`)) {
      outgoing.writeHead(403).end()
      return
    }
    if (incoming.url === '/log') {
      follow(outgoing)
      return
    }
    const { status, headers = [], body = '' } = await answer(incoming)
    outgoing.writeHead(status, headers.flat()).end(body)
  })
  const answer = async (incoming: IncomingMessage): Promise<Reply> => {
    try {
      const request = await requestOf(incoming)
      return request === null ? { status: 413 } : await handler(request)
    } catch {
      return { status: 500 }
    }
  }
  const follow = (outgoing: ServerResponse): void => {
    outgoing.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' })
    for (const line of lines) outgoing.write(eventOf(line))
    followers.add(outgoing)
    outgoing.on('close', () => followers.delete(outgoing))
  }
  server.listen(0, '127.0.0.1')
  await new Promise((resolve, reject) => {
    server.once('listening', resolve)
    server.once('error', reject)
  })
  return {
    port: (server.address() as AddressInfo).port,
    tell(line) {
      lines.push(line)
      for (const follower of followers) follower.write(eventOf(line))
    },
    async close() {
      server.closeAllConnections()
      await new Promise(resolve => server.close(resolve))
    },
  }
}

const eventOf = (line: string): string => `data: ${line.replaceAll('\n', ' ')}\n\n`

/** The request with all its headers; null when its body is too long. */
async function requestOf(incoming: IncomingMessage): Promise<WebRequest | null> {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of incoming) {
    length += (chunk as Buffer).length
    if (length > BODY_LIMIT) return null
    chunks.push(chunk as Buffer)
  }
  const headers: [string, string][] = []
  for (let index = 0; index < incoming.rawHeaders.length; index += 2)
    headers.push([incoming.rawHeaders[index] as string, incoming.rawHeaders[index + 1] as string])
  const hasBody = incoming.method !== 'GET' && incoming.method !== 'HEAD'
  const url = `http://${incoming.headers.host}${incoming.url}`
  return new WebRequest(incoming.method ?? 'GET', url, headers, hasBody ? Buffer.concat(chunks) : null)
}

/** The value of a header, or null. */
export function headerOf(request: WebRequest, name: string): string | null {
  return request.headers.find(([known]) => known.toLowerCase() === name)?.[1] ?? null
}

/** The body of a request as text. */
export const textOf = ({ body }: WebRequest): string =>
  body instanceof Uint8Array ? Buffer.from(body).toString() : ''

/** A page of HTML. */
export function page(html: string, status = 200): Reply {
  return { status, headers: [['Content-Type', 'text/html; charset=utf-8']], body: html }
}

/** A value as JSON. */
export function json(value: unknown, status = 200, headers: [string, string][] = []): Reply {
  return { status, headers: [['Content-Type', 'application/json'], ...headers], body: JSON.stringify(value) }
}
