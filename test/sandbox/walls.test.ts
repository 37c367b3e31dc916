import { execFileSync, spawn } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { join, resolve } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { startSandbox } from '../../src/sandbox/host.ts'
import { wallsHere, wallsInWords } from '../../src/sandbox/walls.ts'
import { otherNodes } from '../nodes.ts'
import { createWorld, program } from './world.ts'

const world = createWorld()
afterAll(() => world.close())

const hasNamespace = wallsHere().network === 'namespace'
const load = {
  forbids: [],
  watches: [],
  web: false,
  files: [{ path: 'jwt/code.ts', exports: ['run'], isEarlier: false }],
  instrument: false,
}

test('are told in words, the process first', () => {
  expect(wallsInWords({ command: [], network: 'modules' })).toEqual(['process', 'permission model'])
  const command = ['/usr/bin/unshare', '--user', '--net']
  expect(wallsInWords({ command, network: 'namespace' })).toEqual([
    'process',
    'permission model',
    'network namespace',
  ])
})

test('a sandbox works without any of them', async () => {
  world.write('jwt/code.ts', 'export const run = () => 1')
  const walls = { command: [], network: 'modules' } as const
  const sandbox = startSandbox({ program, workspaceRoot: world.root, deadlineMs: 10_000, walls })
  expect((await sandbox.load(load)).report.kind).toBe('loaded')
  sandbox.kill()
})

test.runIf(hasNamespace)('a namespace reaches nothing that listens here', async () => {
  const server = createServer().listen(0, '127.0.0.1')
  await new Promise(done => server.once('listening', done))
  const { port } = server.address() as AddressInfo
  const script = `require('net').connect(${port}, '127.0.0.1').on('connect', () => process.exit(7)).on('error', () => process.exit(3))`
  const [command = '', ...args] = [...wallsHere().command, process.execPath, '-e', script]
  const child = spawn(command, args, { stdio: 'ignore' })
  expect(await new Promise(done => child.once('exit', done))).toBe(3)
  server.close()
})

const newer = [process.execPath, ...otherNodes()].filter(
  node => Number(/\d+/.exec(execFileSync(node, ['--version'], { encoding: 'utf8' }))?.[0]) >= 25,
)
test.runIf(newer.length > 0)('the permission model of Node 25 and later reaches nothing either', async () => {
  const server = createServer().listen(0, '127.0.0.1')
  await new Promise(done => server.once('listening', done))
  const { port } = server.address() as AddressInfo
  const script = `try { require('net').connect(${port}, '127.0.0.1').on('connect', () => process.exit(7)).on('error', refused) } catch (error) { refused(error) }
    function refused({ code }) { process.exit(code === 'ERR_ACCESS_DENIED' ? 3 : 4) }`
  for (const node of newer) {
    const child = spawn(node, ['--permission', '-e', script], { stdio: 'ignore' })
    expect(await new Promise(done => child.once('exit', done)), node).toBe(3)
  }
  server.close()
})

test.runIf(process.platform === 'linux')(
  'the process inside of them is the one that is watched',
  async () => {
    world.write('jwt/code.ts', 'export const run = () => 1')
    const sandbox = world.start()
    await sandbox.load(load)
    expect(existsSync(`/proc/${sandbox.pid}/stat`)).toBe(true)
    expect(readFileSync(`/proc/${sandbox.pid}/cmdline`, 'utf8')).toContain('sandbox-child.js')
  },
)

test.runIf(process.platform === 'linux')(
  'SIGTERM ends a check whose code hangs, and its sandboxes with it',
  { timeout: 180_000 },
  async () => {
    world.write('package.json', '{ "type": "module" }')
    world.write('jwt/base64url.ts', 'for (;;) {}')
    world.write('jwt/errors.ts', 'export class JwtError extends Error {}')
    const cli = join(resolve(process.env.JWT_LESSONS_DIST ?? 'dist'), 'cli.js')
    const child = spawn(process.execPath, [cli, 'check', '01', '--dir', world.root], { stdio: 'ignore' })
    const ended = new Promise(done => child.once('exit', (code, signal) => done(signal ?? code)))
    let sandboxes: number[] = []
    while (sandboxes.length === 0 && child.exitCode === null) {
      await new Promise(done => setTimeout(done, 10))
      sandboxes = childrenOf(child.pid as number)
    }
    child.kill('SIGTERM')
    expect(['SIGTERM', 143]).toContain(await ended)
    for (let count = 0; count < 500 && sandboxes.some(isAlive); count++)
      await new Promise(done => setTimeout(done, 20))
    expect(sandboxes.filter(isAlive)).toEqual([])
  },
)

/** All children of a process, whichever of its threads started them. */
function childrenOf(pid: number): number[] {
  try {
    return readdirSync(`/proc/${pid}/task`).flatMap(thread =>
      readFileSync(`/proc/${pid}/task/${thread}/children`, 'utf8')
        .split(' ')
        .filter(id => id !== '')
        .map(Number),
    )
  } catch {
    return []
  }
}

function isAlive(pid: number): boolean {
  try {
    return !/\) [ZX] /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'))
  } catch {
    return false
  }
}
