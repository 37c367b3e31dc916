import { copyFile, mkdir, mkdtemp, readFile, realpath, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { loadCourse } from '../../src/course/load.ts'
import { openCookieCode } from '../../src/lab/cookie-code.ts'
import { type StorageLab, startStorageLab } from '../../src/lab/storage.ts'
import { type Browser, findChromium, type Page, startBrowser } from './browser.ts'

/** The built program; run `npm run build` first. */
const dist = resolve(process.env.JWT_LESSONS_DIST ?? 'dist')
const solutions = resolve('solutions')
const chromium = findChromium()

const COOKIE = '__Host-session'
/** For hangs only: a machine may be busy. */
const HANGS_MS = 60_000

let root: string
let lab: StorageLab
let lines: string[]

beforeEach(async () => {
  root = await realpath(await mkdtemp(join(tmpdir(), 'jwt-lessons-lab-')))
  await mkdir(join(root, 'server'))
  await writeFile(join(root, 'package.json'), '{ "type": "module" }\n')
  await copyFile(join(solutions, 'server/cookie.ts'), join(root, 'server/cookie.ts'))
  lines = []
  const course = await loadCourse(join(dist, 'course.json'))
  const code = openCookieCode({ workspaceRoot: root, course, assets: { root: dist } })
  lab = await startStorageLab(code, line => void lines.push(line))
})
afterEach(async () => {
  await lab.close()
  await rm(root, { recursive: true, force: true })
})

/** Waits until a line is told that has all these parts. */
const told = (...parts: string[]): Promise<void> =>
  vi.waitFor(() => expect(lines.filter(line => parts.every(part => line.includes(part)))).not.toEqual([]), {
    timeout: HANGS_MS,
  })

/** Replaces the learner's code, as a save does. */
async function save(source: string): Promise<void> {
  const file = join(root, 'server/cookie.ts')
  await writeFile(file, source)
  // The clock of a file system can be coarse.
  const later = new Date(Date.now() + 5_000)
  await utimes(file, later, later)
}

const UNPROTECTED = `
  export const sessionCookie = (token: string, lifetime: number) =>
    \`__Host-session=\${token}; Max-Age=\${lifetime}; Path=/; Secure; SameSite=Lax\`
  export const readSessionCookie = (request: Request) =>
    /__Host-session=([^;]*)/.exec(request.headers.get('cookie') ?? '')?.[1]
  export const isCrossSiteWrite = () => false
`

describe('the lab without a browser', { timeout: 120_000 }, () => {
  const post = (path: string, headers: Record<string, string> = {}) =>
    fetch(`${lab.origins.app}${path}`, {
      method: 'POST',
      headers,
      body: new URLSearchParams({ text: 'a note' }),
    })
  const loggedIn = async (): Promise<string> => {
    const cookies = (await post('/login')).headers.getSetCookie()
    return cookies.map(cookie => cookie.split(';')[0]).join('; ')
  }

  test("uses the learner's code, and new code after a save", async () => {
    const cookie = await loggedIn()
    expect(cookie).toContain('__Host-session=eyJ')
    const headers = { Cookie: cookie, 'Sec-Fetch-Site': 'same-site' }
    expect((await post('/notes', headers)).status).toBe(403)
    await save(UNPROTECTED)
    expect((await post('/notes', headers)).status).toBe(200)
    await told('POST /notes "a note"', 'isCrossSiteWrite says false', 'done in the name of ada')
  })

  test('says what is wrong with the code, and goes on', async () => {
    await save(`
      export const sessionCookie = () => 'a\\nb'
      export const readSessionCookie = () => { throw new TypeError('oops') }
      export const isCrossSiteWrite = (): unknown => 'yes'`)
    expect((await post('/login')).headers.getSetCookie()).toHaveLength(1)
    await told('can not be a header')
    expect((await post('/notes')).status).toBe(401)
    await told('readSessionCookie threw TypeError: oops')
    await told('isCrossSiteWrite returned a value of the wrong type')
    await save('export const sessionCookie = (')
    expect((await post('/notes')).status).toBe(401)
    await save(await starter())
    expect((await post('/login')).status).toBe(200)
    await told('sessionCookie threw NotImplementedError')
  })

  test('tells a browser that keeps no __Host- cookie from a cookie that no browser keeps', async () => {
    await fetch(`${lab.origins.app}/cookie-kept`)
    await told('this browser does not keep __Host- cookies')
    await fetch(`${lab.origins.app}/cookie-kept`, { headers: { Cookie: '__Host-lab-probe=1' } })
    await told('keeps __Host- cookies here, but not yours')
    const headers = { Cookie: '__Host-lab-probe=1; __Host-session=nonsense' }
    await fetch(`${lab.origins.app}/cookie-kept`, { headers })
    await told('does not find a good token in it')
  })

  test('answers nobody who calls it by another name, and nothing that is not there', async () => {
    const { port } = new URL(lab.origins.app)
    expect((await fetch(`http://127.0.0.1:${port}/`)).status).toBe(403)
    expect((await fetch(`${lab.origins.app}/nothing`)).status).toBe(404)
    expect((await fetch(`${lab.origins.stranger}/loot`, { method: 'POST', body: 'no JSON' })).status).toBe(
      500,
    )
    expect(
      (await fetch(`${lab.origins.app}/api/me`, { headers: { Authorization: 'Bearer a.b.c' } })).status,
    ).toBe(401)
  })
})

async function starter(): Promise<string> {
  await mkdir(join(root, 'jwt'), { recursive: true })
  await copyFile(join(dist, 'starters/jwt/not-implemented.ts'), join(root, 'jwt/not-implemented.ts'))
  return readFile(join(dist, 'starters/server/cookie.ts'), 'utf8')
}

if (chromium === null) console.warn('SKIPPED: the lab in a real browser, because no Chromium was found.')

describe.skipIf(chromium === null)('the lab in Chromium', { timeout: 120_000 }, () => {
  let browser: Browser
  let page: Page
  beforeAll(async () => {
    browser = await startBrowser(chromium as string)
  })
  afterAll(() => browser?.close())
  beforeEach(async () => {
    page = await browser.newPage()
    await page.goto(`${lab.origins.app}/`)
    await page.click('#login')
    await vi.waitFor(() => expect(lines.length).toBeGreaterThan(1), { timeout: HANGS_MS })
    // What is told comes before the answer is read: who goes to another page too early has no cookie.
    await vi.waitFor(
      async () => expect((await page.context().cookies()).map(({ name }) => name)).toContain(COOKIE),
      { timeout: HANGS_MS },
    )
  })
  afterEach(() => page.close())

  test('a script steals from localStorage and sessionStorage, not the cookie, and can use it while it is there', async () => {
    await told('the browser kept your cookie', 'ada')
    await page.click('#script')
    await told('stolen from localStorage', '200, as ada')
    await told('stolen from sessionStorage', '200, as ada')
    await told('document.cookie does not show the session')
    await told('written by the foreign script', 'same-origin', 'done in the name of ada')
    await page.waitForFunction(
      `document.getElementById('log').textContent.includes('stolen from localStorage')`,
    )
    expect(await page.evaluate('document.cookie')).not.toContain('__Host-session')
  })

  test('who is not logged in yet is told so', async () => {
    await Promise.all([
      page.waitForResponse(response => response.url().endsWith('/logout')),
      page.click('#logout'),
    ])
    await page.click('#script')
    await told('found no token anywhere. Log in first')
    await told('written by the foreign script', '401, no session came with it')
  })

  test.each([
    [1280, 800],
    [400, 800],
  ])(
    'at %i x %i pixels what happened last is in sight, and nothing is cut off at the side',
    async (width, height) => {
      await page.setViewportSize({ width, height })
      for (let time = 0; time < 6; time++) await page.click('#script')
      const last = page.locator('#log li').last()
      await expect.poll(() => page.locator('#log li').count()).toBeGreaterThan(20)
      const box = await last.boundingBox()
      expect((box?.y ?? height) + (box?.height ?? 0)).toBeLessThanOrEqual(height)
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width)
    },
  )

  test('without HttpOnly the script takes the cookie too', async () => {
    await save(UNPROTECTED)
    await page.click('#login')
    await told('Secure; SameSite=Lax')
    await page.click('#script')
    await told('stolen from document.cookie', '200, as ada', 'Is HttpOnly missing?')
  })

  test.each(['form', 'fetch'])(
    'a page of another port can not write by a %s, though its cookie comes along',
    async how => {
      await page.goto(`${lab.origins.sibling}/`)
      await told('other port: this server received your HttpOnly cookie')
      await page.click(`#${how}`)
      await told('sec-fetch-site: same-site', 'with your cookie', 'isCrossSiteWrite says true: 403')
      if (how === 'form') expect(await page.textContent('#outcome')).toContain('403, refused')
    },
  )

  test('only isCrossSiteWrite stops the page of another port', async () => {
    await save(UNPROTECTED)
    await page.goto(`${lab.origins.sibling}/`)
    await page.click('#form')
    await told('same-site', 'isCrossSiteWrite says false: 200, done in the name of ada')
    expect(await page.textContent('#notes')).toContain(`written by ${lab.origins.sibling}`)
  })

  test.each(['form', 'fetch'])('a %s of another site comes without the cookie', async how => {
    await save(UNPROTECTED.replace('SameSite=Lax', 'HttpOnly; SameSite=Lax'))
    await page.goto(`${lab.origins.stranger}/`)
    await page.click(`#${how}`)
    await told('sec-fetch-site: cross-site', 'without your cookie', '401')
  })

  test('a link of another site arrives logged in, and changes nothing', async () => {
    await page.goto(`${lab.origins.stranger}/`)
    await page.click('#link')
    await told('GET /notes', 'cross-site', 'with your cookie', 'ada is logged in')
  })

  test('a token made in the page gives its secret away', async () => {
    await page.goto(`${lab.origins.app}/client-made`)
    await page.click('#make')
    await page.waitForFunction(`document.getElementById('answer').textContent.includes('"sub":"ada"')`)
    await page.goto(`${lab.origins.stranger}/`)
    await page.click('#forge')
    await told('const SECRET =')
    await told('a token forged with it: 200', '"role":"admin"')
  })

  test('a cookie that is written wrong is not kept, and the lab says whose fault that is', async () => {
    await page.click('#logout')
    await told('ada logs out')
    await save(UNPROTECTED.replace('Path=/; ', 'Path=/app; '))
    await page.click('#login')
    await told('keeps __Host- cookies here, but not yours')
  })

  test('everything can be done with the keyboard', async () => {
    await page.goto(`${lab.origins.app}/`)
    const seen: string[] = []
    for (let index = 0; index < 8; index++) {
      await page.keyboard.press('Tab')
      seen.push(await page.evaluate('document.activeElement.textContent'))
    }
    expect(seen.slice(0, 3)).toEqual(['Log in as ada', 'Log out', 'Run the foreign script'])
    expect(seen).toContain('A page that makes its tokens itself')
  })
})
