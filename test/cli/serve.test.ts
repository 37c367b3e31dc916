/** `jwt-lessons serve` on our solutions, driven from outside over HTTP; run `npm run build` first. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { request, type RequestOptions } from 'node:http'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import * as jose from 'jose'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { forgeries } from '../drive/forgeries.ts'
import { findChromium, startBrowser } from '../lab/browser.ts'

const cli = resolve(process.env.JWT_LESSONS_DIST ?? 'dist', 'cli.js')
const chromium = findChromium()
const USER = { username: 'ada', password: 'correct horse battery staple' }

let root: string
let workspace: string
beforeAll(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'jwt-lessons-serve-')))
  workspace = join(root, 'workspace')
  execFileSync(process.execPath, [cli, 'init', workspace], { stdio: 'pipe' })
  cpSync(resolve('solutions'), workspace, { recursive: true })
})
afterAll(() => rmSync(root, { recursive: true, force: true }))

type Running = { child: ChildProcess; origin: string; output: () => string }

/** Starts the command, and waits for the address that it says. */
async function start(...args: string[]): Promise<Running> {
  const child = spawn(process.execPath, [cli, 'serve', '--dir', workspace, ...args], { stdio: 'pipe' })
  let output = ''
  const origin = await new Promise<string>((done, fail) => {
    const hear = (chunk: Buffer): void => {
      output += chunk.toString()
      const found = /Your server: (http:\/\/127\.0\.0\.1:\d+)\//.exec(output)?.[1]
      if (found !== undefined) done(found)
    }
    child.stdout?.on('data', hear)
    child.stderr?.on('data', hear)
    child.once('exit', () => fail(new Error(`it ended: ${output}`)))
  })
  return { child, origin, output: () => output }
}

/** Ends it as Ctrl+C does; returns the exit code. */
async function stop({ child }: Running): Promise<number | null> {
  const ended = new Promise<number | null>(done => child.once('exit', done))
  child.kill('SIGINT')
  return await ended
}

