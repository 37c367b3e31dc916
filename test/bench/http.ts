/** The learner's app of lesson 23 over HTTP: as the hidden tests serve it, beside the same app under node:http alone. */
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { createLearner } from '../../src/grader/kit/learner.ts'
import { rsaKeyPair } from '../../src/grader/kit/rsa-keys.ts'
import { serveApp } from '../../src/grader/kit/serve.ts'
import { filesToLoad, rulesOf } from '../../src/grader/kit/session.ts'
import { GivenFunction } from '../../src/sandbox/encode.ts'
import { startSandbox } from '../../src/sandbox/host.ts'
import { type Row, ratioOf } from './table.ts'
import type { World } from './world.ts'

const LESSON = '23-capstone'
const NOW = 1_700_000_000
const AT_ONCE = 50
/** The two servers take turns, as the machine is not always as fast. */
const TURNS = 4
const ORIGIN = 'https://app.example'

type Adapter = {
  listen: (
    app: unknown,
    address: { port: number; host: string },
  ) => Promise<{ address: () => AddressInfo; close: () => void; closeAllConnections: () => void }>
}

/** @param requests how many are sent to each of the two */
export async function measureHttp(world: World, requests: number): Promise<Row[]> {
  const lesson = world.course.lessons.find(({ id }) => id === LESSON)
  if (lesson === undefined) throw new Error(`There is no lesson ${LESSON}`)
  const { privateKey } = rsaKeyPair(() => 0.5)
  const options = {
    issuer: ORIGIN,
    audience: ORIGIN,
    origin: ORIGIN,
    users: {},
    clients: {},
    signingKey: { ...privateKey, kid: 'key-1' },
    refreshLifetime: 3600,
  }
  const load = <T>(file: string): Promise<T> =>
    import(pathToFileURL(join(world.root, 'solutions', file)).href)
  const { createApp } = await load<{ createApp: (options: object) => unknown }>('server/app.ts')
  const { signRs256 } = await load<{ signRs256: (claims: object, key: object) => string }>('jwt/rs256.ts')
  const { listen } = await load<Adapter>('server/adapter.ts')
  const claims = { iss: ORIGIN, aud: ORIGIN, sub: 'ada', jti: 'a', iat: NOW, exp: NOW + 900 }
  const token = signRs256(claims, options.signingKey)

  const sandbox = startSandbox({
    program: join(world.dist, 'sandbox-child.js'),
    workspaceRoot: world.workspace,
    deadlineMs: 60_000,
    cpuSeconds: 600,
  })
  const situation = { step: 'load', testId: 'load/1', mistakes: [], diagnoses: [], ids: {}, parameters: {} }
  try {
    await sandbox.load({ ...rulesOf(lesson), files: filesToLoad(lesson), instrument: false })
    const learner = createLearner(
      async (calls, callOptions) => (await sandbox.call(calls, callOptions)).report,
      lesson,
      situation,
      {
        seed: 1,
        made: () => {},
        heap: () => Promise.reject(new Error('not here')),
        printed: () => '',
        printedSinceLoad: () => '',
      },
    )
    const args = [{ ...options, now: new GivenFunction('now') }]
    const served = await serveApp(await learner.construct('createApp', args, 'keep'), { now: NOW })
    const server = await listen(createApp({ ...options, now: () => NOW }), { port: 0, host: '127.0.0.1' })
    const other = `http://127.0.0.1:${server.address().port}`
    // The client is this process: whichever server came first would pay for its compilation.
    for (const origin of [served.origin, other]) await secondsFor(origin, token, Math.ceil(requests / 5))
    let [ours, theirs] = [0, 0]
    const before = await sandbox.heap([])
    for (let turn = 0; turn < TURNS; turn++) {
      ours += await secondsFor(served.origin, token, requests / TURNS)
      theirs += await secondsFor(other, token, requests / TURNS)
    }
    const after = await sandbox.heap([])
    await served.close()
    server.closeAllConnections()
    server.close()
    const rate = (seconds: number): string =>
      `${Math.round(requests / seconds).toLocaleString('en')} a second`
    return [
      {
        what: `the app of lesson 23 over HTTP, ${requests.toLocaleString('en')} requests, ${AT_ONCE} at once`,
        measured: rate(ours),
        yardstick: `in one process under node:http: ${rate(theirs)}`,
        target: '1x',
        ratio: ratioOf(ours, theirs),
      },
      {
        what: 'what the app holds in memory after these requests',
        measured: `${Math.round((bytesOf(after) - bytesOf(before)) / 1024)} KiB more`,
        yardstick: `${Math.round(bytesOf(before) / 1024)} KiB before`,
        target: '10% more',
        ratio: ratioOf(bytesOf(after), bytesOf(before) * 1.1),
      },
    ]
  } finally {
    sandbox.kill()
  }
}

function bytesOf(report: Awaited<ReturnType<ReturnType<typeof startSandbox>['heap']>>): number {
  if (report.kind === 'broken') throw new Error('The app broke down')
  return report.bytes
}

/** Sends requests with the token and without it, some at once, and reads every answer. @throws Error for a wrong status */
async function secondsFor(origin: string, token: string, requests: number): Promise<number> {
  const start = performance.now()
  let sent = 0
  const work = async (): Promise<void> => {
    while (sent < requests) {
      const isGood = sent++ % 2 === 0
      const headers: Record<string, string> = isGood ? { authorization: `Bearer ${token}` } : {}
      const response = await fetch(`${origin}/api/me`, { headers })
      await response.arrayBuffer()
      if (response.status !== (isGood ? 200 : 401)) throw new Error(`Status ${response.status}`)
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work))
  return (performance.now() - start) / 1000
}
