/** A server to drive, and what is known about it from outside. */
import { type ChildProcess, fork } from 'node:child_process'
import {
  generateKeyPairSync,
  type JsonWebKey,
  type KeyObject,
  randomBytes,
  scryptSync,
  sign,
} from 'node:crypto'
import { createServer } from 'node:net'
import { join } from 'node:path'
import type { FromHost, ToHost } from './host.ts'

export const USER = { username: 'ada', password: 'correct horse battery staple' }
export const REFRESH_LIFETIME = 7_200
const START = 1_700_000_000
const CLIENT = 'reports'

export type Target = {
  origin: string
  issuer: string
  /** The time that the server is told. */
  now: () => number
  wait: (seconds: number) => Promise<void>
  /** A new assertion of the one client. */
  assertion: () => string
  /** The bytes that are used on the heap, after the garbage was collected. */
  memory: () => Promise<number>
  stop: () => Promise<void>
}

/** Starts our solution's server in a process. @param node the Node that runs it */
export async function startTarget(node: string): Promise<Target> {
  const port = await freePort()
  const origin = `http://127.0.0.1:${port}`
  const signing = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const client = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const salt = randomBytes(16)
  const hash = scryptSync(USER.password, salt, 32, { N: 16_384, r: 8, p: 5, maxmem: 64 * 1024 * 1024 })
  const record = { salt: salt.toString('base64url'), hash: hash.toString('base64url') }
  const child = fork(join(import.meta.dirname, 'host.ts'), [], {
    execPath: node,
    execArgv: ['--no-warnings', '--expose-gc'],
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  let now = START
  // A request overtakes a message that was only sent: the server says when it knows.
  const setNow = async (): Promise<void> => {
    const known = heard(child, 'now')
    await send(child, { kind: 'now', now })
    await known
  }
  await setNow()
  const listening = heard(child, 'listening')
  await send(child, {
    kind: 'start',
    port,
    options: {
      issuer: origin,
      audience: `${origin}/api`,
      origin,
      users: { [USER.username]: record },
      clients: { [CLIENT]: { keys: [{ ...jwkOf(client.publicKey), kid: 'reports-1' }] } },
      signingKey: { ...jwkOf(signing.privateKey), kid: 'server-1' },
      refreshLifetime: REFRESH_LIFETIME,
    },
  })
  await listening
  return {
    origin,
    issuer: origin,
    now: () => now,
    async wait(seconds) {
      now += seconds
      await setNow()
    },
    assertion: () => {
      const jti = randomBytes(16).toString('base64url')
      const claims = { iss: CLIENT, sub: CLIENT, aud: origin, iat: now, exp: now + 120, jti }
      return signed(
        { alg: 'RS256', typ: 'client-authentication+jwt', kid: 'reports-1' },
        claims,
        client.privateKey,
      )
    },
    async memory() {
      const answer = heard(child, 'memory')
      await send(child, { kind: 'memory' })
      const { bytes } = (await answer) as FromHost & { kind: 'memory' }
      return bytes
    },
    async stop() {
      const ended = new Promise(resolve => child.once('exit', resolve))
      child.kill()
      await ended
    },
  }
}

/** A token with any header, signed with RS256. */
export function signed(header: object, claims: object, key: KeyObject): string {
  const segment = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url')
  const input = `${segment(header)}.${segment(claims)}`
  return `${input}.${sign('sha256', Buffer.from(input), key).toString('base64url')}`
}

const jwkOf = (key: KeyObject): JsonWebKey => key.export({ format: 'jwk' })

const send = (child: ChildProcess, message: ToHost): Promise<void> =>
  new Promise((done, fail) => child.send(message, error => (error === null ? done() : fail(error))))

function heard(child: ChildProcess, kind: FromHost['kind']): Promise<FromHost> {
  return new Promise((done, fail) => {
    const ended = (code: number | null): void => fail(new Error(`the server ended with ${code}`))
    child.once('exit', ended)
    const hear = (message: FromHost): void => {
      if (message.kind !== kind) return
      child.off('message', hear)
      child.off('exit', ended)
      done(message)
    }
    child.on('message', hear as (message: unknown) => void)
  })
}

/** The app has to know its own origin before it listens. */
const freePort = (): Promise<number> =>
  new Promise((done, fail) => {
    const server = createServer().once('error', fail)
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number }
      server.close(() => done(port))
    })
  })