const login = (
  origin: string,
  body: unknown = USER,
  headers: Record<string, string> = {},
): Promise<Response> =>
  fetch(`${origin}/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  })
const cookieOf = (response: Response): string => response.headers.getSetCookie()[0]?.split(';')[0] ?? ''
const post = (origin: string, path: string, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(origin + path, { method: 'POST', headers })
const me = (origin: string, token: string): Promise<Response> =>
  fetch(`${origin}/api/me`, { headers: { authorization: `Bearer ${token}` } })

async function session(origin: string): Promise<{ access: string; cookie: string }> {
  const response = await login(origin)
  const { access_token: access } = (await response.json()) as { access_token: string }
  return { access, cookie: cookieOf(response) }
}

describe('a server of our solutions', { timeout: 120_000 }, () => {
  let running: Running
  let origin: string
  beforeAll(async () => {
    running = await start('--port', '0')
    origin = running.origin
  }, 120_000)
  afterAll(async () => {
    expect(await stop(running)).toBe(0)
  })

  test('from login to log-out', async () => {
    const response = await login(origin)
    expect(response.status).toBe(200)
    const { access_token: access } = (await response.json()) as { access_token: string }
    const keys = jose.createRemoteJWKSet(new URL(`${origin}/.well-known/jwks.json`))
    const { payload } = await jose.jwtVerify(access, keys, { issuer: origin, audience: `${origin}/api` })
    expect(payload.sub).toBe('ada')
    expect(await (await me(origin, access)).json()).toEqual({ sub: 'ada' })

    const refreshed = await post(origin, '/refresh', { cookie: cookieOf(response) })
    expect(refreshed.status).toBe(200)
    const { access_token: next } = (await refreshed.json()) as { access_token: string }
    const out = await post(origin, '/logout', {
      cookie: cookieOf(refreshed),
      authorization: `Bearer ${next}`,
    })
    expect([out.status, cookieOf(out)]).toEqual([204, '__Host-session='])
    expect((await me(origin, next)).status).toBe(401)
    expect((await post(origin, '/refresh', { cookie: cookieOf(refreshed) })).status).toBe(401)
  })

  test('a refresh token that comes back ends its family', async () => {
    const { cookie } = await session(origin)
    const next = await post(origin, '/refresh', { cookie })
    const replay = await post(origin, '/refresh', { cookie })
    expect([next.status, replay.status, replay.headers.getSetCookie()]).toEqual([200, 401, []])
    expect((await post(origin, '/refresh', { cookie: cookieOf(next) })).status).toBe(401)
  })

  test('forged tokens get one and the same 401', async () => {
    const { access } = await session(origin)
    const jwks = await (await fetch(`${origin}/.well-known/jwks.json`)).text()
    const forged = forgeries(access, jwks)
    expect(forged.length).toBeGreaterThanOrEqual(25)
    const answers = new Set<string>()
    for (const token of forged) {
      const response = await me(origin, token)
      const headers = [...response.headers].filter(([name]) => name !== 'date')
      answers.add(JSON.stringify([response.status, headers, await response.text()]))
    }
    expect(answers.size).toBe(1)
    expect([...answers][0]).toMatch(/^\[401,.*invalid_token/)
    expect((await me(origin, access)).status).toBe(200)
  })

  test('other origins can make a browser do nothing', async () => {
    const { access, cookie } = await session(origin)
    for (const path of ['/login', '/refresh', '/logout', '/logout-all'])
      for (const header of [{ 'sec-fetch-site': 'cross-site' }, { origin: 'http://127.0.0.1:1' }]) {
        const response = await post(origin, path, { ...header, cookie, authorization: `Bearer ${access}` })
        expect([path, response.status, response.headers.getSetCookie()]).toEqual([path, 403, []])
      }
    expect((await me(origin, access)).status).toBe(200)
    expect((await post(origin, '/refresh', { cookie, origin })).status).toBe(200)
  })

  test('long bodies get a 413, and those without an end do not have to end', async () => {
    expect((await login(origin, { ...USER, more: 'x'.repeat(9_000) })).status).toBe(413)
    for (const [path, type] of [
      ['/login', 'application/json'],
      ['/token', 'application/x-www-form-urlencoded'],
    ]) {
      const status = await new Promise((done, fail) => {
        const sending = request(
          `${origin}${path}`,
          { method: 'POST', headers: { 'content-type': type } },
          answer => {
            done(answer.statusCode)
            answer.resume()
            sending.destroy()
          },
        )
        sending.once('error', fail)
        sending.write('x'.repeat(5_000))
        sending.write('x'.repeat(5_000))
      })
      expect([path, status]).toEqual([path, 413])
    }
    expect((await login(origin)).status).toBe(200)
  })

  test('tokens count in their own place only', async () => {
    const { access, cookie } = await session(origin)
    const statuses = [
      (await fetch(`${origin}/api/me?access_token=${access}`)).status,
      (await fetch(`${origin}/api/me`, { headers: { cookie: `access_token=${access}; ${cookie}` } })).status,
      (await fetch(`${origin}/api/me`, { headers: { 'x-access-token': access } })).status,
      (await post(origin, '/refresh', { cookie: `x${cookie}` })).status,
      (await post(origin, '/refresh', { cookie: `${cookie}; __Host-session=other` })).status,
      (await post(origin, '/refresh', { cookie: `__Host-session=${access}` })).status,
    ]
    expect(statuses).toEqual([401, 401, 401, 401, 401, 401])
  })

  test('a page to try it, and no secret in it', async () => {
    const response = await fetch(`${origin}/`)
    const text = await response.text()
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8'])
    expect(text).toContain('Log in')
    expect(text).not.toMatch(/https?:\/\//)
  })

  test.skipIf(chromium === null)('the page works in a browser: login, call, refresh, log-out', async () => {
    const browser = await startBrowser(chromium as string)
    try {
      const page = await browser.newPage()
      await page.goto(`${origin}/`)
      const press = async (name: string, answer: string): Promise<void> => {
        await page.getByRole('button', { name, exact: true }).click()
        await expect
          .poll(() => page.locator('#log li strong').first().textContent(), { timeout: 10_000 })
          .toBe(answer)
      }
      await press('Log in', 'POST /login  200')
      expect(await page.locator('#token').textContent()).toContain('"sub": "ada"')
      await press('Who am I?', 'GET /api/me  200')
      await press('Refresh', 'POST /refresh  200')
      await press('Forge a token (alg none)', 'GET /api/me  401')
      await press('The key set', 'GET /.well-known/jwks.json  200')
      expect(await page.locator('#cookie').textContent()).toBe('nothing: the cookie is HttpOnly')
      expect(await page.locator('#last').textContent()).toBe('GET /.well-known/jwks.json  200')
      await page.setViewportSize({ width: 400, height: 800 })
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(400)
      await page.setViewportSize({ width: 1280, height: 720 })
      if (process.env.SHOT) await page.screenshot({ path: process.env.SHOT, fullPage: true })
      await press('Log out', 'POST /logout  204')
      await press('Who am I?', 'GET /api/me  401')
      await page.getByRole('button', { name: 'Refresh', exact: true }).click()
      await expect.poll(() => page.locator('#log').textContent()).toMatch(/POST \/refresh {2}401/)
    } finally {
      await browser.close()
    }
  })

  test('what it tells has no token and no password', async () => {
    const { access, cookie } = await session(origin)
    await me(origin, access)
    await expect.poll(running.output).toMatch(/GET +\/api\/me +200/)
    const told = running.output()
    for (const secret of [access, cookie.split('=')[1] as string]) expect(told).not.toContain(secret)
  })

  const statusOf = (options: RequestOptions): Promise<number | undefined> =>
    new Promise((done, fail) => {
      request(`${origin}/api/me`, options, answer => done(answer.resume().statusCode))
        .once('error', fail)
        .end()
    })

  test('only its own address is answered', async () => {
    expect(await statusOf({ headers: { host: 'evil.example' } })).toBe(403)
  })

  test('what no Request can be made of is refused without a stack', async () => {
    expect(await statusOf({ method: 'TRACE' })).toBe(400)
    expect(await statusOf({ path: 'http://[::1/' })).toBe(400)
    expect(running.output()).not.toMatch(/TypeError|\n {4}at /)
  })
})

describe('the command', { timeout: 120_000 }, () => {
  /** A port that is taken while the test runs. */
  async function taken(run: (port: number) => Promise<void>): Promise<void> {
    const server = createServer()
    const port = await new Promise<number>(done =>
      server.listen(0, '127.0.0.1', () => done((server.address() as { port: number }).port)),
    )
    await run(port).finally(() => server.close())
  }
  const fails = (...args: string[]): { status: number | null; text: string } => {
    try {
      execFileSync(process.execPath, [cli, 'serve', ...args], { stdio: 'pipe' })
      return { status: 0, text: '' }
    } catch (error) {
      const { status, stdout, stderr } = error as { status: number; stdout: Buffer; stderr: Buffer }
      return { status, text: `${stdout}${stderr}` }
    }
  }

  test('says the address, the user and how to end it', async () => {
    const running = await start('--port', '0')
    const output = running.output()
    for (const part of ['ada', USER.password, 'Ctrl+C', workspace]) expect(output).toContain(part)
    expect(await stop(running)).toBe(0)
  })

  test('says that a port is taken, and what to do', () =>
    taken(async port => {
      const { status, text } = fails('--dir', workspace, '--port', String(port))
      expect(status).toBe(2)
      expect(text).toMatch(new RegExp(`Port ${port} is taken\\. Choose another`))
    }))

  test('without --port it takes another one', async () => {
    const [one, other] = [await start(), await start()]
    expect(one.origin).not.toBe(other.origin)
    expect(other.output()).toContain('is taken, so another one is used')
    expect([await stop(one), await stop(other)]).toEqual([0, 0])
  })

  test('goes on whatever an app throws, and tells it in words', async () => {
    const app = join(workspace, 'server/app.ts')
    const solution = readFileSync(app)
    writeFileSync(
      app,
      `const ODD = [Object.create(null), Object.assign(new Error('a'), { message: 7 }), Symbol('b'), new Error('c')]
      Object.defineProperty(ODD[3], 'name', { get() { throw ODD[0] } })
      export const createApp = () => async request => {
        const [, where, index] = new URL(request.url).pathname.split('/')
        if (where === 'now') throw ODD[index]
        setTimeout(() => { throw ODD[index] }, 1)
        return new Response()
      }`,
    )
    const server = await start('--port', '0')
    writeFileSync(app, solution)
    for (const index of [0, 1, 2, 3]) {
      expect((await fetch(`${server.origin}/now/${index}`)).status).toBe(500)
      expect((await fetch(`${server.origin}/later/${index}`)).status).toBe(200)
    }
    await expect.poll(() => server.output().match(/where nothing could catch it/g)?.length).toBe(4)
    expect(server.output()).toContain('Your app threw Symbol(b)\n')
    expect(server.output()).not.toContain('    at ')
    expect(await stop(server)).toBe(0)
  })

  test('says what is wrong with an app that is not there yet, or throws', () => {
    const fresh = join(root, 'fresh')
    execFileSync(process.execPath, [cli, 'init', fresh], { stdio: 'pipe' })
    const notYet = fails('--dir', fresh, '--port', '0')
    expect(notYet).toMatchObject({
      status: 2,
      text: expect.stringContaining('createApp is not implemented yet'),
    })
    writeFileSync(join(fresh, 'server/app.ts'), 'export const createApp = (\n')
    const broken = fails('--dir', fresh, '--port', '0')
    expect(broken).toMatchObject({
      status: 2,
      text: expect.stringContaining("server/app.ts can't be loaded"),
    })
    writeFileSync(join(fresh, 'server/app.ts'), 'export const createApp = () => 7\n')
    expect(fails('--dir', fresh, '--port', '0').text).toContain(
      'createApp in server/app.ts returned no function',
    )
    expect(fails('--dir', fresh, '--port', 'x').text).toContain('--port takes a number')
  })
})
