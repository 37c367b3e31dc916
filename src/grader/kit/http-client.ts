/** Requests over sockets of the loopback interface, with exactly the headers that are given. */
import { Agent, request } from 'node:http'

/** What a request has besides method and path. */
export type Sent = { headers?: readonly [name: string, value: string][]; body?: Uint8Array | string }

export type Client = {
  /** Sends a request and reads the answer to its end. */
  send: (port: number, method: string, path: string, sent: Sent) => Promise<void>
  close: () => void
}

/** Tokens that an app gives out come back in headers, however long they are. */
export const MOST_HEADER_BYTES = 16 * 1024 * 1024

/** Makes a client that keeps its connections. */
export function createClient(): Client {
  const agent = new Agent({ keepAlive: true, maxSockets: 50 })
  return {
    send: (port, method, path, { headers = [], body }) =>
      new Promise((resolve, reject) => {
        const length = body === undefined ? [] : ['content-length', String(Buffer.byteLength(body))]
        const all = ['host', `127.0.0.1:${port}`, ...headers.flat(), ...length]
        const options = { host: '127.0.0.1', port, method, path, agent, headers: all }
        const sending = request({ ...options, maxHeaderSize: MOST_HEADER_BYTES }, answer => {
          answer.resume().once('end', resolve).once('error', reject)
        })
        sending.once('error', reject)
        sending.end(body)
      }),
    close: () => agent.destroy(),
  }
}
